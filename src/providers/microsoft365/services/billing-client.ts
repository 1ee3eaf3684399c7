import { z } from 'zod';
import type { PendingOperation } from '../../../domain/account/account.ts';
import { type Progress, progressOf, started } from './operation.ts';
import { parsed, type ServiceClient } from './service-client.ts';
import { ServiceFault } from './service-fault.ts';

/** The version of Azure Billing that all of this is written to. */
const VERSION = { 'api-version': '2024-04-01' };
/** The later version has no call that takes a payment method off a billing profile; this one has. */
const DETACHING_VERSION = { 'api-version': '2021-10-01' };
const ROOT = 'providers/Microsoft.Billing';

const text = z.string();
/** Whatever the service adds later is none of ours: only what is used must be there. */
const account = z.object({ name: text });

const profile = z.object({
  name: text,
  properties: z.object({ displayName: text.optional(), currency: text.optional() }),
});

const bought = z.object({
  name: text,
  properties: z.object({
    quantity: z.number().int().nonnegative(),
    status: text,
    autoRenew: text.optional(),
    billingFrequency: text.optional(),
    billingProfileId: text.optional(),
    displayName: text.optional(),
    productTypeId: text.optional(),
    purchaseDate: z.iso.datetime({ offset: true }).optional(),
    termDuration: text.optional(),
    termStartDate: z.iso.datetime({ offset: true }),
    termEndDate: z.iso.datetime({ offset: true }),
    operationStatus: text.optional(),
    systemOverrides: z
      .object({
        cancellation: text.optional(),
        cancellationAllowedEndDate: z.iso.datetime({ offset: true }).optional(),
      })
      .optional(),
  }),
});

/** What is paid by use, such as an Azure subscription, has no number of seats and is none of ours. */
const byUse = z.object({
  properties: z.object({ productCategory: text.refine((one) => one.toLowerCase() !== 'seatbased') }),
});

const alias = z.object({ properties: z.object({ billingSubscriptionId: text.optional() }) });

const method = z.object({
  name: text,
  properties: z.object({
    family: text.optional(),
    paymentMethodType: text.optional(),
    displayName: text.optional(),
    accountHolderName: text.optional(),
    lastFourDigits: text.optional(),
    expiration: text.optional(),
    status: text.optional(),
  }),
});

const link = z.object({
  name: text,
  properties: z.object({ paymentMethodId: text.optional() }),
});

const amount = z.object({ currency: text.optional(), value: z.number() });

const invoice = z.object({
  name: text,
  properties: z.object({
    invoiceDate: z.iso.datetime({ offset: true }),
    invoicePeriodStartDate: z.iso.datetime({ offset: true }).optional(),
    invoicePeriodEndDate: z.iso.datetime({ offset: true }).optional(),
    billedAmount: amount.optional(),
    totalAmount: amount.optional(),
    status: text.optional(),
  }),
});

const transaction = z.object({
  name: text,
  properties: z.object({
    transactionType: text.optional(),
    productDescription: text.optional(),
    productTypeId: text.optional(),
    quantity: z.number().optional(),
    effectivePrice: amount.optional(),
    transactionAmount: amount.optional(),
    subTotal: amount.optional(),
    tax: amount.optional(),
    servicePeriodStartDate: z.iso.datetime({ offset: true }).optional(),
    servicePeriodEndDate: z.iso.datetime({ offset: true }).optional(),
  }),
});

const file = z.object({ url: z.url({ protocol: /^https?$/ }) });

export type Bought = z.infer<typeof bought>;
export type ServiceInvoice = z.infer<typeof invoice>;
export type Transaction = z.infer<typeof transaction>;
export type ServiceMethod = z.infer<typeof method>;
type ServiceProfile = z.infer<typeof profile>;

/** What a new subscription is to be. */
export interface Wanted {
  readonly productTypeId: string;
  readonly quantity: number;
  readonly termDuration: string;
  readonly billingFrequency: string;
  readonly billingProfileId: string;
  /** The organisation it is for. */
  readonly tenant: string;
}

/** Azure Billing, called as one purchaser: nobody else's accounts are seen or changed with it. */
export class BillingClient {
  readonly #service: ServiceClient;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  /** The names of the billing accounts somebody may see. */
  async accounts(): Promise<readonly string[]> {
    return (await this.#service.all(account, `${ROOT}/billingAccounts`, VERSION)).map(({ name }) => name);
  }

  profiles(of: string): Promise<ServiceProfile[]> {
    return this.#service.all(profile, `${at(of)}/billingProfiles`, VERSION);
  }

  /** Those of seats; others may be among them. */
  async subscriptions(of: string): Promise<Bought[]> {
    const all = await this.#service.all(
      z.union([bought, byUse.transform(() => undefined)]),
      `${at(of)}/billingSubscriptions`,
      VERSION,
    );
    return all.filter((one) => one !== undefined);
  }

  /** @param change only what changes, as the service names it */
  async change(
    of: string,
    name: string,
    change: { readonly quantity: number } | { readonly autoRenew: 'On' | 'Off' },
    now: number,
  ): Promise<Progress> {
    const path = `${at(of)}/billingSubscriptions/${part(name)}`;
    return started(
      await this.#service.send({ method: 'PATCH', path, query: VERSION, body: { properties: change } }),
      now,
    );
  }

  async cancel(of: string, name: string, now: number): Promise<Progress> {
    const path = `${at(of)}/billingSubscriptions/${part(name)}`;
    return started(await this.#service.send({ method: 'DELETE', path, query: VERSION }), now);
  }

  /** Buys under a name of ours: asked for again under the same name, nothing more is bought. */
  async buy(of: string, name: string, { tenant, ...wanted }: Wanted, now: number): Promise<Progress> {
    const path = `${at(of)}/billingSubscriptionAliases/${part(name)}`;
    const properties = {
      ...wanted,
      skuId: '0001',
      autoRenew: 'On',
      beneficiaryTenantId: tenant,
      provisioningTenantId: tenant,
    };
    return started(await this.#service.send({ method: 'PUT', path, query: VERSION, body: { properties } }), now);
  }

  /** The name of the subscription that was bought under a name of ours; nothing while there is none. */
  async boughtAs(of: string, name: string): Promise<string | undefined> {
    const path = `${at(of)}/billingSubscriptionAliases/${part(name)}`;
    return lastOf((await this.#there(this.#service.get(alias, path, VERSION)))?.properties.billingSubscriptionId);
  }

  methods(): Promise<ServiceMethod[]> {
    return this.#service.all(method, `${ROOT}/paymentMethods`, VERSION);
  }

  /** What pays for a billing profile: its link's name and the payment method's. */
  async linksOf(of: string, profileName: string): Promise<readonly { name: string; method: string | undefined }[]> {
    const path = `${at(of)}/billingProfiles/${part(profileName)}/paymentMethodLinks`;
    const links = await this.#service.all(link, path, VERSION);
    return links.map(({ name, properties }) => ({ name, method: lastOf(properties.paymentMethodId) }));
  }

  async detach(of: string, profileName: string, linkName: string, now: number): Promise<Progress> {
    const path = `${at(of)}/billingProfiles/${part(profileName)}/paymentMethodLinks/${part(linkName)}`;
    return started(await this.#service.send({ method: 'DELETE', path, query: DETACHING_VERSION }), now);
  }

  async deleteMethod(name: string): Promise<void> {
    await this.#service.send({ method: 'DELETE', path: `${ROOT}/paymentMethods/${part(name)}`, query: VERSION });
  }

  /** @param from, to days, such as `2026-01-31`, both included */
  invoices(of: string, from: string, to: string): Promise<ServiceInvoice[]> {
    const query = { ...VERSION, periodStartDate: from, periodEndDate: to };
    return this.#service.all(invoice, `${at(of)}/invoices`, query);
  }

  /** One invoice; nothing where an account has none of that name. */
  async invoice(of: string, name: string): Promise<ServiceInvoice | undefined> {
    return this.#there(this.#service.get(invoice, `${at(of)}/invoices/${part(name)}`, VERSION));
  }

  transactions(of: string, name: string): Promise<Transaction[]> {
    return this.#service.all(transaction, `${at(of)}/invoices/${part(name)}/transactions`, VERSION);
  }

  async download(of: string, name: string, now: number): Promise<Progress> {
    const path = `${at(of)}/invoices/${part(name)}/download`;
    // Asking for a paper changes nothing.
    return started(await this.#service.send({ method: 'POST', path, query: VERSION, reads: true }), now);
  }

  async #there<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof ServiceFault && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  progress(operation: PendingOperation, now: number): Promise<Progress> {
    return progressOf(this.#service, operation, now);
  }
}

/** Where a paper that was made can be fetched. */
export const paperAt = (body: unknown): string => parsed(file, { body, status: 200, request: undefined }).url;

/** Ids are one part of an address, whatever stands in them. */
const part = (id: string): string => encodeURIComponent(id);

const at = (name: string): string => `${ROOT}/billingAccounts/${part(name)}`;

/** The name at the end of a resource's id. */
export const lastOf = (id: string | undefined): string | undefined => id?.split('/').at(-1) || undefined;
