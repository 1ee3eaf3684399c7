import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import { KeptConnectors } from './kept-connectors.ts';
import type { Settings } from './settings.ts';

/** Bot Framework's adapter, without its own way of reading requests and printing errors. */
export class DeskAdapter extends CloudAdapter {
  constructor(settings: Settings) {
    const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType, MicrosoftAppTenantId } = settings;
    const credentials = { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType, MicrosoftAppTenantId };
    super(new KeptConnectors(new ConfigurationBotFrameworkAuthentication(MicrosoftAppId ? credentials : {})));
  }

  /** Runs a turn for an activity that came in; an invoke gets its answer back. */
  deliver(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }
}
