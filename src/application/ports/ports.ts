import type { Account, Order } from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type {
  Address as BillingAddress,
  PaymentAct,
  PaymentRequest,
  PaymentSnapshot,
} from '../../domain/account/payment-method.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { DateRange } from '../../domain/common/days.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { UnsupportedAction } from '../../domain/common/refusal.ts';
import type { Result } from '../../domain/common/result.ts';
import type { Instant, Period } from '../../domain/common/time.ts';
import type { PreviewSnapshot } from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import type { PurchaseQuery } from '../administration/purchase-filter.ts';
import type { RecentEntries } from '../audit/audit-trail-store.ts';
import type { NotificationContent } from '../notifications/notification-composer.ts';

/** The time now; a test or the sandbox's tester may move it. */
export type Clock = () => Instant;

/** The people of the organisations the bot serves. */
export interface Directory {
  person(tenant: string, id: string): Promise<Person | undefined>;
  /** People whose name or address has words that begin like these, members first; at most so many. */
  search(tenant: string, text: string, limit: number): Promise<readonly Person[]>;
  /** Those with the same manager, by name. */
  team(tenant: string, id: string): Promise<readonly Person[]>;
  /** Those whose manager somebody is. */
  reports(tenant: string, id: string): Promise<readonly Person[]>;
  administrators(tenant: string): Promise<readonly Person[]>;
}

/** What the organisations are called that the bot serves. */
export interface Organisations {
  organisationName(tenant: string): Promise<string>;
}

/** A small row committed with its document, so that work is found without reading every document. */
export interface IndexRow {
  /** What the document is: account, invoice, order. */
  readonly kind: string;
  /** When something in the document is due. */
  readonly due?: Instant;
  readonly [column: string]: string | number | undefined;
}

export interface VersionedDocument<T> {
  readonly value: T;
  /** 1 for the first write, one more for each that follows. */
  readonly version: number;
}

/** Which rows are meant. */
export interface Filter {
  readonly kind: string;
  /** Columns that must equal these values, or one of them. */
  readonly where?: Readonly<Record<string, Value | readonly Value[]>>;
  /** Columns that must be there and lie between these values, both included. */
  readonly between?: Readonly<Record<string, { readonly from?: Value; readonly to?: Value }>>;
  /** Folded words: a word of the row's `search` column must begin with each. */
  readonly words?: readonly string[];
  /** Only rows whose due time is there and not after this. */
  readonly dueBy?: Instant;
}

type Value = string | number;

export interface Query extends Filter {
  /** Column to sort by; a leading minus sorts descending. Rows without it come last, equal ones by their key. */
  readonly orderBy?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** Rows that have the same value in a column, counted and summed. */
export interface Tally {
  /** Absent where nothing was to be told apart. */
  readonly value?: Value;
  readonly count: number;
  /** By column, in the order that was asked for. */
  readonly sums: readonly number[];
}

export interface IndexMatch {
  readonly key: string;
  readonly row: IndexRow;
}

export interface WriteOptions {
  readonly ifVersion?: number;
  /** One row, or one for each thing in the document that is to be found by itself. */
  readonly index?: IndexRow | readonly IndexRow[];
}

/** What the product remembers, as versioned documents. */
export interface Documents {
  read<T>(key: string): Promise<VersionedDocument<T> | undefined>;
  /**
   * Writes a document and its index rows in one step and gives its new version.
   * @param options.ifVersion the version it was read at, 0 for "not there yet", absent for "whatever is there"
   * @throws {ConflictError} when somebody else wrote it meanwhile: nothing was written
   */
  write<T>(key: string, value: T, options?: WriteOptions): Promise<number>;
  delete(key: string): Promise<void>;
  find(query: Query): Promise<readonly IndexMatch[]>;
  /**
   * Finds what is due, longest first, and keeps it for this process for a short while: another one is given other rows.
   * Writing a document ends that. It saves work; that something is done once, the documents' versions see to.
   */
  claim(query: Omit<Query, 'orderBy' | 'offset'>): Promise<readonly IndexMatch[]>;
  /**
   * Counts rows and sums columns of numbers: all of them in one, or one tally for each value of a column.
   * @param of.by rows without this column are left out
   */
  tally(filter: Filter, of?: { readonly by?: string; readonly sum?: readonly string[] }): Promise<readonly Tally[]>;
}

/** What is remembered cannot be reached now; whether a change that was under way was made is not known. */
export class StoreUnreachableError extends Error {
  override readonly name = 'Unreachable';

  constructor(options?: ErrorOptions) {
    super('The documents cannot be reached.', options);
  }
}

/** A service behind the conversation did not do what was asked, or did not answer as it should. */
export class ProviderError extends Error {
  override readonly name: string = 'ProviderFault';
  /** What the service's own support finds the call by. */
  readonly request: string | undefined;

  constructor(message: string, request: string | undefined, options?: ErrorOptions) {
    super(message, options);
    this.request = request;
  }
}

/** Nothing can be looked at or done for somebody before they sign in, or before an administrator allows what it needs. */
export class SignInRequiredError extends Error {
  override readonly name = 'SignInNeeded';
  readonly what: 'sign-in' | 'consent';

  constructor(what: 'sign-in' | 'consent', options?: ErrorOptions) {
    super(`Needed first: ${what}.`, options);
    this.what = what;
  }
}

/** A document is not what was written: until it is put back it cannot be read. All others can. */
export class CorruptDocumentError extends Error {
  override readonly name: string = 'Damaged';
}

/** Gives nothing in the place of what is damaged, and says so; every other fault stays one. */
export const skipCorrupt = (onError: (error: unknown) => void) => (error: unknown) => {
  if (!(error instanceof CorruptDocumentError)) throw error;
  onError(error);
  return undefined;
};

/** Somebody else changed the document since it was read. */
export class ConflictError extends Error {
  override readonly name = 'Conflict';
  readonly key: string;

  /** @param key kept off the message: it may name a person, and messages are logged */
  constructor(key: string) {
    super('A document was changed by somebody else since it was read.');
    this.key = key;
  }
}

/** What a confirmed review asks for. */
export interface OrderCommand {
  /** Minted when the review was made: the same key acts once. */
  readonly key: string;
  readonly request: OrderRequest;
  /** What the review showed; nothing happens when it no longer holds. */
  readonly shown: PreviewSnapshot;
}

/** The system of record behind the bot: what people bought, and the changes they make to it. */
export interface Commerce {
  /** What it leaves to its own pages: everything else it carries out. */
  readonly unsupported: ReadonlySet<UnsupportedAction>;
  /** Sees to it that everything an organisation's people bought is known, also of those who never came here. */
  syncPurchases?(tenant: string): Promise<void>;
  /** Somebody's account as it is now, with everything done that was due. */
  account(owner: PersonId): Promise<Account>;
  /** What an organisation's purchasers can buy, and at what tax. */
  terms(tenant: string): Promise<Terms>;
  /** Carries out what was asked once, however often the key arrives, and gives its order. */
  carryOut(owner: PersonId, command: OrderCommand): Promise<Result<Order>>;
  /**
   * Carries an act on cards and billing profiles out once, however often its key arrives, in one write. Failed payments
   * of a card that was mended are tried again at once.
   */
  changePaymentMethods(owner: PersonId, command: PaymentCommand): Promise<Result<PaymentAct>>;
  /** Somebody's invoices of a period, newest first, with everything charged that was due. */
  invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]>;
  lastInvoice(owner: PersonId): Promise<Invoice | undefined>;
  invoice(owner: PersonId, number: string): Promise<Invoice | undefined>;
  /** Where whoever charges has a paper of its own of an invoice, for a short while; nothing where ours is the paper. */
  providerPdf?(owner: PersonId, number: string): Promise<string | undefined>;
  /** Somebody's order, however long ago. */
  order(owner: PersonId, number: string): Promise<Order | undefined>;
  /** What happened to somebody's account: at least so many of the newest, where there are as many. */
  history(owner: PersonId, minimum: number): Promise<RecentEntries>;
  /**
   * Gives what an account has to tell, which was written in one step with what happened, to whoever sees to it that it
   * is told. Once `take` is done it is theirs; a notice may be given twice, but is never lost.
   */
  handOver(owner: PersonId, receive: (notifications: readonly Notification[]) => Promise<void>): Promise<void>;
}

/** Addresses of what somebody can open in a browser: theirs alone, and only for a short while. */
export interface DownloadLinks {
  /** @param locale what it is written in, such as `nl-NL` */
  invoice(owner: PersonId, number: string, format: 'pdf' | 'csv', locale: string): string;
  /** A picture of what was spent by month. */
  spending(owner: PersonId, days: DateRange, locale: string): string;
  /** An administrator's purchases as a file, or a picture of what they cost by product. */
  purchases(owner: PersonId, query: PurchaseQuery, format: 'csv' | 'svg', locale: string): string;
}

/** What a confirmed review, or the page for card details, asks for. */
export interface PaymentCommand {
  readonly key: string;
  readonly request: PaymentRequest;
  /** What the review showed; absent where there was none. Nothing happens when it no longer holds. */
  readonly shown?: PaymentSnapshot;
}

/** Everything about a card that is typed on the page. Its number and code are passed on to the card company only. */
export interface CardDetails {
  readonly number: string;
  readonly code: string;
  /** The first moment it is no longer valid. */
  readonly expires: Instant;
  readonly holder: string;
  readonly address: BillingAddress;
}

/** What the card company says to a new card. */
export type CardRegistration =
  | { readonly result: 'registered'; readonly token: string; readonly brand: string; readonly lastFour: string }
  | { readonly result: 'declined' | 'expired' };

/** Where card numbers go: the card company keeps them and gives a token that says nothing. Both throw when aborted. */
export interface CardRegister {
  register(card: CardDetails, signal: AbortSignal): Promise<CardRegistration>;
  update(
    token: string,
    card: Omit<CardDetails, 'number'>,
    signal: AbortSignal,
  ): Promise<'updated' | 'declined' | 'expired'>;
}

/** What a web request has that may say whose it is. */
export interface WebCaller {
  readonly cookie: string | undefined;
  /** What the `Authorization` header says. */
  readonly authorization: string | undefined;
}

/** Says who a web request comes from: several people may be signed in at once in one browser. */
export interface WebAuthentication {
  people(caller: WebCaller): Promise<readonly PersonId[]>;
}

/** Moves the money. Each key moves it once. */
export interface PaymentGateway {
  /** Charges a card, or gives money back to it when the amount is negative. Throws when it does not answer. */
  charge(charge: GatewayCharge): Promise<'accepted' | 'declined' | 'voided'>;
  /** Sees to it that a key moves no money any more, unless it already has. */
  void(key: string): Promise<'accepted' | 'voided'>;
}

export interface GatewayCharge {
  readonly key: string;
  /** Minor units; negative gives back. */
  readonly amount: number;
  readonly currency: string;
  readonly token: string;
}

/** What came of sending something. */
export type SendResult =
  | { readonly result: 'sent'; readonly messageId?: string }
  /** The channel did not take it, or did not say: it is tried again, not before so many milliseconds. */
  | { readonly result: 'later'; readonly retryAfter?: number }
  /** They do not want to hear from here any more. */
  | { readonly result: 'blocked' }
  /** There is no such conversation any more. */
  | { readonly result: 'gone' };

/** Where somebody can be spoken to first; only the channel's edge knows what it means. */
export interface ConversationAddress {
  readonly value: unknown;
  /** The same for the same conversation: channels limit how much is said in one. */
  readonly thread: string;
  readonly locale?: string;
}

/** Speaks first to somebody the bot has met. It throws nothing: what goes wrong is a result. */
export interface Messenger {
  /** Where somebody is to be found; nothing while they never spoke here. */
  addressOf(person: PersonId): Promise<ConversationAddress | undefined>;
  send(to: ConversationAddress, content: NotificationContent): Promise<SendResult>;
  /** Changes a message that was sent, where the channel can; nothing where it cannot. */
  update(to: ConversationAddress, messageId: string, content: NotificationContent): Promise<SendResult | undefined>;
}
