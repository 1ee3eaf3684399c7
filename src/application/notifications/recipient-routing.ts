import type { NotificationTopic } from '../../domain/account/notification.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import { skipCorrupt } from '../ports/errors.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { NotificationComposer } from './notification-composer.ts';
import type { NotificationContent, TeamNotificationContent } from './notification-content.ts';
import { type NotificationPreferences, optionalKinds, type Preferences } from './notification-preferences.ts';
import { endOfQuietHours, nextDigestAt } from './quiet-hours.ts';

/** The recipient and content of a delivery, or the state it gets instead of being sent. */
type Route = { readonly to: PersonId; readonly content: NotificationContent } | { readonly state: DeliveryState };

interface RecipientRoutingDeps {
  readonly deliveries: DeliveryRepository;
  readonly composer: Pick<NotificationComposer, 'compose'>;
  readonly preferences: Pick<NotificationPreferences, 'get'>;
  readonly directory: Pick<Directory, 'person' | 'administrators' | 'reports'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Decides who receives a delivery and when, by the directory and by the recipient's settings. */
export class RecipientRouting {
  readonly #deps: RecipientRoutingDeps;

  constructor(deps: RecipientRoutingDeps) {
    this.#deps = deps;
  }

  /** Routes a delivery by the current data and settings. */
  async route(delivery: Delivery): Promise<Route> {
    const { about, to, matter: topic, until } = delivery;
    const { composer, preferences: notificationPreferences, clock } = this.#deps;
    const now = clock();
    const dropped: Route = { state: { is: 'dropped', at: now } };
    if (until !== undefined && now >= until) return dropped;
    if (topic.kind === 'digest') {
      const items = await this.#items(topic.of);
      const team = (await this.#deps.directory.reports(about.tenant, about.person)).length > 0;
      return items.length > 0 ? { to: about, content: { ...topic, items, team } } : dropped;
    }
    const role = typeof to === 'string' ? to : 'other';
    const content = await composer.compose(about, topic, role);
    if (!content) return dropped;
    // A decider who was not notified of a request is not notified of its end.
    if (topic.kind === 'request-closed' && (await this.#deps.deliveries.predecessorOf(delivery))?.stage.is !== 'told')
      return dropped;
    if (role !== 'manager') {
      const person = typeof to === 'string' ? about : { tenant: about.tenant, person: to.person };
      // A decider who left or became a guest gets no notifications about others.
      if (typeof to !== 'string' && !isMember(await this.#deps.directory.person(about.tenant, to.person)))
        return dropped;
      return isWanted(await notificationPreferences.get(person), topic) ? { to: person, content } : dropped;
    }
    // Undone before the manager was notified: the notification of the undo covers both.
    if (content.kind === 'team-order' && content.isUndone) return dropped;
    const { manager, administrators } = await this.findManager(about);
    if (!manager) {
      const [first] = administrators;
      if (!first) return dropped;
      const due = nextDigestAt(now, 'daily', first.timeZone);
      return { state: { is: 'gathered', for: administrators.map(({ id }) => id), due, every: 'daily' } };
    }
    const recipient = { tenant: about.tenant, person: manager.id };
    const preferences = await notificationPreferences.get(recipient);
    if (!isWantedByManager(preferences, content)) return dropped;
    if (preferences.cards === 'daily' || preferences.cards === 'weekly') {
      const due = nextDigestAt(now, preferences.cards, manager.timeZone);
      return { state: { is: 'gathered', for: [manager.id], due, every: preferences.cards } };
    }
    const quietUntil = preferences.quiet && endOfQuietHours(now, preferences.quiet, manager.timeZone);
    return quietUntil === undefined ? { to: recipient, content } : { state: { is: 'open', due: quietUntil } };
  }

  /** Returns a purchaser's manager, or else the administrators, without guests and people who left. */
  async findManager({ tenant, person }: PersonId): Promise<{ manager?: Person; administrators: readonly Person[] }> {
    const { directory } = this.#deps;
    const id = (await directory.person(tenant, person))?.manager;
    const manager = id === undefined ? undefined : await directory.person(tenant, id);
    if (manager && isMember(manager)) return { manager, administrators: [] };
    return {
      administrators: (await directory.administrators(tenant)).filter((one) => one.id !== person && isMember(one)),
    };
  }

  /** Composes the items of a digest from current data; corrupt ones are skipped. */
  async #items(keys: readonly string[]): Promise<readonly TeamNotificationContent[]> {
    const { deliveries, composer, onError } = this.#deps;
    const item = async (key: string) => {
      const delivery = (await deliveries.read(key))?.value;
      if (!delivery || delivery.matter.kind === 'digest') return undefined;
      return composer.compose(delivery.about, delivery.matter, 'manager');
    };
    const items = await Promise.all(keys.map((key) => item(key).catch(skipCorrupt(onError))));
    return items.filter(isTeamContent).filter((one) => one.kind !== 'team-order' || !one.isUndone);
  }
}

/** People unknown to the directory may be new, and count as members. */
const isMember = (person: Person | undefined): boolean => (person?.kind ?? 'member') === 'member';

const isTeamContent = (one: NotificationContent | undefined): one is TeamNotificationContent =>
  one?.kind === 'team-order' || one?.kind === 'team-payment-failed';

/** Returns whether the purchaser's settings allow the notification; those about payments are always sent. */
function isWanted({ hears, remindDays }: Preferences, topic: NotificationTopic): boolean {
  const optional = optionalKinds.find((kind) => kind === topic.kind);
  if (optional && !hears.includes(optional)) return false;
  const settable = topic.kind === 'renews' || topic.kind === 'trial-ends';
  return !settable || remindDays.includes(topic.days);
}

/** Returns whether the manager's settings allow the notification about one of their reports. */
function isWantedByManager({ cards, above, kinds }: Preferences, content: NotificationContent): boolean {
  if (cards === 'off' || !isTeamContent(content)) return false;
  const kind = content.kind === 'team-order' ? content.about : 'payment-fails';
  return kind !== undefined && kinds.includes(kind) && Math.abs(content.monthly) >= above;
}
