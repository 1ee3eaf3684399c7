import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { administrationCapability } from '../../dialogs/capabilities/administration.ts';
import { assignCapability } from '../../dialogs/capabilities/assign.ts';
import { buyCapability } from '../../dialogs/capabilities/buy.ts';
import { cancelCapability } from '../../dialogs/capabilities/cancel.ts';
import { changeCapability } from '../../dialogs/capabilities/change.ts';
import { helpCapability } from '../../dialogs/capabilities/help.ts';
import { historyCapability } from '../../dialogs/capabilities/history.ts';
import { invoicesCapability } from '../../dialogs/capabilities/invoices.ts';
import { licenceRequestsCapability } from '../../dialogs/capabilities/licence-requests.ts';
import {
  BUY_VERBS,
  openProviderPageCapability,
  PAYMENT_VERBS,
  SPENDING_ACTIONS,
} from '../../dialogs/capabilities/open-provider-page.ts';
import { paymentsCapability } from '../../dialogs/capabilities/payments.ts';
import { signOutCapability } from '../../dialogs/capabilities/sign-out.ts';
import { subscriptionsCapability } from '../../dialogs/capabilities/subscriptions.ts';
import { teamCapability } from '../../dialogs/capabilities/team.ts';
import { CapabilityRouter } from '../../dialogs/engine/router.ts';
import { LeaverCheck } from '../../src/application/administration/leaver-check.ts';
import { PurchaseOverview } from '../../src/application/administration/purchase-overview.ts';
import { TeamService } from '../../src/application/administration/team-spending.ts';
import { ActivityHistory } from '../../src/application/audit/activity-history.ts';
import { AuditLog } from '../../src/application/audit/audit-log.ts';
import { InvoiceService } from '../../src/application/invoices/invoice-service.ts';
import { RequestDecision } from '../../src/application/licence-requests/decide-request.ts';
import { RequestQueries } from '../../src/application/licence-requests/request-queries.ts';
import { LicenceRequestRepository } from '../../src/application/licence-requests/request-repository.ts';
import { RequestSubmission } from '../../src/application/licence-requests/submit-request.ts';
import { FailedDeliveries } from '../../src/application/notifications/failed-deliveries.ts';
import { NotificationComposer } from '../../src/application/notifications/notification-composer.ts';
import { NotificationPreferences } from '../../src/application/notifications/notification-preferences.ts';
import { Outbox } from '../../src/application/notifications/outbox.ts';
import { OrderService } from '../../src/application/orders/order-service.ts';
import { PurchaseApproval } from '../../src/application/orders/purchase-approval.ts';
import { PaymentService } from '../../src/application/payments/payment-service.ts';
import { PeopleSearch } from '../../src/application/people/people-search.ts';
import { UserProfiles } from '../../src/application/people/user-profiles.ts';
import {
  type CardRegister,
  type Clock,
  type Commerce,
  type Documents,
  type IndexRow,
  type PaymentGateway,
  ProviderError,
} from '../../src/application/ports/ports.ts';
import { accountDueHandler, Scheduler } from '../../src/application/runtime/scheduler.ts';
import { UserRateLimiter } from '../../src/application/runtime/user-rate-limiter.ts';
import { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import { ProductCatalogue } from '../../src/application/subscriptions/product-catalogue.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { defaultRules, type Rules } from '../../src/domain/common/rules.ts';
import type { MsalTokens } from '../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { SandboxCardRegister } from '../../src/providers/sandbox/card-register.ts';
import { SandboxClock } from '../../src/providers/sandbox/clock.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import { livePast } from '../../src/providers/sandbox/seed.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { DeskBotAdapter } from '../channel/bot-adapter.ts';
import { ChannelMessenger } from '../channel/channel-messenger.ts';
import { withoutButtons } from '../channel/hide-buttons.ts';
import { SignedLinks } from '../http/downloads/signed-links.ts';
import { LocalSignIn } from '../http/local/local-sign-in.ts';
import { localSignInAt } from '../http/local/local-sign-in-routes.ts';
import { CardLinks, LINK_MINUTES } from '../http/pages/card-links.ts';
import { CardPage } from '../http/pages/card-page.ts';
import { PageOpening } from '../http/pages/page-opening.ts';
import { entraSignIn } from '../http/sign-in/entra-sign-in.ts';
import { signInAt } from '../http/sign-in/sign-in-routes.ts';
import { externalError, internalError } from '../operations/loggable-error.ts';
import { auditSeal, isFirst, keptSecret } from '../operations/secret.ts';
import { instrumented } from '../operations/telemetry/instrumented.ts';
import { instrumentedDocuments } from '../operations/telemetry/instrumented-documents.ts';
import { isThrottled, Metrics } from '../operations/telemetry/metrics.ts';
import { gaugeOutbox } from '../operations/telemetry/outbox-gauges.ts';
import { type Settings, StartError } from '../settings.ts';
import { Identity } from '../turn/identity.ts';
import { rateLimited } from '../turn/rate-limited.ts';
import type { InterimReplyTimer } from '../turn/reply.ts';
import { createBot } from '../turn/turn-handler.ts';
import { type Microsoft365Access, microsoft365, type Provider } from './provider.ts';

export interface Dependencies {
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
  /** Told that a turn is over. */
  readonly onTurn?: () => void;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly firstWord?: InterimReplyTimer;
  /** Where people reach the product when no address is set, ending in a slash: it is known once it listens. */
  readonly base?: () => string;
  /** How Entra and Bot Framework's keys are reached. */
  readonly fetch?: typeof fetch;
  /** How Microsoft's services are reached, where they stand behind the conversation and not the sandbox. */
  readonly microsoft365?: Microsoft365Access;
  /** People's tokens for them, which signing in keeps. */
  readonly tokens?: MsalTokens;
  /** What stands between the conversation and what was bought, where something does. */
  readonly through?: (commerce: Commerce) => Commerce;
}

const PAST = 'sandbox/past';
const BEGUN = 'sandbox/past-begun';

/** Puts the product together. Nothing is opened or listened to here. */
export async function compose(surroundings: Dependencies) {
  const { settings, organisation, log } = surroundings;
  const metrics = new Metrics();
  const documents = instrumentedDocuments(surroundings.documents, metrics);
  const rules = surroundings.rules ?? rulesWith(settings, organisation);
  const buys = settings.BUYING === 'on';
  const leaves = buys ? [] : [...BUY_VERBS, ...PAYMENT_VERBS];
  const seal = await auditSeal(documents, settings.AUDIT_KEY);
  if (!surroundings.microsoft365) await pastIn(surroundings, rules, seal);
  const clock = await SandboxClock.open(documents, surroundings.clock);
  const terms = termsUnder(settings.POLICY, organisation, surroundings.terms);
  const backing = backingOf(
    { ...surroundings, documents },
    {
      clock: clock.now,
      rules,
      terms,
      seal,
      elsewhere: buys ? new Set() : SPENDING_ACTIONS,
      metrics,
    },
  );
  const { directory } = backing;
  const through = surroundings.through?.(backing.commerce) ?? backing.commerce;
  const seen = (commerce: Commerce) =>
    instrumented('provider', commerce, (operation, outcome, seconds) =>
      metrics.calls.observe({ operation, outcome }, seconds),
    );
  const commerce = seen(through);
  const unattended = seen(backing.unattended);
  const auditLog = new AuditLog(documents, seal, clock.now);
  const onDamaged = (error: unknown) => log.error({ error: internalError(error) }, 'something damaged was left out');
  const requestFile = new LicenceRequestRepository(documents, clock.now, rules, onDamaged);
  const toDecide = async (person: PersonId) => (await requestFile.count(person, 'decider')).open;
  const overview = instrumented('overview', new SubscriptionOverview(commerce, clock.now, rules, toDecide));
  const people = new PeopleSearch(directory);
  const ordering = instrumented(
    'ordering',
    new OrderService({
      commerce,
      directory,
      people,
      clock: clock.now,
      rules,
      onError: (error) =>
        log.error({ error: internalError(error) }, 'an order was carried out in part, or not told of'),
    }),
  );
  const given = {
    file: requestFile,
    commerce,
    directory,
    clock: clock.now,
    rules,
    log: auditLog,
  };
  const requests = instrumented('requests', new RequestQueries({ ...given, people }));
  const approvals = instrumented(
    'approvals',
    new PurchaseApproval({ ...given, requestQueries: requests, orderService: ordering }),
  );
  const asking = instrumented(
    'asking',
    new RequestSubmission({ ...given, requestQueries: requests, documents, people }),
  );
  const deciding = instrumented(
    'deciding',
    new RequestDecision({ ...given, requestQueries: requests, orderService: ordering, purchaseApproval: approvals }),
  );
  const orders = { orderService: ordering, overview, purchaseApproval: approvals };
  const payments = instrumented(
    'payments',
    new PaymentService({
      commerce,
      cards: backing.cards,
      clock: clock.now,
      rules,
      ...(surroundings.timeLimit && { timeLimit: surroundings.timeLimit }),
    }),
  );
  const invoices = instrumented('invoices', new InvoiceService(commerce, directory, clock.now));
  const administration = instrumented(
    'administration',
    new PurchaseOverview({
      documents,
      commerce: unattended,
      directory,
      clock: clock.now,
      onError: (error) =>
        error instanceof ProviderError
          ? log.warn(
              { error: externalError(error) },
              'purchases could not be asked for; they are shown as they were known',
            )
          : onDamaged(error),
    }),
  );
  const secret = await keptSecret(documents, 'links', settings.LINK_SECRET);
  const acquaintance = new UserProfiles(documents);
  const products = [...organisation.terms.products.values()];
  const adapter = new DeskBotAdapter(settings, {
    fetch: surroundings.fetch ?? fetch,
    clock: surroundings.clock,
    timeLimit: surroundings.timeLimit ?? ((milliseconds) => AbortSignal.timeout(milliseconds)),
  });
  if (!buys) adapter.use(withoutButtons(new Set([...leaves, 'reactivate'])));
  const messenger = new ChannelMessenger(adapter, acquaintance, {
    appId: settings.MicrosoftAppId,
    onFault: (error) => {
      if (isThrottled(error)) metrics.throttled('channel');
      log.warn({ error: externalError(error) }, 'a channel did not take a message');
    },
  });
  const preferences = new NotificationPreferences(documents, rules);
  const newsroom = new NotificationComposer({
    commerce: unattended,
    directory,
    documents,
    orderService: ordering,
    requestQueries: requests,
    clock: clock.now,
    rules,
  });
  const outbox = new Outbox({
    documents,
    sources: { account: unattended, request: requestFile },
    composer: newsroom,
    preferences,
    directory,
    messenger,
    clock: clock.now,
    random: surroundings.random ?? Math.random,
    onError: (error) => {
      metrics.fault('telling');
      log.error({ error: internalError(error) }, 'a message was held up; it stays due');
    },
  });
  const published = settings.MicrosoftAppId === undefined ? undefined : settings.PUBLIC_URL?.replace(/\/?$/, '/');
  const base = () => published ?? surroundings.base?.() ?? `http://localhost:${settings.PORT}/`;
  const papers = new SignedLinks(secret, surroundings.clock, base);
  const links = new CardLinks(documents, clock.now);
  // Without an app id this computer's test channel says who somebody is; with one, Entra does.
  const entra = settings.MicrosoftAppId
    ? entraSignIn({
        settings,
        secret,
        documents,
        clock: surroundings.clock,
        base,
        fetch: surroundings.fetch ?? fetch,
        peoples: surroundings.tokens,
      })
    : undefined;
  const chat = entra?.parts.chat;
  const local = new LocalSignIn(documents, organisation.tenant);
  const signedIn = entra?.signedIn ?? local;
  const signIn = (to: string) => (entra ? signInAt(base(), to) : localSignInAt(to));
  /** What can be done here: each conversation is one line. Help and the app package have its name from `help.commands`. */
  const capabilities = [
    subscriptionsCapability(orders),
    changeCapability(orders, people, rules),
    buys
      ? buyCapability(orders, new ProductCatalogue(commerce, clock.now, rules), rules)
      : openProviderPageCapability(BUY_VERBS, 'buy'),
    assignCapability(orders, people, rules),
    cancelCapability(orders, rules),
    buys
      ? paymentsCapability(payments, overview, { minutes: LINK_MINUTES })
      : openProviderPageCapability(PAYMENT_VERBS, 'card-add'),
    invoicesCapability(invoices, papers),
    licenceRequestsCapability(
      { requests, asking, deciding, people },
      orders,
      new ProductCatalogue(commerce, clock.now, rules),
      rules,
    ),
    teamCapability(
      instrumented('team', new TeamService({ commerce, directory, documents, preferences, log: auditLog })),
      rules,
    ),
    administrationCapability(
      administration,
      new FailedDeliveries({ documents, directory, outbox, log: auditLog, onError: onDamaged }),
      papers,
      (locale) => `${base()}admin?${new URLSearchParams({ in: locale })}`,
    ),
    historyCapability(
      instrumented('history', new ActivityHistory({ commerce, log: auditLog, orderService: ordering })),
    ),
    helpCapability(overview, acquaintance, rules, { signsIn: chat !== undefined, leaves }),
    ...(chat ? [signOutCapability((person) => chat.forget(person))] : []),
  ];
  const bot = createBot({
    documents,
    desk: new CapabilityRouter(capabilities, () => ({ products, today: clock.now() })),
    overview,
    acquaintance,
    chat,
    outbox,
    onTurn: surroundings.onTurn ?? (() => undefined),
    identity: new Identity(
      { tenant: organisation.tenant, person: (tenant, id) => directory.person(tenant, id) },
      documents,
      settings.MicrosoftAppId === undefined,
    ),
    organisation,
    links: settings.links,
    log,
    metrics,
    stopwatch: surroundings.clock,
    firstWord:
      surroundings.firstWord ?? ((signal) => pause(settings.ANSWER_WITHIN * 1_000, undefined, { signal, ref: false })),
    opening: new PageOpening(links, payments, base),
    adapter,
    appId: settings.MicrosoftAppId ?? '',
  });
  const paceOf = () => new UserRateLimiter(surroundings.clock, settings.MESSAGES_A_MINUTE);
  const front = rateLimited(bot, {
    rateLimiter: paceOf(),
    translationsOf: bot.translationsOf,
    onReject: () => {
      metrics.throttled('desk');
      log.warn('somebody sends more than one person may in a minute');
    },
  });
  const cardPage = new CardPage({
    links,
    payments,
    signedIn,
    directory,
    messenger,
    resume: bot.resume,
    clock: clock.now,
    log,
  });
  const pace = paceOf();
  const pages = { page: cardPage, clock: clock.now, base, inTeams: entra !== undefined, signIn };

  const looks = {
    ...accountDueHandler(unattended),
    request: ({ tenant, id }: IndexRow) => deciding.handleDue(String(tenant), String(id)),
  };
  const dueWork = new Scheduler(documents, looks, clock.now, (error) => {
    metrics.fault('due');
    log.error({ error: internalError(error) }, 'due work failed; it stays due');
  });
  const leavers = new LeaverCheck({
    documents,
    commerce: unattended,
    directory,
    refresh: async (owner) => void (await backing.refresh(owner)),
    clock: clock.now,
    onError: (error) =>
      log.warn({ error: internalError(error) }, 'whether a purchaser is still here could not be seen'),
  });
  /** Whether the store can be read. */
  const ready = async () => (await documents.read(PAST)) !== undefined || surroundings.microsoft365 !== undefined;
  return {
    adapter,
    admin: { administration, signedIn, pace, signIn, inTeams: entra !== undefined, links: settings.links, log },
    bot,
    capabilities,
    clock,
    dueWork,
    outbox,
    entraSignIn: entra && {
      ...entra.parts,
      onSignedIn: (person: PersonId) => bot.resumeAfterSignIn(person),
    },
    /** The bot for whoever sends something, at the pace of people. */
    front,
    leavers,
    localSignIn: entra ? undefined : local,
    metrics,
    /** Everything counted so far, and what is still to be told, as Prometheus reads it. */
    scrape: async () => {
      await gaugeOutbox(documents, clock.now, metrics);
      return metrics.registry.metrics();
    },
    pages,
    papers: { invoices, administration, links: papers, signedIn, pace, signIn },
    payments,
    ready,
    statements: { settings, rules, links: settings.links },
  };
}

/** Microsoft's services where they are given, else the sandbox. */
function backingOf(
  { documents, organisation, log, gateway, cards, microsoft365: access }: Dependencies,
  setting: {
    clock: Clock;
    rules: Rules;
    terms: () => Terms;
    seal: SignEntry;
    elsewhere: Commerce['unsupported'];
    metrics: Metrics;
  },
): Provider {
  const { clock, elsewhere, metrics: _all, ...known } = setting;
  if (access) {
    const onFault = (error: unknown) =>
      log.warn({ error: externalError(error) }, 'Microsoft 365 did not answer as expected');
    return microsoft365(access, { ...setting, documents, onFault });
  }
  const ledger = new Ledger(
    {
      ...known,
      clock,
      documents,
      gateway: gateway ?? new SandboxGateway(documents, clock),
      directory: organisation,
      onFault: (error) => log.warn({ error: internalError(error) }, 'a payment was not answered; it stays open'),
    },
    elsewhere,
  );
  return {
    commerce: ledger,
    unattended: ledger,
    directory: organisation,
    cards: cards ?? new SandboxCardRegister(documents, clock),
    refresh: (owner) => ledger.amend(owner, (account) => account),
  };
}

/** What can be bought, with what is set for single products in place of what the organisation allows (RULES #18). */
function termsUnder(set: Settings['POLICY'], { terms }: Organisation, current = () => terms): () => Terms {
  const unknown = [...(set?.keys() ?? [])].filter((id) => !terms.products.has(id));
  if (unknown.length > 0) throw new StartError(`POLICY names what is not sold: leave out ${unknown.join(', ')}`);
  if (!set) return current;
  return () => ({ ...current(), policy: new Map([...current().policy, ...set]) });
}
/** The rules with what is set about them. */
const rulesWith = ({ APPROVAL_ABOVE: above }: Settings, { terms: { currency } }: Organisation): Rules =>
  above === undefined ? defaultRules : { ...defaultRules, approvalAbove: above * minorUnitsOf(currency) };

/** Milliseconds after which a process that began with the past is taken for dead. */
const LONGEST_PAST = 60_000;

/** Gives the organisation its past, once: all of it is there before anybody can look, in whatever process. */
async function pastIn({ documents, organisation, clock }: Dependencies, rules: Rules, seal: SignEntry): Promise<void> {
  while (!(await documents.read(PAST))) {
    const now = clock();
    const begun = await documents.read<Begun>(BEGUN);
    const claim: Begun = { at: now, today: begun?.value.today ?? now };
    const mine =
      (!begun || now - begun.value.at > LONGEST_PAST) &&
      (await isFirst(documents.write(BEGUN, claim, { ifVersion: begun?.version ?? 0 })));
    if (mine) await livedIn(documents, { organisation, rules, today: claim.today, seal });
    else await new Promise((over) => setTimeout(over, 100));
  }
}

interface Begun {
  readonly at: number;
  /** The same day whoever goes on with it: then the same past comes of it. */
  readonly today: number;
}

async function livedIn(documents: Documents, past: Parameters<typeof livePast>[2]): Promise<void> {
  const { today } = past;
  const lived = new MemoryDocuments();
  await livePast(lived, new MemoryDocuments(), past);
  await lived.copyTo(documents);
  await documents.write(PAST, { today });
}
