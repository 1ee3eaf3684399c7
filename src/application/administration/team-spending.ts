import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { Person } from '../../domain/common/person.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { NotificationPreferences, Preferences } from '../notifications/notification-preferences.ts';
import { monthlySpendingByPerson } from '../orders/monthly-spending.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents } from '../ports/documents.ts';

/** What somebody set, and whether they have people whose purchases they hear of. */
export interface NotificationSettings {
  readonly preferences: Preferences;
  readonly manages: boolean;
  readonly currency: string;
}

export interface TeamSpending {
  /** Minor units a month before tax, the dearest first; only those who spend something. */
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

/** What a manager sees of their people's purchases, and how everybody hears of things. */
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

  /** What the people whose manager somebody is spend. */
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
