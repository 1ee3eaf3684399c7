import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import type { Clock } from '../../../src/application/ports/ports.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { externalError } from '../../operations/loggable-error.ts';
import { newReference } from '../../turn/error-reference.ts';
import { callerOf, languageOf } from '../pages/caller.ts';
import { fileHeaders, sendPage } from '../pages/headers.ts';
import { messagePage } from '../pages/page-layout.ts';
import type { ChatSignIn } from './chat-sign-in.ts';
import { cookie, cookiesIn } from './cookie.ts';
import type { EntraClient, Flow } from './entra-client.ts';
import type { EntraTokens } from './entra-tokens.ts';
import { target } from './return-address.ts';
import { TokenSealer } from './sealed-token.ts';
import type { Session } from './session.ts';

const LASTS = 10 * 60_000;

export interface SignInParts {
  readonly client: EntraClient;
  readonly tokens: EntraTokens;
  readonly appId: string;
  readonly session: Session;
  readonly secret: string;
  readonly clock: Clock;
  /** Where the product's own pages are, ending in a slash. */
  readonly base: () => string;
  /** Signing in for the chat, where it needs tokens of its people. */
  readonly chat: ChatSignIn | undefined;
  /** Told that somebody signed in for the chat. */
  readonly onSignedIn: (person: PersonId) => void;
  readonly log: Logger;
}

const begun = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), to: target });

const returned = z.object({
  state: z.string().regex(/^[0-9a-f]{32}$/),
  code: z.string().max(8_000).optional(),
  error: z.string().optional(),
});

/** One of 16 names, so that several tabs can sign in at once and their cookies never fill a request. */
const nameOf = (state: string): string => `__Host-sign-in-${state[0]}`;

/** Signing in with Entra, in a browser outside Teams, and coming back to where somebody wanted to be. */
export function serveEntraSignIn(server: Server, parts: SignInParts): void {
  const { client, tokens, appId, session, clock, base, chat, log } = parts;
  const seal = new TokenSealer(parts.secret, 'flow', clock);
  const scopesFor = (to: string) => (chat?.isFor(to) ? chat.scopes : []);

  const say = (req: Request, res: Response, status: number, saying: (t: Translations) => Saying) => {
    const t = translationsFor(languageOf(req));
    const { title, way, to } = saying(t);
    const link = to === undefined ? undefined : { title: t.signIn.again, url: signInAt(base(), to) };
    sendPage(res, { status }, messagePage({ title, way, link }, t.lang));
  };
  const goOn = (res: Response, url: string, cookies: readonly string[]) => {
    for (const one of cookies) res.header('Set-Cookie', one);
    res.sendRaw(303, '', { ...fileHeaders('text/plain'), Location: url });
  };
  /** What went wrong is logged without a word of what Entra or the browser said of somebody. */
  const fail = (req: Request, res: Response, fault: unknown, to?: string) => {
    const reference = newReference();
    log.error({ reference, reason: reasonOf(fault), error: externalError(fault) }, 'signing in failed');
    say(req, res, 502, ({ signIn }) => ({ title: signIn.failed, way: `${signIn.failedWay} ${reference}`, to }));
  };

  server.get('/sign-in', async (req: Request, res: Response) => {
    const to = target.safeParse(queryOf(req).to);
    if (!to.success) {
      say(req, res, 400, ({ signIn }) => ({ title: signIn.nowhere, way: signIn.nowhereWay }));
      return;
    }
    try {
      const flow: Flow = { state: random(16, 'hex'), nonce: random(16, 'hex'), verifier: random(32, 'base64url') };
      // Who is known already and still comes here was the wrong person.
      const again = (await session.people(callerOf(req))).length > 0;
      const url = await client.address(flow, again, scopesFor(to.data));
      goOn(res, url, [cookie(nameOf(flow.state), seal.close({ ...flow, to: to.data }, LASTS), LASTS)]);
    } catch (fault) {
      fail(req, res, fault, to.data);
    }
  });

  server.get('/sign-in/chat/:mark', async (req: Request, res: Response) => {
    const here = await session.people(callerOf(req));
    const theirs = here.some((one) => chat?.isOf(req.path(), one));
    if (theirs) say(req, res, 200, ({ signIn }) => ({ title: signIn.chat.in, way: signIn.chat.inWay }));
    else say(req, res, 404, ({ signIn }) => ({ title: signIn.nowhere, way: signIn.nowhereWay }));
  });

  server.get('/sign-in/callback', async (req: Request, res: Response) => {
    const { admin_consent: allowed, error: refused, state } = queryOf(req);
    // An administrator comes back from allowing what this needs: nobody signed in by that.
    if (chat && allowed !== undefined && state === undefined) {
      const done = allowed.toLowerCase() === 'true' && refused === undefined;
      say(req, res, done ? 200 : 403, ({ signIn }) =>
        done
          ? { title: signIn.chat.allowed, way: signIn.chat.allowedWay }
          : { title: signIn.chat.notAllowed, way: signIn.chat.notAllowedWay },
      );
      return;
    }
    const back = returned.safeParse(queryOf(req));
    const flow = back.success ? flowOf(req, back.data.state) : undefined;
    if (!back.success || !flow) {
      say(req, res, 400, ({ signIn }) => ({ title: signIn.stale, way: signIn.staleWay }));
      return;
    }
    const over = cookie(nameOf(flow.state), '', 0);
    res.header('Set-Cookie', over);
    const { to } = flow;
    const { code } = back.data;
    if (code === undefined) {
      log.info({ reason: word(back.data.error) }, 'signing in was broken off');
      say(req, res, 403, ({ signIn }) => ({ title: signIn.declined, way: signIn.declinedWay, to }));
      return;
    }
    try {
      const { idToken, cache } = await client.redeem(code, flow, scopesFor(to));
      const claims = await tokens.read(idToken, [appId]);
      const isTheirs = claims && (!chat?.isFor(to) || chat.isOf(to, claims.owner));
      if (isTheirs && claims.nonce === flow.nonce) {
        if (chat?.isFor(to)) {
          await chat.keep(claims.owner, cache);
          parts.onSignedIn(claims.owner);
        }
        goOn(res, new URL(to.slice(1), base()).href, [session.cookieFor(claims.owner)]);
        return;
      }
      log.warn('a token of signing in was not believed');
      say(req, res, 403, ({ signIn }) => ({ title: signIn.otherAccount, way: signIn.otherAccountWay, to }));
    } catch (fault) {
      fail(req, res, fault, to);
    }
  });

  server.get('/sign-in/out', async (req: Request, res: Response) => {
    res.header('Set-Cookie', session.ended);
    say(req, res, 200, ({ signIn }) => ({ title: signIn.out, way: signIn.outWay }));
  });

  function flowOf({ headers }: Request, state: string): z.infer<typeof begun> | undefined {
    const flows = cookiesIn(headers.cookie, nameOf(state)).flatMap(
      (sealed) => begun.safeParse(seal.open(sealed)).data ?? [],
    );
    return flows.find((one) => one.state === state);
  }
}

/** Where somebody signs in to go on to an address of ours. */
export const signInAt = (base: string, to: string): string =>
  new URL(`sign-in?${new URLSearchParams({ to })}`, base).href;

interface Saying {
  readonly title: string;
  readonly way: string;
  /** Where to go once signing in works. */
  readonly to?: string | undefined;
}

const random = (bytes: number, as: 'hex' | 'base64url'): string => randomBytes(bytes).toString(as);

const queryOf = (req: Request): Record<string, string> => Object.fromEntries(new URLSearchParams(req.getQuery()));

/** Entra's own name for what is wrong, such as `invalid_client`; its sentences name people. */
const reasonOf = (fault: unknown): string | undefined => word((fault as { errorCode?: unknown }).errorCode);

const word = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[a-z_]{1,40}$/.test(text) ? text : undefined;
