import { type ManagerKind, managerKinds } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Documents } from '../ports/documents.ts';

/** What a purchaser can be told of or not; what is done with their money is always told. */
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

/** How somebody wants to hear of things. */
export interface Preferences {
  /** How what their people spend reaches them. */
  readonly cards: 'at-once' | 'daily' | 'weekly' | 'off';
  /** Only what changes the cost by at least as much: minor units a month before tax. */
  readonly above: number;
  readonly kinds: readonly ManagerKind[];
  /** Nothing comes between these times of their own day, such as `22:00`. */
  readonly quiet?: { readonly from: string; readonly to: string };
  /** Of their own purchases. */
  readonly hears: readonly OptionalKind[];
  /** Days before a renewal or the end of a trial. */
  readonly remindDays: readonly number[];
}

/** What everybody set for themselves. */
export class NotificationPreferences {
  readonly #documents: Documents;
  readonly #defaults: Preferences;

  constructor(documents: Documents, { remindDays }: Pick<Rules, 'remindDays'>) {
    this.#documents = documents;
    this.#defaults = { cards: 'at-once', above: 0, kinds: managerKinds, hears: optionalKinds, remindDays };
  }

  async get(person: PersonId): Promise<Preferences> {
    const stored = await this.#documents.read<Partial<Preferences>>(keyOf(person));
    return { ...this.#defaults, ...stored?.value };
  }

  async set(person: PersonId, preferences: Preferences): Promise<void> {
    await this.#documents.write(keyOf(person), preferences);
  }
}

const keyOf = ({ tenant, person }: PersonId): string => `preferences/${tenant}/${person}`;
