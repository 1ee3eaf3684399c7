import type { PersonId } from '../../src/domain/common/person.ts';
import { isSeeded } from '../../src/providers/sandbox/seed-once.ts';
import type { SignedLinks } from '../http/downloads/signed-links.ts';
import type { CardLinks } from '../http/pages/card-links.ts';
import { CardPage } from '../http/pages/card-page.ts';
import { updateOutboxGauges } from '../operations/telemetry/outbox-gauges.ts';
import type { Bot } from '../turn/turn-handler.ts';
import type { Channel } from './channel.ts';
import type { Core } from './core.ts';
import type { Dependencies } from './dependencies.ts';
import type { Provider } from './provider-types.ts';
import type { Services } from './services.ts';
import type { SignIn } from './sign-in.ts';

interface HttpContext {
  readonly core: Core;
  readonly provider: Provider;
  readonly services: Services;
  readonly channel: Channel;
  readonly signIn: SignIn;
  readonly downloads: SignedLinks;
  readonly cardLinks: CardLinks;
  readonly bot: Bot;
}

/** Composes what each group of HTTP routes needs. */
export function composeHttp(
  { microsoft365 }: Dependencies,
  { core, provider, services, channel, signIn: { entra, local, ...signIn }, downloads, cardLinks, bot }: HttpContext,
) {
  const { settings, documents, rules, clock, baseUrl, log, metrics, rateLimiter } = core;
  const { payments, invoices, administration } = services;
  const { authentication } = signIn;
  const page = new CardPage({
    links: cardLinks,
    payments,
    authentication,
    directory: provider.directory,
    messenger: channel.messenger,
    resume: bot.resume,
    clock,
    log,
  });
  return {
    admin: { ...signIn, administration, rateLimiter, links: settings.links, log },
    cardPages: { ...signIn, page, clock, baseUrl },
    downloads: { ...signIn, invoices, administration, links: downloads, rateLimiter },
    statements: { settings, rules, links: settings.links },
    entraSignIn: entra && { ...entra, onSignedIn: (person: PersonId) => bot.resumeAfterSignIn(person) },
    localSignIn: local,
    /** Whether the store can be read and, in the sandbox, holds the organisation. */
    ready: async () => (await isSeeded(documents)) || microsoft365 !== undefined,
    /** All metrics in Prometheus' text format. */
    scrape: async () => {
      await updateOutboxGauges(documents, clock, metrics);
      return metrics.registry.metrics();
    },
  };
}
