import type { Response } from 'restify';

/** Answers the way the Bot Framework's own services word a refusal. */
export function sendError(res: Response, status: number, message: string): void {
  res.send(status, { error: { code: String(status), message } });
}
