import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { Person } from '../../domain/common/person.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { NotificationPreferences, Preferences } from '../notifications/notification-preferences.ts';
import { monthlySpendingByPerson } from '../orders/monthly-spending.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents } from '../ports/documents.ts';

/** A user's notification settings, and whether they manage people whose purchases they are notified of. */
export interface NotificationSettings {
  readonly preferences: Preferences;
  readonly manages: boolean;
  readonly currency: string;
}

export interface TeamSpending {
  /** Minor units a month before tax, highest first; only people who spend something. */
  readonly people: readonly { readonly person: Person; readonly monthly: number }[];
  readonly total: number;
  readonly reports: number;
  readonly currency: string;
}

export interface TeamServiceDeps {
  readonly commerce: Pick<Commerce, 'terms'>;
  readonly directory: Pick<Directory, 'reports'>;
  readonly documents: Documents;
  readonly preferences: NotificationPreferences;
  readonly log: AuditLog;
}

/** A manager's view of their reports' spending, and every user's notification settings. */
export class TeamService {
  readonly #deps: TeamServiceDeps;

  constructor(deps: TeamServiceDeps) {
    this.#deps = deps;
  }

  async settings(actor: Actor): Promise<Result<NotificationSettings>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { preferences, directory, commerce } = this.#deps;
    const [current, reports, { currency }] = await Promise.all([
      preferences.get(actor),
      directory.reports(actor.tenant, actor.person),
      commerce.terms(actor.tenant),
    ]);
    return ok({ preferences: current, manages: reports.length > 0, currency });
  }

  async saveSettings(actor: Actor, wantedPreferences: Preferences): Promise<Result<void>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    await this.#deps.log.record(actor, { what: 'settings' });
    return ok(await this.#deps.preferences.set(actor, wantedPreferences));
  }

  /** Returns what the actor's direct reports spend. */
  async spending(actor: Actor): Promise<Result<TeamSpending>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { directory, documents, commerce } = this.#deps;
    const [reports, { currency }] = await Promise.all([
      directory.reports(actor.tenant, actor.person),
      commerce.terms(actor.tenant),
    ]);
    const all = await monthlySpendingByPerson(documents, actor.tenant, reports);
    const people = all.filter(({ monthly }) => monthly > 0).sort((a, b) => b.monthly - a.monthly);
    const total = people.reduce((sum, { monthly }) => sum + monthly, 0);
    return ok({ people, total, reports: reports.length, currency });
  }
}
