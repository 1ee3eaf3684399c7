/** A participant of a conversation: a persona, a visitor or the bot. */
export interface Account {
  readonly id: string;
  readonly name?: string;
}

/** A Bot Framework activity: the fields that the channel itself uses, and any others. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly from: Account;
  readonly conversation: { readonly id: string };
  readonly [field: string]: unknown;
}

export interface TimedActivity extends Activity {
  readonly timestamp: string;
}

export const BOT: Account = { id: 'purchase-desk', name: 'Purchase Desk' };

export const CHANNEL = 'webchat';

/** Whether activities of a type are delivered and stored; typing and traces are dropped, or a reload would show them again. */
export const isDelivered = (type: string): boolean => type === 'message' || type === 'event';
