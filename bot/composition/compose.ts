import { SignedLinks } from '../http/downloads/signed-links.ts';
import { CardLinks } from '../http/pages/card-links.ts';
import { composeBackground } from './background.ts';
import { composeBot } from './bot.ts';
import { composeCapabilities } from './capabilities.ts';
import { composeChannel } from './channel.ts';
import { composeCore } from './core.ts';
import type { Dependencies, TestOverrides } from './dependencies.ts';
import { composeHttp } from './http.ts';
import { composeNotifications } from './notifications.ts';
import { composeProvider } from './provider.ts';
import { composeServices } from './services.ts';
import { composeSignIn } from './sign-in.ts';

/** Composes the product from its dependencies. It opens no store and does not listen. */
export async function compose(deps: Dependencies, overrides: TestOverrides = {}) {
  const core = await composeCore(deps, overrides);
  const provider = composeProvider(deps, core, overrides);
  const services = composeServices(core, provider, overrides);
  const channel = composeChannel(core, services, overrides);
  const signIn = composeSignIn(deps, core, overrides);
  const notifications = composeNotifications(core, provider, services, channel);
  const downloads = new SignedLinks(core.secret, core.realClock, core.baseUrl);
  const cardLinks = new CardLinks(core.documents, core.clock);
  const chatSignIn = signIn.entra?.chat;
  const capabilities = composeCapabilities({ ...core, ...services, ...notifications, downloads, chatSignIn });
  const context = { core, provider, services, channel, signIn, notifications, capabilities, downloads, cardLinks };
  const { bot, rateLimitedBot } = composeBot(deps, context, overrides);
  return {
    ...composeHttp(deps, { ...context, bot }),
    ...composeBackground(core, provider, services),
    adapter: channel.adapter,
    bot,
    rateLimitedBot,
    capabilities,
    clock: core.sandboxClock,
    metrics: core.metrics,
    outbox: notifications.outbox,
    payments: services.payments,
  };
}
