import type { Clock } from '../../../application/ports/clock.ts';
import type { Directory, Organisations } from '../../../application/ports/directory.ts';
import type { Instant } from '../../../domain/common/time.ts';

/** Milliseconds for which what the directory said is said again: names, managers, roles. */
const WHILE = 60_000;
const MOST = 10_000;

/**
 * A directory that says again what it just said: a turn asks for the same people many times. Whoever writes licences asks the
 * directory itself.
 */
export function remembered<D extends Directory & Organisations>(directory: D, clock: Clock): Directory & Organisations {
  const said = new Map<string, { readonly until: Instant; readonly answer: Promise<unknown> }>();

  function again<T>(ask: (...of: string[]) => Promise<T>, name: string) {
    return (...of: string[]): Promise<T> => {
      const key = JSON.stringify([name, ...of]);
      const known = said.get(key);
      if (known && clock() < known.until) return known.answer as Promise<T>;
      const answer = ask(...of);
      if (said.size >= MOST) said.clear();
      said.set(key, { until: clock() + WHILE, answer });
      // What could not be said is asked for again.
      answer.catch(() => said.delete(key));
      return answer;
    };
  }

  return {
    person: again((tenant = '', id = '') => directory.person(tenant, id), 'person'),
    team: again((tenant = '', id = '') => directory.team(tenant, id), 'team'),
    reports: again((tenant = '', id = '') => directory.reports(tenant, id), 'reports'),
    administrators: again((tenant = '') => directory.administrators(tenant), 'administrators'),
    organisationName: again((tenant = '') => directory.organisationName(tenant), 'organisation'),
    search: (tenant, text, limit) => directory.search(tenant, text, limit),
  };
}
