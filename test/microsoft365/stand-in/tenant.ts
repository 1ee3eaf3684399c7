import { loadFixtures } from './fixtures.ts';
import { directoryRoutes } from './graph.ts';
import { invoiceRoutes } from './invoice-routes.ts';
import { licensingRoutes } from './licensing-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { ACCOUNT, billingRoute } from './resource-manager.ts';
import { StandIn } from './stand-in.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { TenantState, type TenantStateOptions } from './tenant-state.ts';

export { skuOf } from './tenant-state.ts';

interface Tenant365Options extends TenantStateOptions {
  /** A folder of fixed replies; the one in the environment by default. */
  readonly fixtures?: string;
}

/**
 * One organisation at Microsoft's services, which share one state. Graph accepts the token of the app (`app:<tenant>`), Azure
 * Billing that of each purchaser (`user:<tenant>:<object id>`), who has access to their own data only.
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
      [...directory, ...licensingRoutes(this, (request) => this.graph.answer(request))],
      (bearer) => (bearer === `app:${this.tenant}` ? 'app' : undefined),
      { prefix: 'v1.0/', fixtures },
    );
    const route = billingRoute(this);
    this.manager = new StandIn(
      [
        ...paymentRoutes(this, route),
        ...subscriptionRoutes(this, route),
        ...invoiceRoutes(this, route),
        route('GET', `${ACCOUNT}/(?:invoices/[^/]+/)?operationResults/(?<id>[^/]+)`, ({ params }) =>
          this.operations.result(params.id ?? ''),
        ),
        route('GET', `${ACCOUNT}/(?:invoices/[^/]+/)?operationStatus/(?<id>[^/]+)`, ({ params }) =>
          this.operations.progress(params.id ?? ''),
        ),
      ],
      (bearer) => {
        const [, of, person] = /^user:([^:]+):(.+)$/.exec(bearer) ?? [];
        return of === this.tenant ? person : undefined;
      },
      { requestHeader: 'x-ms-request-id', fixtures },
    );
  }

  /** @param port of Graph; Resource Manager gets the next one. 0 for any free ports. */
  async open(port = 0): Promise<void> {
    await Promise.all([this.graph.open(port), this.manager.open(port === 0 ? 0 : port + 1)]);
  }

  close(): void {
    this.graph.close();
    this.manager.close();
  }
}
