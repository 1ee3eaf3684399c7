import { withoutCardNumbers } from '../http/pages/static/card-numbers.js';

/** What of an error may be logged: never what another system said, which may name people. */
export function externalError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, code, statusCode, stack = '' } = error as Error & { code?: unknown; statusCode?: unknown };
  const frames = stack.slice(Math.max(0, stack.indexOf('\n    at ')));
  return { name, ...(code !== undefined && { code }), ...(statusCode !== undefined && { statusCode }), stack: frames };
}

/** An error of our own making, whose message is ours too and has nothing personal in it. What a parser says quotes. */
export const internalError = (error: unknown) =>
  error instanceof Error && !(error instanceof SyntaxError)
    ? { ...externalError(error), message: withoutCardNumbers(error.message) }
    : externalError(error);
