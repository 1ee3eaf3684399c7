import { z } from 'zod';
import { purchaseFilterFields, purchaseQueryFields } from '../../src/application/administration/purchase-query.ts';

const id = z.string().min(1).max(200);
/** A product's id, or what the user calls it. */
const productReference = z.string().min(1).max(200);
const count = z.number().int().min(-1e6).max(1e6).optional();
const page = z.number().int().min(0).max(10_000).optional();
const day = z.iso.date();
/** Whole days, including both. */
const period = z.object({ from: day, to: day });
/** A date field. Hosts without a date picker send any text. */
const typedDay = z.coerce.string().transform((typed) => typed.slice(0, 30));
/** One of the user's own subscriptions, by its id or by its product. */
const subscriptionReference = { subscription: id.optional(), product: productReference.optional() };

const topics = ['pays', 'sees', 'leaving', 'refunds', 'renewal', 'trials'] as const;
/** Topics that Help answers questions about. */
export type Topic = (typeof topics)[number];

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** What Microsoft does not offer for self-service purchases, or the product cannot do. */
const impossibilities = ['change-plan', 'change-term', 'pause', 'transfer', 'pay-otherwise', 'remind'] as const;

/**
 * Everything users can want, by verb, as buttons send it and as sentences are understood. Presses can be forged: look up
 * each id before using it. The keys are wire data.
 *
 * To add a command, add its verb here; then its handler in `dialogs/capabilities/`, its phrases and patterns in this folder
 * and its forged presses in `test/conversation/support/attack-payloads.ts`. CONTRIBUTING has an example.
 */
export const intentSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('home') }),
  z.object({ verb: z.literal('list'), page }),
  z.object({ verb: z.literal('open'), ...subscriptionReference }),
  z.object({
    verb: z.literal('change'),
    ...subscriptionReference,
    total: count,
    delta: count,
    page,
    /** The text in place of the total, if it is not a whole number. */
    typed: z.string().max(300).optional(),
  }),
  z.object({ verb: z.literal('keep'), subscription: id }),
  z.object({ verb: z.literal('catalogue'), find: z.string().max(100).optional(), page }),
  z.object({
    verb: z.literal('buy'),
    product: productReference.optional(),
    quantity: count,
    plan: z.enum(['monthly', 'annual', 'annual-monthly']).optional(),
    trial: z.boolean().optional(),
    profile: id.optional(),
  }),
  z.object({
    verb: z.literal('assign'),
    ...subscriptionReference,
    /** Names or mail addresses as typed. */
    people: z.array(z.string().max(200)).max(200).optional(),
    /** Object ids. */
    chosen: z.array(id).max(200).optional(),
    page,
  }),
  z.object({
    verb: z.literal('unassign'),
    ...subscriptionReference,
    people: z.array(z.string().max(200)).max(200).optional(),
    chosen: z.array(id).max(200).optional(),
    page,
  }),
  z.object({ verb: z.literal('holders'), ...subscriptionReference, page }),
  z.object({
    verb: z.literal('ask'),
    product: productReference.optional(),
    people: z.array(z.string().max(200)).max(200).optional(),
    chosen: z.array(id).max(200).optional(),
  }),
  z.object({ verb: z.literal('requests'), of: z.enum(['own', 'decide']), page }),
  z.object({ verb: z.literal('request'), request: z.uuid() }),
  z.object({
    verb: z.literal('answer'),
    /** Absent where a sentence names the request by its product or people. */
    request: z.uuid().optional(),
    all: z.enum(['approve', 'reject']).optional(),
    product: productReference.optional(),
    people: z.array(z.string().max(200)).max(200).optional(),
  }),
  z.object({ verb: z.literal('withdraw'), request: z.uuid().optional(), product: productReference.optional() }),
  z.object({
    verb: z.literal('cancel'),
    ...subscriptionReference,
    /** The reason in the user's words. */
    reason: z.string().max(200).optional(),
    page,
  }),
  z.object({ verb: z.literal('recurring'), ...subscriptionReference, on: z.boolean(), page }),
  z.object({ verb: z.literal('reactivate'), ...subscriptionReference, page }),
  z.object({ verb: z.literal('undo'), order: id.optional() }),
  z.object({ verb: z.literal('payment') }),
  z.object({ verb: z.literal('profile'), profile: id }),
  z.object({ verb: z.literal('method'), method: id }),
  z.object({
    verb: z.literal('add-card'),
    profile: id.optional(),
    /** The intent to continue with once the card is added: parse it before using it. */
    next: z.record(z.string().max(50), z.unknown()).optional(),
  }),
  z.object({ verb: z.literal('edit-card'), method: id }),
  z.object({ verb: z.literal('attach'), profile: id, method: id.optional() }),
  z.object({ verb: z.literal('detach'), profile: id }),
  z.object({ verb: z.literal('delete-card'), method: id }),
  z.object({
    verb: z.literal('invoices'),
    period: period.optional(),
    from: typedDay.optional(),
    to: typedDay.optional(),
    page,
  }),
  z.object({ verb: z.literal('invoice'), number: id.optional(), which: z.literal('last').optional() }),
  z.object({ verb: z.literal('spend'), period: period.optional() }),
  z.object({ verb: z.literal('history'), period: period.optional(), page }),
  /** What n licences cost anew, or n more of a subscription. */
  z.object({ verb: z.literal('price'), ...subscriptionReference, quantity: count, delta: count }),
  /** What subscriptions cost from now on. */
  z.object({ verb: z.literal('cost'), ...subscriptionReference, per: z.enum(['month', 'year']).optional() }),
  /** Why something was charged. `amount` in minor units. */
  z.object({
    verb: z.literal('charge'),
    product: productReference.optional(),
    amount: z.number().int().min(0).max(1e9).optional(),
    period: period.optional(),
    twice: z.boolean().optional(),
  }),
  z.object({ verb: z.literal('renewal'), ...subscriptionReference }),
  z.object({ verb: z.literal('refund'), ...subscriptionReference }),
  z.object({ verb: z.literal('free'), ...subscriptionReference }),
  z.object({ verb: z.literal('paid-with'), ...subscriptionReference }),
  z.object({ verb: z.literal('cannot'), what: z.enum(impossibilities), product: productReference.optional() }),
  z.object({ verb: z.literal('receipt'), order: id }),
  z.object({ verb: z.literal('team') }),
  z.object({
    verb: z.literal('settings'),
    cards: z.enum(['at-once', 'daily', 'weekly', 'off']).optional(),
    /** In minor units. */
    above: z.number().int().min(0).max(1e9).optional(),
    quietFrom: clockTime.optional(),
    quietTo: clockTime.optional(),
    reminders: z.literal('off').optional(),
  }),
  z.object({ verb: z.literal('save-settings') }),
  z.object({ verb: z.literal('purchases'), ...purchaseQueryFields }),
  z.object({ verb: z.literal('purchase-filter'), ...purchaseQueryFields }),
  z.object({ verb: z.literal('purchase'), person: id, subscription: id }),
  z.object({ verb: z.literal('totals'), ...purchaseFilterFields }),
  z.object({ verb: z.literal('policy') }),
  z.object({ verb: z.literal('undelivered') }),
  z.object({ verb: z.literal('send-again'), letter: id }),
  z.object({ verb: z.literal('help'), topic: z.enum(topics).optional() }),
  z.object({ verb: z.literal('questions') }),
  z.object({ verb: z.literal('support'), about: id.optional() }),
  z.object({ verb: z.literal('say'), text: z.string().max(100) }),
  z.object({ verb: z.literal('language'), to: z.enum(['en', 'nl']).optional() }),
  z.object({ verb: z.literal('be'), who: z.string().max(200).optional() }),
  z.object({ verb: z.literal('sign-out') }),
  z.object({ verb: z.literal('stop') }),
  z.object({ verb: z.literal('back') }),
  z.object({ verb: z.literal('current') }),
]);

/** Something a user wants, whether pressed or typed. */
export type Intent = z.infer<typeof intentSchema>;
export type Verb = Intent['verb'];
/** All verbs. A press can send any other text. */
export const verbs: ReadonlySet<string> = new Set(intentSchema.options.map(({ shape }) => shape.verb.value));
/** The intent of one verb. */
export type IntentOf<V extends Verb> = Extract<Intent, { verb: V }>;
