import type { NotificationTopic } from '../../domain/account/notification.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import { type Clock, type Directory, unlessDamaged } from '../ports/ports.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { NotificationComposer, NotificationContent, TeamNotificationContent } from './notification-composer.ts';
import { type NotificationPreferences, optionalKinds, type Preferences } from './notification-preferences.ts';
import { digestAfter, quietUntil } from './quiet-hours.ts';

/** Who is to hear a letter, and how; or what becomes of it instead. */
type Route = { readonly now: PersonId; readonly tidings: NotificationContent } | { readonly stage: DeliveryState };

interface RoutingParts {
  readonly letters: DeliveryRepository;
  readonly newsroom: Pick<NotificationComposer, 'tidings'>;
  readonly preferences: Pick<NotificationPreferences, 'of'>;
  readonly directory: Pick<Directory, 'person' | 'administrators' | 'reports'>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** Finds out who hears a letter, and when: by the directory and by what they set for themselves. */
export class Routing {
  readonly #parts: RoutingParts;

  constructor(parts: RoutingParts) {
    this.#parts = parts;
  }

  /** Who hears it now, as things and settings are now. */
  async route(letter: Delivery): Promise<Route> {
    const { about, to, matter, until } = letter;
    const { newsroom, preferences, clock } = this.#parts;
    const now = clock();
    const dropped: Route = { stage: { is: 'dropped', at: now } };
    if (until !== undefined && now >= until) return dropped;
    if (matter.kind === 'digest') {
      const items = await this.#items(matter.of);
      const team = (await this.#parts.directory.reports(about.tenant, about.person)).length > 0;
      return items.length > 0 ? { now: about, tidings: { ...matter, items, team } } : dropped;
    }
    const role = typeof to === 'string' ? to : 'other';
    const tidings = await newsroom.tidings(about, matter, role);
    if (!tidings) return dropped;
    // Who was not told of a request need not be told that it is over.
    if (matter.kind === 'request-closed' && (await this.#parts.letters.former(letter))?.stage.is !== 'told')
      return dropped;
    if (role !== 'manager') {
      const person = typeof to === 'string' ? about : { tenant: about.tenant, person: to.person };
      // What others ask for or buy is nothing for who became a guest or left since.
      if (typeof to !== 'string' && !isHere(await this.#parts.directory.person(about.tenant, to.person)))
        return dropped;
      return wantedBy(await preferences.of(person), matter) ? { now: person, tidings } : dropped;
    }
    // Taken back before its manager heard of it: what took it back says both.
    if (tidings.kind === 'team-order' && tidings.undone) return dropped;
    const { manager, administrators } = await this.over(about);
    if (!manager) {
      const [first] = administrators;
      if (!first) return dropped;
      const due = digestAfter(now, 'daily', first.timeZone);
      return { stage: { is: 'gathered', for: administrators.map(({ id }) => id), due, every: 'daily' } };
    }
    const them = { tenant: about.tenant, person: manager.id };
    const wish = await preferences.of(them);
    if (!wantedInTeam(wish, tidings)) return dropped;
    if (wish.cards === 'daily' || wish.cards === 'weekly') {
      const due = digestAfter(now, wish.cards, manager.timeZone);
      return { stage: { is: 'gathered', for: [manager.id], due, every: wish.cards } };
    }
    const quiet = wish.quiet && quietUntil(now, wish.quiet, manager.timeZone);
    return quiet === undefined ? { now: them, tidings } : { stage: { is: 'open', due: quiet } };
  }

  /** Who hears of what somebody buys: their manager, or else the administrators; no guest, and nobody who left. */
  async over({ tenant, person }: PersonId): Promise<{ manager?: Person; administrators: readonly Person[] }> {
    const { directory } = this.#parts;
    const id = (await directory.person(tenant, person))?.manager;
    const manager = id === undefined ? undefined : await directory.person(tenant, id);
    if (manager && isHere(manager)) return { manager, administrators: [] };
    return {
      administrators: (await directory.administrators(tenant)).filter((one) => one.id !== person && isHere(one)),
    };
  }

  /** What a digest says, as it is now; what of it is damaged does not keep back the rest. */
  async #items(keys: readonly string[]): Promise<readonly TeamNotificationContent[]> {
    const { letters, newsroom, onFault } = this.#parts;
    const item = async (key: string) => {
      const letter = (await letters.read(key))?.value;
      if (!letter || letter.matter.kind === 'digest') return undefined;
      return newsroom.tidings(letter.about, letter.matter, 'manager');
    };
    const found = await Promise.all(keys.map((key) => item(key).catch(unlessDamaged(onFault))));
    return found.filter(isOfTeam).filter((one) => one.kind !== 'team-order' || !one.undone);
  }
}

/** Whom the directory does not know may be new. */
const isHere = (person: Person | undefined): boolean => (person?.kind ?? 'member') === 'member';

const isOfTeam = (one: NotificationContent | undefined): one is TeamNotificationContent =>
  one?.kind === 'team-order' || one?.kind === 'team-payment-failed';

/** Whether a purchaser wants to hear it; of what is done with their money they always do. */
function wantedBy({ hears, remindDays }: Preferences, matter: NotificationTopic): boolean {
  const optional = optionalKinds.find((kind) => kind === matter.kind);
  if (optional && !hears.includes(optional)) return false;
  const settable = matter.kind === 'renews' || matter.kind === 'trial-ends';
  return !settable || remindDays.includes(matter.days);
}

/** Whether a manager wants to hear what one of their people did. */
function wantedInTeam({ cards, above, kinds }: Preferences, tidings: NotificationContent): boolean {
  if (cards === 'off' || !isOfTeam(tidings)) return false;
  const kind = tidings.kind === 'team-order' ? tidings.about : 'payment-fails';
  return kind !== undefined && kinds.includes(kind) && Math.abs(tidings.monthly) >= above;
}
