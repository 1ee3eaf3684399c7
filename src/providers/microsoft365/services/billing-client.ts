import { z } from 'zod';
import type { PendingOperation } from '../../../domain/account/account.ts';
import { type Progress, pollOperation, progressOfReply } from './operation.ts';
import { parseReply, type ServiceClient } from './service-client.ts';
import { undefinedIfNotFound } from './service-error.ts';

/** The version of the Azure Billing API that this client is written for. */
const API_VERSION = { 'api-version': '2024-04-01' };
/** The version with a call that detaches a payment method from a billing profile: the later one has none. */
const DETACH_API_VERSION = { 'api-version': '2021-10-01' };
const BILLING_ROOT = 'providers/Microsoft.Billing';

const text = z.string();
/** The schemas name the fields that are used; fields that the service adds later are ignored. */
const accountSchema = z.object({ name: text });

const profileSchema = z.object({
  name: text,
  properties: z.object({ displayName: text.optional(), currency: text.optional() }),
});

const subscriptionSchema = z.object({
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

/** A usage-based subscription, such as Azure, has no number of seats and is left out. */
const usageBasedSchema = z.object({
  properties: z.object({ productCategory: text.refine((category) => category.toLowerCase() !== 'seatbased') }),
});

const aliasSchema = z.object({ properties: z.object({ billingSubscriptionId: text.optional() }) });

const methodSchema = z.object({
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

const linkSchema = z.object({
  name: text,
  properties: z.object({ paymentMethodId: text.optional() }),
});

const amountSchema = z.object({ currency: text.optional(), value: z.number() });

const invoiceSchema = z.object({
  name: text,
  properties: z.object({
    invoiceDate: z.iso.datetime({ offset: true }),
    invoicePeriodStartDate: z.iso.datetime({ offset: true }).optional(),
    invoicePeriodEndDate: z.iso.datetime({ offset: true }).optional(),
    billedAmount: amountSchema.optional(),
    totalAmount: amountSchema.optional(),
    status: text.optional(),
  }),
});

const transactionSchema = z.object({
  name: text,
  properties: z.object({
    transactionType: text.optional(),
    productDescription: text.optional(),
    productTypeId: text.optional(),
    quantity: z.number().optional(),
    effectivePrice: amountSchema.optional(),
    transactionAmount: amountSchema.optional(),
    subTotal: amountSchema.optional(),
    tax: amountSchema.optional(),
    servicePeriodStartDate: z.iso.datetime({ offset: true }).optional(),
    servicePeriodEndDate: z.iso.datetime({ offset: true }).optional(),
  }),
});

const fileSchema = z.object({ url: z.url({ protocol: /^https?$/ }) });

export type BillingSubscription = z.infer<typeof subscriptionSchema>;
export type ServiceInvoice = z.infer<typeof invoiceSchema>;
export type Transaction = z.infer<typeof transactionSchema>;
export type ServiceMethod = z.infer<typeof methodSchema>;
type ServiceProfile = z.infer<typeof profileSchema>;

/** The subscription to buy. */
export interface NewSubscription {
  readonly productTypeId: string;
  readonly quantity: number;
  readonly termDuration: string;
  readonly billingFrequency: string;
  readonly billingProfileId: string;
  /** The organisation that the subscription is for. */
  readonly tenant: string;
}

/** Calls Azure Billing as one purchaser, so that no other purchaser's accounts are read or changed. */
export class BillingClient {
  readonly #service: ServiceClient;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  /** The names of the billing accounts that the purchaser may see. */
  async accounts(): Promise<readonly string[]> {
    return (await this.#service.all(accountSchema, `${BILLING_ROOT}/billingAccounts`, API_VERSION)).map(
      ({ name }) => name,
    );
  }

  profiles(account: string): Promise<ServiceProfile[]> {
    return this.#service.all(profileSchema, `${accountPath(account)}/billingProfiles`, API_VERSION);
  }

  /** Returns the seat-based subscriptions; those of other purchasers may be among them. */
  async subscriptions(account: string): Promise<BillingSubscription[]> {
    const all = await this.#service.all(
      z.union([subscriptionSchema, usageBasedSchema.transform(() => undefined)]),
      `${accountPath(account)}/billingSubscriptions`,
      API_VERSION,
    );
    return all.filter((subscription) => subscription !== undefined);
  }

  /** @param change only the changed properties, as the service names them */
  async change(
    account: string,
    name: string,
    change: { readonly quantity: number } | { readonly autoRenew: 'On' | 'Off' },
    now: number,
  ): Promise<Progress> {
    const path = `${accountPath(account)}/billingSubscriptions/${segment(name)}`;
    return progressOfReply(
      await this.#service.send({ method: 'PATCH', path, query: API_VERSION, body: { properties: change } }),
      now,
    );
  }

  async cancel(account: string, name: string, now: number): Promise<Progress> {
    const path = `${accountPath(account)}/billingSubscriptions/${segment(name)}`;
    return progressOfReply(await this.#service.send({ method: 'DELETE', path, query: API_VERSION }), now);
  }

  /** Buys under an alias: a repeated call with the same alias buys nothing more. */
  async buy(account: string, alias: string, { tenant, ...purchase }: NewSubscription, now: number): Promise<Progress> {
    const path = `${accountPath(account)}/billingSubscriptionAliases/${segment(alias)}`;
    const properties = {
      ...purchase,
      skuId: '0001',
      autoRenew: 'On',
      beneficiaryTenantId: tenant,
      provisioningTenantId: tenant,
    };
    return progressOfReply(
      await this.#service.send({ method: 'PUT', path, query: API_VERSION, body: { properties } }),
      now,
    );
  }

  /** The id of the subscription that was bought under an alias; `undefined` while there is none. */
  async findByAlias(account: string, alias: string): Promise<string | undefined> {
    const path = `${accountPath(account)}/billingSubscriptionAliases/${segment(alias)}`;
    return lastSegment(
      (await undefinedIfNotFound(this.#service.get(aliasSchema, path, API_VERSION)))?.properties.billingSubscriptionId,
    );
  }

  methods(): Promise<ServiceMethod[]> {
    return this.#service.all(methodSchema, `${BILLING_ROOT}/paymentMethods`, API_VERSION);
  }

  /** The payment methods linked to a billing profile: the name of each link and of its payment method. */
  async paymentMethodLinks(
    account: string,
    profileName: string,
  ): Promise<readonly { name: string; method: string | undefined }[]> {
    const path = `${accountPath(account)}/billingProfiles/${segment(profileName)}/paymentMethodLinks`;
    const links = await this.#service.all(linkSchema, path, API_VERSION);
    return links.map(({ name, properties }) => ({ name, method: lastSegment(properties.paymentMethodId) }));
  }

  async detach(account: string, profileName: string, linkName: string, now: number): Promise<Progress> {
    const path = `${accountPath(account)}/billingProfiles/${segment(profileName)}/paymentMethodLinks/${segment(linkName)}`;
    return progressOfReply(await this.#service.send({ method: 'DELETE', path, query: DETACH_API_VERSION }), now);
  }

  async deleteMethod(name: string): Promise<void> {
    await this.#service.send({
      method: 'DELETE',
      path: `${BILLING_ROOT}/paymentMethods/${segment(name)}`,
      query: API_VERSION,
    });
  }

  /** @param from, to days, such as `2026-01-31`, both included */
  invoices(account: string, from: string, to: string): Promise<ServiceInvoice[]> {
    const query = { ...API_VERSION, periodStartDate: from, periodEndDate: to };
    return this.#service.all(invoiceSchema, `${accountPath(account)}/invoices`, query);
  }

  /** Returns an invoice; `undefined` where the billing account has none with that name. */
  async invoice(account: string, name: string): Promise<ServiceInvoice | undefined> {
    return undefinedIfNotFound(
      this.#service.get(invoiceSchema, `${accountPath(account)}/invoices/${segment(name)}`, API_VERSION),
    );
  }

  transactions(account: string, name: string): Promise<Transaction[]> {
    return this.#service.all(
      transactionSchema,
      `${accountPath(account)}/invoices/${segment(name)}/transactions`,
      API_VERSION,
    );
  }

  async download(account: string, name: string, now: number): Promise<Progress> {
    const path = `${accountPath(account)}/invoices/${segment(name)}/download`;
    // This POST creates a download and changes nothing.
    return progressOfReply(
      await this.#service.send({ method: 'POST', path, query: API_VERSION, isReadOnly: true }),
      now,
    );
  }

  progress(operation: PendingOperation, now: number): Promise<Progress> {
    return pollOperation(this.#service, operation, now);
  }
}

/** The URL in the result of a download operation. */
export const downloadUrlIn = (body: unknown): string =>
  parseReply(fileSchema, { body, status: 200, request: undefined }).url;

/** Encodes an id as one path segment, whatever characters it has. */
const segment = (id: string): string => encodeURIComponent(id);

const accountPath = (name: string): string => `${BILLING_ROOT}/billingAccounts/${segment(name)}`;

/** The name at the end of a resource id. */
export const lastSegment = (id: string | undefined): string | undefined => id?.split('/').at(-1) || undefined;
