import type { Request } from 'restify';
import type { WebCaller } from '../../../src/application/ports/web-authentication.ts';

/** What a request has that may say whose it is. */
export const callerOf = ({ headers: { cookie, authorization } }: Request): WebCaller => ({ cookie, authorization });

/** The language of a browser whose person is not known. */
export const languageOf = ({ headers }: Request): string | undefined => headers['accept-language']?.slice(0, 2);
