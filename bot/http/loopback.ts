import type { Request, RequestHandler } from 'restify';
import { sendError } from './error-response.ts';

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** What says that a request came through something else, and perhaps from far away: a proxy or a tunnel to this computer. */
const FORWARDING_HEADER = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|true-client-ip|cf-.*)$/;

/** Why this caller may not come in, if so. */
function rejectionReason({ socket, headers }: Request): string | undefined {
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '')) return 'The test channel answers this computer only.';
  if (Object.keys(headers).some((name) => FORWARDING_HEADER.test(name))) {
    return 'The test channel answers no proxy or tunnel: set MicrosoftAppId and what goes with it to be reached from elsewhere.';
  }
  // Another name that resolves to this computer is how a web page elsewhere would reach us (DNS rebinding).
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return 'Open the test channel as http://localhost.';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return 'Other pages may not use the test channel.';
  return undefined;
}

/** Lets in only what runs on this computer and asks for it by a loopback name, and no other site's page. */
export const loopbackOnly: RequestHandler = (req, res, next) => {
  const reason = rejectionReason(req);
  if (reason === undefined) return next();
  sendError(res, 403, reason);
  next(false);
};
