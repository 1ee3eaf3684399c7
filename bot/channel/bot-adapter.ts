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

/** Bot Framework's own check did not believe a caller that ours did. */
export class NotAuthenticatedError extends Error {
  override readonly name = 'NotAuthenticated';
}

/** Bot Framework's adapter, without its own way of reading requests and printing errors. */
export class DeskBotAdapter extends CloudAdapter {
  readonly #authentication: CallerAuthentication;

  constructor(settings: Settings, outside: AuthenticationDeps) {
    const check = createCallerAuthentication(settings, outside);
    super(new ConnectorCache(check.framework, check.hosts));
    this.#authentication = check;
  }

  /**
   * Why whoever sends this is not believed, if they are not.
   * @param authorization every header of that name
   * @throws {KeysUnavailableError} when nobody can tell
   */
  async verifyCaller(authorization: readonly string[], activity: unknown): Promise<RejectionReason | undefined> {
    return this.#authentication.token?.verify(authorization, activity);
  }

  /** Whether this bot may answer there. */
  mayAnswerAt(serviceUrl: string): boolean {
    return this.#authentication.hosts.allows(serviceUrl);
  }

  /**
   * Runs a turn for an activity that came in and is believed; an invoke gets its answer back.
   * @throws {NotAuthenticatedError}
   */
  async handleActivity(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const checked = await this.botFrameworkAuthentication
      .authenticateRequest(activity, authorization)
      .catch((cause: unknown) => {
        throw cause instanceof KeysUnavailableError
          ? cause
          : new NotAuthenticatedError('Bot Framework refused', { cause });
      });
    return this.processActivity(checked, activity, turn);
  }
}
