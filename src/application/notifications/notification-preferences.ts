import { type ManagerKind, managerKinds } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Documents } from '../ports/documents.ts';

/** Notifications that a purchaser can switch off; those about payments are always sent. */
export const optionalKinds = [
  'window-closes',
  'renews',
  'trial-ends',
  'over',
  'card-expires',
  'few-licences',
  'scheduled-done',
] as const;
type OptionalKind = (typeof optionalKinds)[number];

/** A user's notification settings. */
export interface Preferences {
  /** When notifications of their reports' purchases arrive. */
  readonly cards: 'at-once' | 'daily' | 'weekly' | 'off';
  /** Smallest change of cost they are notified of: minor units a month before tax. */
  readonly above: number;
  readonly kinds: readonly ManagerKind[];
  /** No notifications between these times of their local day, such as `22:00`. */
  readonly quiet?: { readonly from: string; readonly to: string };
  /** Notifications of their own purchases. */
  readonly hears: readonly OptionalKind[];
  /** Days before a renewal or the end of a trial on which to send a reminder. */
  readonly remindDays: readonly number[];
}

/** Stores each user's notification settings. */
export class NotificationPreferences {
  readonly #documents: Documents;
  readonly #defaults: Preferences;

  constructor(documents: Documents, { remindDays }: Pick<Rules, 'remindDays'>) {
    this.#documents = documents;
    this.#defaults = { cards: 'at-once', above: 0, kinds: managerKinds, hears: optionalKinds, remindDays };
  }

  async get(person: PersonId): Promise<Preferences> {
    const document = await this.#documents.read<Partial<Preferences>>(keyOf(person));
    return { ...this.#defaults, ...document?.value };
  }

  async set(person: PersonId, preferences: Preferences): Promise<void> {
    await this.#documents.write(keyOf(person), preferences);
  }
}

const keyOf = ({ tenant, person }: PersonId): string => `preferences/${tenant}/${person}`;
