/** Who speaks in a conversation: a persona, a visitor or the bot. */
export interface Account {
  readonly id: string;
  readonly name?: string;
}

/** A Bot Framework activity: what the channel itself looks at, and whatever else travels with it. */
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

/** What is carried and remembered; typing and traces are taken and forgotten, as a reload would show them again. */
export const isDelivered = (type: string): boolean => type === 'message' || type === 'event';
