import type { Response } from 'restify';

/** Sends an error in the format of the Bot Framework's own services. */
export function sendError(res: Response, status: number, message: string): void {
  res.send(status, { error: { code: String(status), message } });
}
