import { PurchaseDeskAdapter } from '../channel/bot-adapter.ts';
import { ChannelMessenger } from '../channel/channel-messenger.ts';
import { hideButtons } from '../channel/hide-buttons.ts';
import { externalError } from '../operations/loggable-error.ts';
import { isThrottled } from '../operations/telemetry/metrics.ts';
import type { Core } from './core.ts';
import type { TestOverrides } from './dependencies.ts';
import type { Services } from './services.ts';

export type Channel = ReturnType<typeof composeChannel>;

/** Composes the channel's adapter, and the messenger for proactive messages. */
export function composeChannel(core: Core, { userProfiles }: Services, overrides: TestOverrides) {
  const { settings, metrics, log, isBuyingEnabled, unsupportedVerbs, realClock: clock } = core;
  const { fetch = globalThis.fetch, timeLimit = (milliseconds) => AbortSignal.timeout(milliseconds) } = overrides;
  const adapter = new PurchaseDeskAdapter(settings, { fetch, clock, timeLimit });
  if (!isBuyingEnabled) adapter.use(hideButtons(new Set([...unsupportedVerbs, 'reactivate'])));
  const messenger = new ChannelMessenger(adapter, userProfiles, {
    appId: settings.MicrosoftAppId,
    onError: (error) => {
      if (isThrottled(error)) metrics.countThrottled('channel');
      log.warn({ error: externalError(error) }, 'the channel did not accept a message');
    },
  });
  return { adapter, messenger };
}
