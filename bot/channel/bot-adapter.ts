import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { Settings } from '../settings.ts';
import { KeysUnavailable } from './authentication/channel-keys.ts';
import type { Distrust } from './authentication/channel-token.ts';
import { type CallerCheck, callerCheck, type Outside } from './authentication/verify-caller.ts';
import { ConnectorCache } from './connector-cache.ts';

/** Bot Framework's own check did not believe a caller that ours did. */
export class NotAuthenticated extends Error {
  override readonly name = 'NotAuthenticated';
}

/** Bot Framework's adapter, without its own way of reading requests and printing errors. */
export class DeskBotAdapter extends CloudAdapter {
  readonly #check: CallerCheck;

  constructor(settings: Settings, outside: Outside) {
    const check = callerCheck(settings, outside);
    super(new ConnectorCache(check.framework, check.hosts));
    this.#check = check;
  }

  /**
   * Why whoever sends this is not believed, if they are not.
   * @param authorization every header of that name
   * @throws {KeysUnavailable} when nobody can tell
   */
  async distrust(authorization: readonly string[], activity: unknown): Promise<Distrust | undefined> {
    return this.#check.token?.distrust(authorization, activity);
  }

  /** Whether this bot may answer there. */
  mayAnswerAt(serviceUrl: string): boolean {
    return this.#check.hosts.allows(serviceUrl);
  }

  /**
   * Runs a turn for an activity that came in and is believed; an invoke gets its answer back.
   * @throws {NotAuthenticated}
   */
  async deliver(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const checked = await this.botFrameworkAuthentication
      .authenticateRequest(activity, authorization)
      .catch((cause: unknown) => {
        throw cause instanceof KeysUnavailable ? cause : new NotAuthenticated('Bot Framework refused', { cause });
      });
    return this.processActivity(checked, activity, turn);
  }
}
