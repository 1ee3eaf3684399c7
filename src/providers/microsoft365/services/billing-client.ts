import { z } from 'zod';
import type { PendingOperation } from '../../../domain/account/account.ts';
import { type Progress, pollOperation, progressOfReply } from './operation.ts';
import { parseReply, type ServiceClient } from './service-client.ts';
import { undefinedIfNotFound } from './service-error.ts';

/** The version of Azure Billing that all of this is written to. */
const API_VERSION = { 'api-version': '2024-04-01' };
/** The later version has no call that takes a payment method off a billing profile; this one has. */
const DETACH_API_VERSION = { 'api-version': '2021-10-01' };
const BILLING_ROOT = 'providers/Microsoft.Billing';

const text = z.string();
/** Whatever the service adds later is none of ours: only what is used must be there. */
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

/** What is paid by use, such as an Azure subscription, has no number of seats and is none of ours. */
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

/** What a new subscription is to be. */
export interface NewSubscription {
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
    return (await this.#service.all(accountSchema, `${BILLING_ROOT}/billingAccounts`, API_VERSION)).map(
      ({ name }) => name,
    );
  }

  profiles(account: string): Promise<ServiceProfile[]> {
    return this.#service.all(profileSchema, `${accountPath(account)}/billingProfiles`, API_VERSION);
  }

  /** Those of seats; others may be among them. */
  async subscriptions(account: string): Promise<BillingSubscription[]> {
    const all = await this.#service.all(
      z.union([subscriptionSchema, usageBasedSchema.transform(() => undefined)]),
      `${accountPath(account)}/billingSubscriptions`,
      API_VERSION,
    );
    return all.filter((subscription) => subscription !== undefined);
  }

  /** @param change only what changes, as the service names it */
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

  /** Buys under a name of ours: asked for again under the same name, nothing more is bought. */
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

  /** The name of the subscription that was bought under a name of ours; nothing while there is none. */
  async findByAlias(account: string, alias: string): Promise<string | undefined> {
    const path = `${accountPath(account)}/billingSubscriptionAliases/${segment(alias)}`;
    return lastSegment(
      (await undefinedIfNotFound(this.#service.get(aliasSchema, path, API_VERSION)))?.properties.billingSubscriptionId,
    );
  }

  methods(): Promise<ServiceMethod[]> {
    return this.#service.all(methodSchema, `${BILLING_ROOT}/paymentMethods`, API_VERSION);
  }

  /** What pays for a billing profile: its link's name and the payment method's. */
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

  /** One invoice; nothing where an account has none of that name. */
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
    // Asking for a paper changes nothing.
    return progressOfReply(
      await this.#service.send({ method: 'POST', path, query: API_VERSION, isReadOnly: true }),
      now,
    );
  }

  progress(operation: PendingOperation, now: number): Promise<Progress> {
    return pollOperation(this.#service, operation, now);
  }
}

/** Where a paper that was made can be fetched. */
export const downloadUrlIn = (body: unknown): string =>
  parseReply(fileSchema, { body, status: 200, request: undefined }).url;

/** Ids are one part of an address, whatever stands in them. */
const segment = (id: string): string => encodeURIComponent(id);

const accountPath = (name: string): string => `${BILLING_ROOT}/billingAccounts/${segment(name)}`;

/** The name at the end of a resource's id. */
export const lastSegment = (id: string | undefined): string | undefined => id?.split('/').at(-1) || undefined;
