import type { Logger } from 'pino';
import { about } from '../dialogs/about.ts';
import { changing } from '../dialogs/change.ts';
import { Desk } from '../dialogs/desk.ts';
import { looking } from '../dialogs/looking.ts';
import { Acquaintance } from '../src/application/acquaintance.ts';
import { ChangingLicences } from '../src/application/changing-licences.ts';
import { DueWork } from '../src/application/due-work.ts';
import { Overview } from '../src/application/overview.ts';
import type { Clock, Documents, PaymentGateway } from '../src/application/ports.ts';
import type { Order } from '../src/domain/account.ts';
import type { PersonId } from '../src/domain/person.ts';
import type { Terms } from '../src/domain/product.ts';
import { defaultRules, type Rules } from '../src/domain/rules.ts';
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
import { ChannelMessenger } from './messenger.ts';
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
  const acquaintance = new Acquaintance(documents);
  const products = [...organisation.terms.products.values()];
  const adapter = new DeskAdapter(settings);
  const messenger = new ChannelMessenger(adapter, acquaintance, settings.MicrosoftAppId);
  const bot = createBot({
    documents,
    desk: new Desk(
      [looking(overview), changing(changes, overview, rules), about(overview, acquaintance, rules)],
      () => ({
        products,
        today: clock.now(),
      }),
    ),
    overview,
    acquaintance,
    identity: new Identity(organisation, documents, settings.MicrosoftAppId === undefined),
    organisation,
    rules,
    links: settings.links,
    log,
    stopwatch: surroundings.clock,
  });

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
  return { adapter, bot, clock, dueWork, messenger, ready };
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
