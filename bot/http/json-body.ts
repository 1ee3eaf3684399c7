import type { RequestHandler } from 'restify';
import { sendError } from './error-response.ts';
import { type Read, readJson } from './read-json.ts';

/** Bytes of a request; a card stays well under it. */
export const LARGEST_BODY = 256 * 1024;

const WHY = {
  400: 'This is no JSON, or it is nested too deeply.',
  413: 'Send at most 256 kB.',
  415: 'Send plain application/json.',
};

/** Restify's parser would unpack gzip past the limit, write the files of a form to disk, and quote what it cannot read. */
export const jsonBody: RequestHandler[] = [
  (req, res, next) => {
    const take = (read: Read) => {
      if ('value' in read) {
        req.body = read.value;
        return next();
      }
      sendError(res, read.status, WHY[read.status]);
      next(false);
    };
    // Whoever went away while sending is told nothing.
    readJson(req, LARGEST_BODY).then(take, () => next(false));
  },
];
