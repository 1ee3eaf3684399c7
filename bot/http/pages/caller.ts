import type { Request } from 'restify';
import type { WebCaller } from '../../../src/application/ports/web-authentication.ts';

/** The headers of a request that can identify the user. */
export const callerOf = ({ headers: { cookie, authorization } }: Request): WebCaller => ({ cookie, authorization });

/** The browser's language, for users who are not identified. */
export const languageOf = ({ headers }: Request): string | undefined => headers['accept-language']?.slice(0, 2);
