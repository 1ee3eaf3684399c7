import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { newReference } from '../../operations/error-reference.ts';
import { externalError } from '../../operations/loggable-error.ts';
import { callerOf, languageOf } from '../pages/caller.ts';
import { fileHeaders, sendPage } from '../pages/headers.ts';
import { messagePage } from '../pages/page-layout.ts';
import type { ChatSignIn } from './chat-sign-in.ts';
import { formatCookie, readCookies } from './cookie.ts';
import type { EntraClient, SignInFlow } from './entra-client.ts';
import type { EntraTokens } from './entra-tokens.ts';
import { returnAddressSchema } from './return-address.ts';
import type { Session } from './session.ts';
import { TokenSigner } from './token-signer.ts';

const FLOW_LIFETIME = 10 * 60_000;

export interface SignInRoutesDeps {
  readonly client: EntraClient;
  readonly tokens: EntraTokens;
  readonly appId: string;
  readonly session: Session;
  readonly secret: string;
  readonly clock: Clock;
  /** The bot's public URL, ending in a slash. */
  readonly baseUrl: () => string;
  /** Sign-in for the chat, if the provider needs the users' tokens. */
  readonly chat: ChatSignIn | undefined;
  /** Called when a user has signed in for the chat. */
  readonly onSignedIn: (person: PersonId) => void;
  readonly log: Logger;
}

const flowSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: returnAddressSchema,
});

const callbackSchema = z.object({
  state: z.string().regex(/^[0-9a-f]{32}$/),
  code: z.string().max(8_000).optional(),
  error: z.string().optional(),
});

/** One of 16 names: several tabs can sign in at once, and the number of cookies stays limited. */
const flowCookieName = (state: string): string => `__Host-sign-in-${state[0]}`;

/** Serves sign-in with Entra for browsers outside Teams; it returns to the page that the user wanted. */
export function serveEntraSignIn(server: Server, deps: SignInRoutesDeps): void {
  const { client, tokens, appId, session, clock, baseUrl, chat, log } = deps;
  const signer = new TokenSigner(deps.secret, 'flow', clock);
  const scopesFor = (to: string) => (chat?.isChatTarget(to) ? chat.scopes : []);

  const sendMessage = (req: Request, res: Response, status: number, compose: (t: Translations) => PageMessage) => {
    const t = translationsFor(languageOf(req));
    const { title, way, to } = compose(t);
    const link = to === undefined ? undefined : { title: t.signIn.buttonAgain, url: signInUrl(baseUrl(), to) };
    sendPage(res, { status }, messagePage({ title, way, link }, t.lang));
  };
  const redirect = (res: Response, url: string, cookies: readonly string[]) => {
    for (const cookie of cookies) res.header('Set-Cookie', cookie);
    res.sendRaw(303, '', { ...fileHeaders('text/plain'), Location: url });
  };
  /** Logs the error without its message, which may name the user. */
  const sendFailure = (req: Request, res: Response, error: unknown, to?: string) => {
    const reference = newReference();
    log.error({ reference, reason: entraErrorCode(error), error: externalError(error) }, 'sign-in failed');
    sendMessage(req, res, 502, ({ signIn }) => ({
      title: signIn.failed,
      way: `${signIn.failedText} ${reference}`,
      to,
    }));
  };

  server.get('/sign-in', async (req: Request, res: Response) => {
    const returnAddress = returnAddressSchema.safeParse(queryOf(req).to);
    if (!returnAddress.success) {
      sendMessage(req, res, 400, ({ signIn }) => ({ title: signIn.unknownPage, way: signIn.unknownPageText }));
      return;
    }
    try {
      const flow: SignInFlow = {
        state: randomText(16, 'hex'),
        nonce: randomText(16, 'hex'),
        verifier: randomText(32, 'base64url'),
      };
      // A user who is signed in already and still comes here needs another account.
      const selectAccount = (await session.people(callerOf(req))).length > 0;
      const url = await client.authorisationUrl(flow, selectAccount, scopesFor(returnAddress.data));
      redirect(res, url, [
        formatCookie(
          flowCookieName(flow.state),
          signer.sign({ ...flow, to: returnAddress.data }, FLOW_LIFETIME),
          FLOW_LIFETIME,
        ),
      ]);
    } catch (error) {
      sendFailure(req, res, error, returnAddress.data);
    }
  });

  server.get('/sign-in/chat/:mark', async (req: Request, res: Response) => {
    const people = await session.people(callerOf(req));
    const isOwner = people.some((person) => chat?.isTargetOf(req.path(), person));
    if (isOwner)
      sendMessage(req, res, 200, ({ signIn }) => ({ title: signIn.chat.signedIn, way: signIn.chat.signedInText }));
    else sendMessage(req, res, 404, ({ signIn }) => ({ title: signIn.unknownPage, way: signIn.unknownPageText }));
  });

  server.get('/sign-in/callback', async (req: Request, res: Response) => {
    const { admin_consent: adminConsent, error: entraError, state } = queryOf(req);
    // An administrator returns from granting consent, which is no sign-in.
    if (chat && adminConsent !== undefined && state === undefined) {
      const isGranted = adminConsent.toLowerCase() === 'true' && entraError === undefined;
      sendMessage(req, res, isGranted ? 200 : 403, ({ signIn }) =>
        isGranted
          ? { title: signIn.chat.allowed, way: signIn.chat.allowedText }
          : { title: signIn.chat.notAllowed, way: signIn.chat.notAllowedText },
      );
      return;
    }
    const callback = callbackSchema.safeParse(queryOf(req));
    const flow = callback.success ? readFlow(req, callback.data.state) : undefined;
    if (!callback.success || !flow) {
      sendMessage(req, res, 400, ({ signIn }) => ({ title: signIn.stale, way: signIn.staleText }));
      return;
    }
    const expiredCookie = formatCookie(flowCookieName(flow.state), '', 0);
    res.header('Set-Cookie', expiredCookie);
    const { to } = flow;
    const { code } = callback.data;
    if (code === undefined) {
      log.info({ reason: errorName(callback.data.error) }, 'sign-in was cancelled');
      sendMessage(req, res, 403, ({ signIn }) => ({ title: signIn.declined, way: signIn.declinedText, to }));
      return;
    }
    try {
      const { idToken, cache } = await client.redeem(code, flow, scopesFor(to));
      const claims = await tokens.verify(idToken, [appId]);
      const isExpectedPerson = claims && (!chat?.isChatTarget(to) || chat.isTargetOf(to, claims.owner));
      if (isExpectedPerson && claims.nonce === flow.nonce) {
        if (chat?.isChatTarget(to)) {
          await chat.saveTokens(claims.owner, cache);
          deps.onSignedIn(claims.owner);
        }
        redirect(res, new URL(to.slice(1), baseUrl()).href, [session.cookieFor(claims.owner)]);
        return;
      }
      log.warn('the token of a sign-in was not accepted');
      sendMessage(req, res, 403, ({ signIn }) => ({ title: signIn.otherAccount, way: signIn.otherAccountText, to }));
    } catch (error) {
      sendFailure(req, res, error, to);
    }
  });

  server.get('/sign-in/out', async (req: Request, res: Response) => {
    res.header('Set-Cookie', session.expiredCookie);
    sendMessage(req, res, 200, ({ signIn }) => ({ title: signIn.signedOut, way: signIn.signedOutText }));
  });

  function readFlow({ headers }: Request, state: string): z.infer<typeof flowSchema> | undefined {
    const flows = readCookies(headers.cookie, flowCookieName(state)).flatMap(
      (token) => flowSchema.safeParse(signer.verify(token)).data ?? [],
    );
    return flows.find((flow) => flow.state === state);
  }
}

/** URL to sign in and return to one of the bot's own addresses. */
export const signInUrl = (baseUrl: string, to: string): string =>
  new URL(`sign-in?${new URLSearchParams({ to })}`, baseUrl).href;

interface PageMessage {
  readonly title: string;
  readonly way: string;
  /** The address to return to after another attempt. */
  readonly to?: string | undefined;
}

const randomText = (bytes: number, encoding: 'hex' | 'base64url'): string => randomBytes(bytes).toString(encoding);

const queryOf = (req: Request): Record<string, string> => Object.fromEntries(new URLSearchParams(req.getQuery()));

/** Entra's error code, such as `invalid_client`; its messages name people. */
const entraErrorCode = (error: unknown): string | undefined => errorName((error as { errorCode?: unknown }).errorCode);

const errorName = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[a-z_]{1,40}$/.test(text) ? text : undefined;
