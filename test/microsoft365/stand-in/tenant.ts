import { loadFixtures } from './fixtures.ts';
import { directoryRoutes } from './graph.ts';
import { invoiceRoutes } from './invoice-routes.ts';
import { licensingRoutes } from './licensing-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { ACCOUNT, billingRoute } from './resource-manager.ts';
import { StandIn } from './stand-in.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { TenantState, type TenantStateOptions } from './world.ts';

export { skuOf } from './world.ts';

interface Tenant365Options extends TenantStateOptions {
  /** A folder of replies that are given as they are; of the surroundings unless it is said. */
  readonly fixtures?: string;
}

/**
 * One organisation at Microsoft's services: what is done at one of them shows at the other. Graph knows the app (`app:<tenant>`),
 * Azure Billing each purchaser (`user:<tenant>:<object id>`), and shows nobody what is another's.
 */
export class Tenant365 extends TenantState {
  readonly graph: StandIn;
  readonly manager: StandIn;

  constructor(options: Tenant365Options) {
    super(options);
    const fixtures = loadFixtures(options.fixtures ?? process.env.MICROSOFT365_FIXTURES);
    const directory = directoryRoutes({
      people: this.people,
      holders: (sku) => [...(this.licences.get(sku) ?? [])],
      licencesOf: (person) => this.licencesOf(person),
      hasUsageLocation: (person) => !this.withoutLocation.has(person),
    });
    this.graph = new StandIn(
      [...directory, ...licensingRoutes(this, (asked) => this.graph.answer(asked))],
      (bearer) => (bearer === `app:${this.tenant}` ? 'app' : undefined),
      { prefix: 'v1.0/', fixtures },
    );
    const route = billingRoute(this);
    this.manager = new StandIn(
      [
        ...paymentRoutes(this, route),
        ...subscriptionRoutes(this, route),
        ...invoiceRoutes(this, route),
        route('GET', `${ACCOUNT}/(?:invoices/[^/]+/)?operationResults/(?<id>[^/]+)`, ({ params: at }) =>
          this.operations.result(at.id ?? ''),
        ),
        route('GET', `${ACCOUNT}/(?:invoices/[^/]+/)?operationStatus/(?<id>[^/]+)`, ({ params: at }) =>
          this.operations.progress(at.id ?? ''),
        ),
      ],
      (bearer) => {
        const [, of, person] = /^user:([^:]+):(.+)$/.exec(bearer) ?? [];
        return of === this.tenant ? person : undefined;
      },
      { requestHeader: 'x-ms-request-id', fixtures },
    );
  }

  /** @param port Graph's; Resource Manager's is the next. Any free ones where it is 0. */
  async open(port = 0): Promise<void> {
    await Promise.all([this.graph.open(port), this.manager.open(port === 0 ? 0 : port + 1)]);
  }

  close(): void {
    this.graph.close();
    this.manager.close();
  }
}
