import type { Policy, Product } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents, Filter } from '../ports/documents.ts';
import { skipCorrupt } from '../ports/errors.ts';
import { type PageBounds, pageBounds } from '../runtime/pages.ts';
import { matchingProducts } from '../subscriptions/match-product.ts';
import { productName } from '../subscriptions/overview.ts';
import {
  indexColumn,
  indexFilterFor,
  type PurchaseFilter,
  type PurchaseQuery,
  type PurchaseSort,
} from './purchase-filter.ts';
import { type PurchaseRow, withDepartedPurchaser } from './purchase-row.ts';

/** Purchases on a page. */
const PAGE_SIZE = 10;
/** Licence holders shown by name; the others are counted. */
const MAX_HOLDERS = 20;
/** Purchases exported at a time. */
const BATCH_SIZE = 100;

/** A page of the matching purchases, with totals of all. */
export interface PurchaseList extends PageBounds {
  readonly rows: readonly PurchaseRow[];
  readonly filter: PurchaseFilter;
  readonly sort: PurchaseSort;
  readonly count: number;
  /** Minor units a month for all matching purchases, before tax. */
  readonly monthly: number;
  readonly currency: string;
  /** Amounts are estimates. */
  readonly estimated?: true;
  /** All products, by name. */
  readonly products: readonly { readonly id: string; readonly name: string }[];
}

/** One purchase with its licence holders. */
export interface PurchaseDetail {
  readonly row: PurchaseRow;
  readonly subscription: Subscription;
  readonly holders: readonly string[];
  readonly currency: string;
}

/** Totals of the matching purchases, most expensive product first. Minor units a month before tax. */
export interface PurchaseTotals extends Pick<PurchaseList, 'filter' | 'count' | 'monthly' | 'currency'> {
  readonly licences: number;
  readonly assigned: number;
  readonly purchasers: number;
  readonly products: readonly ProductTotal[];
}

interface ProductTotal {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly licences: number;
  readonly monthly: number;
}

/** A purchase as it is exported to a spreadsheet. */
export interface ExportedPurchase {
  readonly row: PurchaseRow;
  /** Absent if the account is corrupt. */
  readonly holders?: readonly string[];
}

/** The organisation's self-service policy, by product (RULES #18). */
export interface PolicyList {
  readonly products: readonly { readonly name: string; readonly policy: Policy }[];
}

export interface PurchaseOverviewDeps {
  readonly documents: Pick<Documents, 'find' | 'tally'>;
  readonly commerce: Pick<Commerce, 'account' | 'terms' | 'syncPurchases'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly clock: Clock;
  /** Called for a corrupt account, or when purchases cannot be synchronised: what is stored is shown. */
  readonly onError: (error: unknown) => void;
}

/** The administrator's view of all purchases (RULES S12). Read-only. */
export class PurchaseOverview {
  readonly #deps: PurchaseOverviewDeps;

  constructor(deps: PurchaseOverviewDeps) {
    this.#deps = deps;
  }

  /** Returns the actor for a person who opened a link, from the directory. */
  async findActor(id: PersonId): Promise<Actor | undefined> {
    const person = await this.#deps.directory.person(id.tenant, id.person);
    return (
      person && { tenant: id.tenant, person: person.id, name: person.name, kind: person.kind, roles: person.roles }
    );
  }

  async list(actor: Actor, { sort, page = 0, ...query }: PurchaseQuery = {}): Promise<Result<PurchaseList>> {
    const resolved = await this.#resolve(actor, query);
    if (!resolved.ok) return resolved;
    const { filter, rows, terms } = resolved.value;
    const { documents } = this.#deps;
    const [{ count = 0, sums: [monthly = 0] = [] } = {}] = await documents.tally(rows, { sum: ['monthly'] });
    const bounds = pageBounds(count, page, PAGE_SIZE);
    const sortBy = sort ?? (filter.within === undefined ? 'purchaser' : 'ends');
    const pageRows = await this.#rows(rows, sortBy, bounds.first - 1, PAGE_SIZE);
    const products = [...terms.products.values()].map(({ id, name }) => ({ id, name }));
    return ok({
      rows: pageRows,
      filter,
      sort: sortBy,
      ...bounds,
      count,
      monthly,
      currency: terms.currency,
      ...(terms.estimated && { estimated: true }),
      products: products.sort((one, other) => one.name.localeCompare(other.name, 'en')),
    });
  }

  /** One purchase of the actor's own organisation. */
  async get(actor: Actor, person: string, subscriptionId: string): Promise<Result<PurchaseDetail>> {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    const { documents, commerce, directory } = this.#deps;
    const where = { tenant: actor.tenant, person, subscription: subscriptionId };
    const [match] = await documents.find({ kind: 'purchase', where, limit: 1 });
    if (!match) return refuse({ kind: 'unknown-purchase' });
    const owner = { tenant: actor.tenant, person };
    const [account, purchaser] = await Promise.all([
      commerce.account(owner),
      directory.person(actor.tenant, person).catch(() => undefined),
    ]);
    const subscription = account.subscriptions.find(
      ({ id, state }) => id === subscriptionId && state.kind !== 'deleted',
    );
    if (!subscription) return refuse({ kind: 'unknown-purchase' });
    // Reading the account may have carried out due work: read the row again.
    const [current = match] = await documents.find({ kind: 'purchase', where, limit: 1 });
    const row = current.row as PurchaseRow;
    const ids = subscription.assignments.slice(0, MAX_HOLDERS).map((one) => one.person);
    return ok({
      row: purchaser?.kind === 'left' ? withDepartedPurchaser(row) : row,
      subscription,
      holders: await this.#names(actor.tenant, ids, new Map()),
      currency: account.currency,
    });
  }

  async totals(actor: Actor, query: PurchaseFilter = {}): Promise<Result<PurchaseTotals>> {
    const resolved = await this.#resolve(actor, query);
    if (!resolved.ok) return resolved;
    const { filter, rows, terms } = resolved.value;
    const { documents } = this.#deps;
    const [tallies, people] = await Promise.all([
      documents.tally(rows, { by: 'product', sum: ['licences', 'assigned', 'monthly'] }),
      documents.tally(rows, { by: 'person' }),
    ]);
    const all = tallies.map(({ value, count, sums: [licences = 0, assigned = 0, monthly = 0] }) => {
      const id = String(value);
      return { id, name: productName(terms, id), count, licences, assigned, monthly };
    });
    const sum = (column: 'count' | 'licences' | 'assigned' | 'monthly') =>
      all.reduce((total, one) => total + one[column], 0);
    return ok({
      filter,
      count: sum('count'),
      licences: sum('licences'),
      assigned: sum('assigned'),
      monthly: sum('monthly'),
      purchasers: people.length,
      currency: terms.currency,
      products: all.sort((one, other) => other.monthly - one.monthly || (one.name < other.name ? -1 : 1)),
    });
  }

  /** Returns all matching purchases in batches: there may be very many. */
  async exportPurchases(actor: Actor, query: PurchaseQuery = {}): Promise<Result<PurchaseExport>> {
    const { sort = 'purchaser', page: _all, ...filter } = query;
    const resolved = await this.#resolve(actor, filter);
    if (!resolved.ok) return resolved;
    const { rows, terms } = resolved.value;
    return ok({ currency: terms.currency, batches: this.#exportBatches(actor.tenant, rows, sort) });
  }

  async policy(actor: Actor): Promise<Result<PolicyList>> {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    const { products, policy } = await this.#deps.commerce.terms(actor.tenant);
    const all = [...products.values()].map(({ id, name }) => ({
      name,
      policy: policy.get(id) ?? ('Enabled' as const),
    }));
    return ok({ products: all.sort((one, other) => one.name.localeCompare(other.name, 'en')) });
  }

  /** Resolves a query: the product may be given by name. */
  async #resolve(actor: Actor, query: PurchaseFilter) {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    const { commerce, onError } = this.#deps;
    // If they cannot be synchronised now, the last known purchases are shown.
    await commerce.syncPurchases?.(actor.tenant).catch(onError);
    const terms = await commerce.terms(actor.tenant);
    const { product, ...others } = query;
    const filter = { ...others, ...(product !== undefined && resolveProduct(product, others.search, terms.products)) };
    return ok({ filter, terms, rows: indexFilterFor(actor.tenant, filter, this.#deps.clock()) });
  }

  async #rows(filter: Filter, sort: PurchaseSort, offset: number, limit: number): Promise<readonly PurchaseRow[]> {
    const matches = await this.#deps.documents.find({ ...filter, orderBy: indexColumn(sort), offset, limit });
    return matches.map(({ row }) => row as PurchaseRow);
  }

  async *#exportBatches(
    tenant: string,
    filter: Filter,
    sort: PurchaseSort,
  ): AsyncGenerator<readonly ExportedPurchase[]> {
    const names = new Map<string, Promise<string>>();
    for (let offset = 0; ; offset += BATCH_SIZE) {
      const rows = await this.#rows(filter, sort, offset, BATCH_SIZE);
      if (rows.length > 0) yield await Promise.all(rows.map((row) => this.#exportRow(tenant, row, names)));
      if (rows.length < BATCH_SIZE) return;
    }
  }

  async #exportRow(tenant: string, row: PurchaseRow, names: Map<string, Promise<string>>): Promise<ExportedPurchase> {
    const { commerce, onError } = this.#deps;
    const account = await commerce.account({ tenant, person: row.person }).catch(skipCorrupt(onError));
    if (!account) return { row };
    const { assignments = [] } = account.subscriptions.find(({ id }) => id === row.subscription) ?? {};
    const ids = assignments.map(({ person }) => person);
    return { row, holders: await this.#names(tenant, ids, names) };
  }

  /** Returns people's names, each looked up once; the id where the directory does not know or answer. */
  #names(
    tenant: string,
    ids: readonly string[],
    cachedNames: Map<string, Promise<string>>,
  ): Promise<readonly string[]> {
    const name = async (id: string) =>
      (await this.#deps.directory.person(tenant, id).catch(() => undefined))?.name ?? id;
    return Promise.all(
      ids.map((id) => {
        const lookUp = cachedNames.get(id) ?? name(id);
        cachedNames.set(id, lookUp);
        return lookUp;
      }),
    );
  }
}

export interface PurchaseExport {
  readonly currency: string;
  readonly batches: AsyncIterable<readonly ExportedPurchase[]>;
}

/** Resolves a product by id or name; if the name matches several products or none, its words become search words. */
function resolveProduct(
  query: string,
  search: string | undefined,
  products: ReadonlyMap<string, Product>,
): Pick<PurchaseFilter, 'product' | 'search'> {
  if (products.has(query)) return { product: query };
  const matches = matchingProducts([...products.values()], query);
  const [only] = matches;
  if (only && matches.length === 1) return { product: only.id };
  return { search: [search, query].filter(Boolean).join(' ') };
}
