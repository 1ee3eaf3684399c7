import type { RequestHandler } from 'restify';
import { sendError } from './error-response.ts';
import { type JsonResult, readJson } from './read-json.ts';

/** Largest body of a request; a card stays well under it. */
export const MAX_BODY_BYTES = 256 * 1024;

const MESSAGES = {
  400: 'The body is not JSON, or it is nested too deeply.',
  413: 'Send at most 256 kB.',
  415: 'Send plain application/json.',
};

/** Parses JSON. Restify's own parser would unpack gzip past the limit, write form files to disk and quote invalid input. */
export const jsonBody: RequestHandler[] = [
  (req, res, next) => {
    const accept = (body: JsonResult) => {
      if ('value' in body) {
        req.body = body.value;
        return next();
      }
      sendError(res, body.status, MESSAGES[body.status]);
      next(false);
    };
    // The caller disconnected while sending: no response.
    readJson(req, MAX_BODY_BYTES).then(accept, () => next(false));
  },
];
