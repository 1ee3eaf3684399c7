import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { Settings } from '../settings.ts';
import { KeysUnavailableError } from './authentication/channel-keys.ts';
import type { RejectionReason } from './authentication/channel-token.ts';
import {
  type AuthenticationDeps,
  type CallerAuthentication,
  createCallerAuthentication,
} from './authentication/verify-caller.ts';
import { ConnectorCache } from './connector-cache.ts';

/** Bot Framework's own verification rejected a caller that ours accepted. */
export class NotAuthenticatedError extends Error {
  override readonly name = 'NotAuthenticatedError';
}

/** Bot Framework's adapter, without its own parsing of requests and printing of errors. */
export class PurchaseDeskAdapter extends CloudAdapter {
  readonly #authentication: CallerAuthentication;

  constructor(settings: Settings, outside: AuthenticationDeps) {
    const check = createCallerAuthentication(settings, outside);
    super(new ConnectorCache(check.framework, check.hosts));
    this.#authentication = check;
  }

  /**
   * Returns why a caller is rejected, or `undefined` if they are authenticated.
   * @param authorization all Authorization headers
   * @throws {KeysUnavailableError} when callers cannot be authenticated now
   */
  async verifyCaller(authorization: readonly string[], activity: unknown): Promise<RejectionReason | undefined> {
    return this.#authentication.token?.verify(authorization, activity);
  }

  /** Whether the bot may answer at a service URL. */
  mayAnswerAt(serviceUrl: string): boolean {
    return this.#authentication.hosts.allows(serviceUrl);
  }

  /**
   * Runs a turn for an authenticated activity, and returns the response to an invoke.
   * @throws {NotAuthenticatedError}
   */
  async handleActivity(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const authentication = await this.botFrameworkAuthentication
      .authenticateRequest(activity, authorization)
      .catch((cause: unknown) => {
        throw cause instanceof KeysUnavailableError
          ? cause
          : new NotAuthenticatedError('Bot Framework rejected the caller', { cause });
      });
    return this.processActivity(authentication, activity, turn);
  }
}
