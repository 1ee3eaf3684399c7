import { PurchaseOverview } from '../../src/application/administration/purchase-overview.ts';
import { TeamService } from '../../src/application/administration/team-spending.ts';
import { ActivityHistory } from '../../src/application/audit/activity-history.ts';
import { AuditLog } from '../../src/application/audit/audit-log.ts';
import { InvoiceService } from '../../src/application/invoices/invoice-service.ts';
import { RequestDecision } from '../../src/application/licence-requests/decide-request.ts';
import { RequestQueries } from '../../src/application/licence-requests/request-queries.ts';
import { LicenceRequestRepository } from '../../src/application/licence-requests/request-repository.ts';
import { RequestSubmission } from '../../src/application/licence-requests/submit-request.ts';
import { NotificationPreferences } from '../../src/application/notifications/notification-preferences.ts';
import { OrderService } from '../../src/application/orders/order-service.ts';
import { PurchaseApproval } from '../../src/application/orders/purchase-approval.ts';
import { PaymentService } from '../../src/application/payments/payment-service.ts';
import { PeopleSearch } from '../../src/application/people/people-search.ts';
import { UserProfiles } from '../../src/application/people/user-profiles.ts';
import { ProviderError } from '../../src/application/ports/errors.ts';
import { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import { OwnFacts } from '../../src/application/subscriptions/own-facts.ts';
import { ProductCatalogue } from '../../src/application/subscriptions/product-catalogue.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { externalError, internalError } from '../operations/loggable-error.ts';
import { instrumented } from '../operations/telemetry/instrumented.ts';
import type { Core } from './core.ts';
import type { TestOverrides } from './dependencies.ts';
import type { Provider } from './provider-types.ts';

export type Services = ReturnType<typeof composeServices>;

/** Composes the use cases, each call to them in a span, and what they share. */
export function composeServices(core: Core, provider: Provider, { timeLimit }: TestOverrides) {
  const { documents, clock, rules, log, onCorruptDocument } = core;
  const { commerce, unattended, directory } = provider;

  const auditLog = new AuditLog(documents, core.sign, clock);
  const preferences = new NotificationPreferences(documents, rules);
  const userProfiles = new UserProfiles(documents);
  const repository = new LicenceRequestRepository(documents, clock, rules, onCorruptDocument);
  const people = new PeopleSearch(directory);
  const shared = { repository, commerce, directory, people, documents, clock, rules, log: auditLog };

  const countToDecide = async (person: PersonId) => (await repository.count(person, 'decider')).open;
  const orderService = new OrderService({
    ...shared,
    onError: (error) =>
      log.error({ error: internalError(error) }, 'an order was executed only in part, or its result was not reported'),
  });
  const requestQueries = new RequestQueries(shared);
  const purchaseApproval = new PurchaseApproval({ ...shared, requestQueries, orderService });

  const services = instrument({
    overview: new SubscriptionOverview(commerce, clock, rules, countToDecide),
    ordering: orderService,
    approvals: purchaseApproval,
    requests: requestQueries,
    requestSubmission: new RequestSubmission({ ...shared, requestQueries }),
    requestDecision: new RequestDecision({ ...shared, requestQueries, orderService, purchaseApproval }),
    payments: new PaymentService({ ...shared, cards: provider.cards, ...(timeLimit && { timeLimit }) }),
    invoices: new InvoiceService(commerce, directory, clock),
    ownFacts: new OwnFacts(commerce, clock, rules),
    team: new TeamService({ ...shared, preferences }),
    history: new ActivityHistory({ ...shared, orderService }),
    administration: new PurchaseOverview({
      ...shared,
      commerce: unattended,
      onError: (error) =>
        error instanceof ProviderError
          ? log.warn({ error: externalError(error) }, 'the provider did not list purchases; stored ones are shown')
          : onCorruptDocument(error),
    }),
  });
  const catalogue = new ProductCatalogue(commerce, clock, rules);
  return { ...services, auditLog, preferences, userProfiles, requestRepository: repository, people, catalogue };
}

/** Traces each service's calls as spans named `<key>.<method>`. */
const instrument = <T extends Readonly<Record<string, object>>>(services: T): T =>
  Object.fromEntries(Object.entries(services).map(([name, service]) => [name, instrumented(name, service)])) as T;
