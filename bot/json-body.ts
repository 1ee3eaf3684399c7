import restify, { type RequestHandler } from 'restify';
import { refuse } from './refuse.ts';

/** Bytes of a request; a card stays well under it. */
export const LARGEST_BODY = 256 * 1024;

/** Restify's parser would unpack gzip past the limit, and write the files of a form to disk. */
const plainJsonOnly: RequestHandler = (req, res, next) => {
  const json = req.getContentType() === 'application/json' && req.headers['content-encoding'] === undefined;
  if (json) return next();
  if (Number(req.headers['content-length']) > LARGEST_BODY) refuse(res, 413, `Send at most ${LARGEST_BODY} bytes.`);
  else refuse(res, 415, 'Send plain application/json.');
  next(false);
};

export const jsonBody: RequestHandler[] = [
  plainJsonOnly,
  ...[restify.plugins.bodyParser({ maxBodySize: LARGEST_BODY, mapParams: false })].flat(),
];
