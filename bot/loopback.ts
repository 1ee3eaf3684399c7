import type { Request, RequestHandler } from 'restify';
import { refuse } from './refuse.ts';

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Why this caller may not come in, if so. */
function objection({ socket, headers }: Request): string | undefined {
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '')) return 'The test channel answers this computer only.';
  // Another name that resolves to this computer is how a web page elsewhere would reach us (DNS rebinding).
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return 'Open the test channel as http://localhost.';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return 'Other pages may not use the test channel.';
  return undefined;
}

/** Lets in only what runs on this computer and asks for it by a loopback name, and no other site's page. */
export const loopbackOnly: RequestHandler = (req, res, next) => {
  const why = objection(req);
  if (why === undefined) return next();
  refuse(res, 403, why);
  next(false);
};
