import type { RequestHandler } from 'restify';
import { sendError } from './error-response.ts';
import { type JsonResult, readJson } from './read-json.ts';

/** Bytes of a request; a card stays well under it. */
export const MAX_BODY_BYTES = 256 * 1024;

const MESSAGES = {
  400: 'This is no JSON, or it is nested too deeply.',
  413: 'Send at most 256 kB.',
  415: 'Send plain application/json.',
};

/** Restify's parser would unpack gzip past the limit, write the files of a form to disk, and quote what it cannot read. */
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
    // Whoever went away while sending is told nothing.
    readJson(req, MAX_BODY_BYTES).then(accept, () => next(false));
  },
];
