import type { Request, RequestHandler } from 'restify';
import { sendError } from './error-response.ts';

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Headers of proxies and tunnels: the request may come from another computer. */
const FORWARDING_HEADER = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|true-client-ip|cf-.*)$/;

/** Why a request is rejected; undefined if it is accepted. */
function rejectionReason({ socket, headers }: Request): string | undefined {
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? ''))
    return 'The test channel accepts requests from this computer only.';
  if (Object.keys(headers).some((name) => FORWARDING_HEADER.test(name))) {
    return 'The test channel accepts no requests through a proxy or tunnel: to be reached from other computers, set MicrosoftAppId and the settings that go with it.';
  }
  // Against DNS rebinding: a foreign page reaches this computer by another host name.
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return 'Open the test channel as http://localhost.';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return 'Other pages may not use the test channel.';
  return undefined;
}

/** Accepts requests from this computer to a loopback name only, and none from other sites' pages. */
export const loopbackOnly: RequestHandler = (req, res, next) => {
  const reason = rejectionReason(req);
  if (reason === undefined) return next();
  sendError(res, 403, reason);
  next(false);
};
