import type { Logger } from 'pino';
import { about } from '../dialogs/about.ts';
import { changing } from '../dialogs/change.ts';
import { Desk } from '../dialogs/desk.ts';
import { looking } from '../dialogs/looking.ts';
import { paying } from '../dialogs/pay.ts';
import { Acquaintance } from '../src/application/acquaintance.ts';
import { ChangingLicences } from '../src/application/changing-licences.ts';
import { DueWork } from '../src/application/due-work.ts';
import { Overview } from '../src/application/overview.ts';
import { Payments } from '../src/application/payments.ts';
import type { CardRegister, Clock, Documents, PaymentGateway } from '../src/application/ports.ts';
import type { Order } from '../src/domain/account.ts';
import type { PersonId } from '../src/domain/person.ts';
import type { Terms } from '../src/domain/product.ts';
import { defaultRules, type Rules } from '../src/domain/rules.ts';
import { SandboxCards } from '../src/providers/sandbox/cards.ts';
import { SandboxClock } from '../src/providers/sandbox/clock.ts';
import { SandboxGateway } from '../src/providers/sandbox/gateway.ts';
import { Ledger } from '../src/providers/sandbox/ledger.ts';
import type { Organisation } from '../src/providers/sandbox/organisation.ts';
import { livePast } from '../src/providers/sandbox/past.ts';
import { MemoryDocuments } from '../src/state/memory-documents.ts';
import { createBot } from './bot.ts';
import { DeskAdapter } from './desk-adapter.ts';
import { foreignFault, ownFault } from './fault.ts';
import { Identity } from './identity.ts';
import { LocalSignIn } from './local/sign-in.ts';
import { ChannelMessenger } from './messenger.ts';
import { CardLinks, LINK_MINUTES } from './pages/card-links.ts';
import { CardPage } from './pages/card-page.ts';
import { nobodySignedIn } from './pages/nobody.ts';
import { PageOpening } from './pages/opening.ts';
import type { Settings } from './settings.ts';

export interface Surroundings {
  readonly settings: Settings;
  readonly documents: Documents;
  readonly organisation: Organisation;
  readonly log: Logger;
  /** The real time; the sandbox may be ahead of it. */
  readonly clock: Clock;
  readonly rules?: Rules;
  /** Today's prices and taxes, where they are not the organisation's. */
  readonly terms?: () => Terms;
  /** The card company, where it is not the sandbox's. */
  readonly gateway?: PaymentGateway;
  /** Where card numbers go, where that is not the sandbox. */
  readonly cards?: CardRegister;
  /** A signal that comes after so many milliseconds. */
  readonly timeLimit?: (milliseconds: number) => AbortSignal;
  /** Where the product's own pages are, ending in a slash, where it is not set. */
  readonly base?: () => string;
}

const PAST = 'sandbox/past';

/** Puts the product together. Nothing is opened or listened to here. */
export async function compose(surroundings: Surroundings) {
  const { settings, documents, organisation, log, rules = defaultRules } = surroundings;
  await pastIn(surroundings, rules);
  const clock = await SandboxClock.open(documents, surroundings.clock);
  const gateway = surroundings.gateway ?? new SandboxGateway(documents, clock.now);
  const ledger = new Ledger({
    documents,
    gateway,
    clock: clock.now,
    rules,
    terms: surroundings.terms ?? (() => organisation.terms),
    onFault: (error) => log.warn({ error: ownFault(error) }, 'a payment was not answered; it stays open'),
    onSettled: (owner, order) => void tell(owner, order),
  });
  const overview = new Overview(ledger, clock.now, rules);
  const changes = new ChangingLicences(ledger, organisation, clock.now, rules);
  const payments = new Payments({
    commerce: ledger,
    cards: surroundings.cards ?? new SandboxCards(documents, clock.now),
    clock: clock.now,
    rules,
    ...(surroundings.timeLimit && { timeLimit: surroundings.timeLimit }),
  });
  const acquaintance = new Acquaintance(documents);
  const adapter = new DeskAdapter(settings);
  const messenger = new ChannelMessenger(adapter, acquaintance, settings.MicrosoftAppId);
  const published = settings.MicrosoftAppId === undefined ? undefined : settings.PUBLIC_URL;
  const base = () => published ?? surroundings.base?.() ?? `http://localhost:${settings.PORT}/`;
  const links = new CardLinks(documents, clock.now);
  const bot = createBot({
    documents,
    desk: new Desk([
      looking(overview),
      changing(changes, overview, rules),
      paying(payments, overview, { minutes: LINK_MINUTES }),
      about(overview, acquaintance, rules),
    ]),
    overview,
    acquaintance,
    identity: new Identity(organisation, documents, settings.MicrosoftAppId === undefined),
    organisation,
    rules,
    links: settings.links,
    log,
    stopwatch: surroundings.clock,
    opening: new PageOpening(links, payments, base),
    adapter,
    appId: settings.MicrosoftAppId ?? '',
  });
  // Without an app id this computer's test channel says who somebody is; with one, only Teams could.
  const localSignIn = settings.MicrosoftAppId ? undefined : new LocalSignIn(documents, organisation.tenant);
  const cardPage = new CardPage({
    links,
    payments,
    signedIn: localSignIn ?? nobodySignedIn,
    directory: organisation,
    messenger,
    resume: bot.resume,
    clock: clock.now,
    log,
  });
  const pages = { page: cardPage, clock: clock.now, base, inTeams: localSignIn === undefined };

  async function tell(owner: PersonId, order: Order): Promise<void> {
    try {
      const told = await messenger.tell(owner, {
        kind: 'order-settled',
        receipt: await changes.receipt(owner, order),
      });
      log.info({ told }, 'an order left open was settled');
    } catch (error) {
      log.error({ error: foreignFault(error) }, 'a settled order could not be told');
    }
  }

  const dueWork = new DueWork(documents, ledger, clock.now, (error) =>
    log.error({ error: ownFault(error) }, 'due work of an account failed; it stays due'),
  );
  /** Whether the store can be read. */
  const ready = async () => (await documents.read(PAST)) !== undefined;
  return { adapter, bot, clock, dueWork, localSignIn, messenger, pages, payments, ready };
}

/** Gives the organisation its past, once: all of it is there before anybody can look. */
async function pastIn({ documents, organisation, clock }: Surroundings, rules: Rules): Promise<void> {
  if (await documents.read(PAST)) return;
  const today = clock();
  const lived = new MemoryDocuments();
  await livePast(lived, new MemoryDocuments(), { organisation, rules, today });
  await lived.copyTo(documents);
  await documents.write(PAST, { today });
}
