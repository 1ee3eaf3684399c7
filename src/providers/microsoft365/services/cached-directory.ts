import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Directory, Organisations } from '../../../application/ports/directory.ts';
import type { Instant } from '../../../domain/common/time.ts';

/** Milliseconds for which a reply about names, managers and roles is reused. */
const LIFETIME = 60_000;
const MAX_REPLIES = 10_000;

interface CachedReply {
  readonly expires: Instant;
  readonly reply: Promise<unknown>;
}

/**
 * A directory whose replies are reused for a minute: one turn asks for the same people many times. Code that assigns licences
 * uses the directory itself.
 */
export function cachedDirectory<D extends Directory & Organisations>(
  directory: D,
  clock: Clock,
): Directory & Organisations {
  const replies = new LRUCache<string, CachedReply>({ max: MAX_REPLIES });

  function cached<T>(fetch: (...args: string[]) => Promise<T>, method: string) {
    return (...args: string[]): Promise<T> => {
      const key = JSON.stringify([method, ...args]);
      const cachedReply = replies.get(key);
      if (cachedReply && clock() < cachedReply.expires) return cachedReply.reply as Promise<T>;
      const reply = fetch(...args);
      replies.set(key, { expires: clock() + LIFETIME, reply });
      // An error is not reused.
      reply.catch(() => replies.delete(key));
      return reply;
    };
  }

  return {
    person: cached((tenant = '', id = '') => directory.person(tenant, id), 'person'),
    team: cached((tenant = '', id = '') => directory.team(tenant, id), 'team'),
    reports: cached((tenant = '', id = '') => directory.reports(tenant, id), 'reports'),
    administrators: cached((tenant = '') => directory.administrators(tenant), 'administrators'),
    organisationName: cached((tenant = '') => directory.organisationName(tenant), 'organisation'),
    search: (tenant, text, limit) => directory.search(tenant, text, limit),
  };
}
