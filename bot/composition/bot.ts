import { setTimeout as pause } from 'node:timers/promises';
import type { Capability } from '../../dialogs/engine/capability.ts';
import { CapabilityRouter } from '../../dialogs/engine/router.ts';
import { nameWordsOf } from '../../dialogs/understanding/slots/person-names.ts';
import type { CardLinks } from '../http/pages/card-links.ts';
import { CardPageLauncher } from '../http/pages/card-page-launcher.ts';
import { rateLimited } from '../turn/rate-limited.ts';
import { createBot } from '../turn/turn-handler.ts';
import { Identity } from '../turn/user/identity.ts';
import type { Channel } from './channel.ts';
import type { Core } from './core.ts';
import type { Dependencies, TestOverrides } from './dependencies.ts';
import type { Notifications } from './notifications.ts';
import type { Provider } from './provider-types.ts';
import type { Services } from './services.ts';
import type { SignIn } from './sign-in.ts';

interface BotContext {
  readonly core: Core;
  readonly provider: Provider;
  readonly services: Services;
  readonly channel: Channel;
  readonly signIn: SignIn;
  readonly notifications: Notifications;
  readonly capabilities: readonly Capability[];
  readonly cardLinks: CardLinks;
}

/** Composes the bot, and the bot behind the rate limit per user. */
export function composeBot(
  { onTurnEnd = () => undefined }: Dependencies,
  { core, provider, services, channel, signIn, notifications, capabilities, cardLinks }: BotContext,
  { interimReplyTimer }: TestOverrides,
) {
  const { settings, organisation, documents, log, metrics, clock } = core;
  const { directory } = provider;
  const products = [...organisation.terms.products.values()];
  // The people of a directory that is only searched are recognised by where they stand in a sentence.
  const isName = settings.PROVIDER === 'sandbox' ? nameWordsOf(organisation.people) : undefined;
  const afterTimeout = (signal: AbortSignal) =>
    pause(settings.ANSWER_WITHIN * 1_000, undefined, { signal, ref: false });
  const bot = createBot({
    documents,
    router: new CapabilityRouter(capabilities, () => ({ products, today: clock(), ...(isName && { isName }) })),
    overview: services.overview,
    userProfiles: services.userProfiles,
    identity: new Identity(
      { tenant: organisation.tenant, person: (tenant, id) => directory.person(tenant, id) },
      documents,
      settings.MicrosoftAppId === undefined,
    ),
    chatSignIn: signIn.entra?.chat,
    pageOpening: new CardPageLauncher(cardLinks, services.payments, core.baseUrl),
    outbox: notifications.outbox,
    adapter: channel.adapter,
    appId: settings.MicrosoftAppId ?? '',
    organisation,
    links: settings.links,
    log,
    clock: core.realClock,
    interimReplyTimer: interimReplyTimer ?? afterTimeout,
    metrics,
    onTurnEnd,
  });
  const rateLimitedBot = rateLimited(bot, {
    rateLimiter: core.rateLimiter,
    translationsOf: bot.translationsOf,
    onReject: () => {
      metrics.countThrottled('desk');
      log.warn('a user exceeded MESSAGES_A_MINUTE');
    },
  });
  return { bot, rateLimitedBot };
}
