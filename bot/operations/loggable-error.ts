import { withoutCardNumbers } from '../http/pages/static/card-numbers.js';

/** The loggable part of an external error: without its message, which may name people. */
export function externalError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, code, statusCode, stack = '' } = error as Error & { code?: unknown; statusCode?: unknown };
  const frames = stack.slice(Math.max(0, stack.indexOf('\n    at ')));
  return { name, ...(code !== undefined && { code }), ...(statusCode !== undefined && { statusCode }), stack: frames };
}

/** The loggable part of an error of this program, with its message. A parser's message is left out: it quotes the input. */
export const internalError = (error: unknown) =>
  error instanceof Error && !(error instanceof SyntaxError)
    ? { ...externalError(error), message: withoutCardNumbers(error.message) }
    : externalError(error);
