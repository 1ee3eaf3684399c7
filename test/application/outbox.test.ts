import { setMaxListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import type { PurchaseDeskAdapter } from '../../bot/channel/bot-adapter.ts';
import { ChannelMessenger } from '../../bot/channel/channel-messenger.ts';
import { type Delivery, deliveryKey } from '../../src/application/notifications/delivery.ts';
import { NotificationPreferences } from '../../src/application/notifications/notification-preferences.ts';
import { Outbox } from '../../src/application/notifications/outbox.ts';
import { UserProfiles } from '../../src/application/people/user-profiles.ts';
import type { Documents, WriteOptions } from '../../src/application/ports/documents.ts';
import type { NotificationSource } from '../../src/application/ports/notification-source.ts';
import type { Notification } from '../../src/domain/account/notification.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { defaultRules } from '../../src/domain/common/rules.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { deep } from '../domain/support/arbitrary.ts';

const NOTIFICATIONS = deep ? 10_000 : 400;
const PEOPLE = NOTIFICATIONS / 20;
const START = Date.UTC(2026, 10, 22);

/** The same chances in the same order, every time. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

class Killed extends Error {}

/** A store as a process sees it that may be killed at any of its writes: before it, or just after. */
class Mortal implements Documents {
  readonly #inner: Documents;
  readonly #dies: () => 'before' | 'after' | undefined;
  dead = false;

  constructor(inner: Documents, dies: () => 'before' | 'after' | undefined) {
    this.#inner = inner;
    this.#dies = dies;
  }

  async #alive<T>(act: () => Promise<T>): Promise<T> {
    if (this.dead) throw new Killed();
    return act();
  }

  read = <T>(key: string) => this.#alive(() => this.#inner.read<T>(key));
  delete = (key: string) => this.#alive(() => this.#inner.delete(key));
  find = (query: Parameters<Documents['find']>[0]) => this.#alive(() => this.#inner.find(query));
  claim = (query: Parameters<Documents['claim']>[0]) => this.#alive(() => this.#inner.claim(query));
  tally = (...query: Parameters<Documents['tally']>) => this.#alive(() => this.#inner.tally(...query));

  write = <T>(key: string, value: T, options?: WriteOptions) =>
    this.#alive(async () => {
      const death = this.#dies();
      if (death) this.dead = true;
      if (death === 'before') throw new Killed();
      const version = await this.#inner.write(key, value, options);
      if (death === 'after') throw new Killed();
      return version;
    });
}

interface Accepted {
  readonly notice: string;
  readonly thread: string;
  readonly at: number;
  /** Whether the sender could know that it was delivered. */
  readonly knownPerson: boolean;
  readonly process: number;
}

/** A connector as Teams is on its worst day; it keeps what it took and when it was asked. */
class Connector {
  readonly accepted: Accepted[] = [];
  readonly requests = new Map<string, number[]>();
  readonly faults = new Map<string, number>();
  process = 0;
  readonly #chance: () => number;
  readonly #clock: () => number;
  #hanging = new AbortController();

  constructor(chance: () => number, clock: () => number) {
    this.#chance = chance;
    this.#clock = clock;
  }

  readonly adapter = {
    continueConversationAsync: async (
      _app: string,
      { conversation }: { conversation: { id: string } },
      logic: unknown,
    ) => {
      const say = (activity: object) => this.#say(conversation.id, activity);
      await (logic as (context: object) => Promise<void>)({ activity: {}, sendActivity: say });
    },
  } as unknown as Pick<PurchaseDeskAdapter, 'continueConversationAsync'>;

  /** Runs out for all who wait at the moment that one of them waits in vain. */
  patience(): AbortSignal {
    setMaxListeners(0, this.#hanging.signal);
    return this.#hanging.signal;
  }

  async #say(thread: string, activity: object): Promise<{ id: string }> {
    this.requests.set(thread, [...(this.requests.get(thread) ?? []), this.#clock()]);
    const notice = /notice-\d+/.exec(JSON.stringify(activity))?.[0] ?? '';
    const take = (knownPerson: boolean) => {
      const at = this.#clock();
      this.accepted.push({ notice, thread, at, knownPerson, process: this.process });
    };
    if (thread.endsWith('-blocks')) throw this.#fault(403);
    const chance = this.#chance();
    if (chance < 0.7) {
      take(true);
      return { id: `${this.accepted.length}` };
    }
    if (chance < 0.74) throw this.#fault(429);
    if (chance < 0.78) throw this.#fault(429, { headers: { get: () => '3' } });
    if (chance < 0.82) throw this.#fault(412);
    if (chance < 0.88) throw this.#fault([500, 502, 503, 504][Math.floor(this.#chance() * 4)] ?? 500);
    if (chance < 0.92) throw this.#fault('reset before it was taken');
    if (chance < 0.96) {
      take(false);
      throw this.#fault('reset after it was taken');
    }
    if (chance < 0.98) take(false);
    this.#fault(chance < 0.98 ? 'taken, then silence' : 'silence');
    setImmediate(() => {
      this.#hanging.abort();
      this.#hanging = new AbortController();
    });
    return new Promise(() => undefined);
  }

  #fault(what: number | string, response?: object): Error {
    this.faults.set(String(what), (this.faults.get(String(what)) ?? 0) + 1);
    const statusCode = typeof what === 'number' ? { statusCode: what, response } : { code: 'ECONNRESET' };
    return Object.assign(new Error('refused'), statusCode);
  }
}

/** Notices that lie in documents of their own, a document a person. */
const source = (documents: Documents): NotificationSource => ({
  async handOver(owner, take) {
    const stored = await documents.read<Notification[]>(`source/${owner.person}`);
    if (!stored?.value.length) return;
    await take(stored.value);
    await documents.write(`source/${owner.person}`, [], { ifVersion: stored.version });
  },
});

test(`${NOTIFICATIONS} notices through a channel at its worst, the process killed meanwhile: none lost, limits kept, every double explained`, async () => {
  const chance = chances(20_261_122);
  let now = START;
  const remaining = new MemoryDocuments();
  const connector = new Connector(chance, () => now);
  const ids = new Map<string, PersonId>();
  for (let one = 0; one < PEOPLE; one++) {
    const owner = { tenant: 't', person: `p${one}${one % 50 === 7 ? '-blocks' : ''}` };
    const address = { channelId: 'msteams', conversation: { id: owner.person } };
    await new UserProfiles(remaining).saveConversationReference(owner, address);
    const notifications = Array.from({ length: NOTIFICATIONS / PEOPLE }, (_, app): Notification => {
      const id = `notice-${one * 20 + app}`;
      ids.set(id, owner);
      const topic = { kind: 'card-expires', card: id, by: now, days: 30 } as const;
      return { id, to: 'purchaser', at: now, matter: topic };
    });
    await remaining.write(`source/${owner.person}`, notifications, {
      index: { kind: 'telling', of: 'source', ...owner },
    });
  }

  let kills = 0;
  const start = () => {
    connector.process++;
    const documents: Mortal = new Mortal(remaining, () => {
      if (chance() > 40 / NOTIFICATIONS) return undefined;
      kills++;
      return chance() < 0.5 ? 'before' : 'after';
    });
    const outbox = new Outbox({
      documents,
      sources: { source: source(documents) },
      composer: {
        compose: async (_about, topic) => {
          const card = { id: '', brand: 'Visa', lastFour: '4242', expires: now, holder: '', token: '' };
          return { kind: 'card-expires', card, paysFor: [topic.kind === 'card-expires' ? topic.card : ''] };
        },
      },
      preferences: new NotificationPreferences(documents, defaultRules),
      directory: { person: async () => undefined, administrators: async () => [], reports: async () => [] },
      messenger: new ChannelMessenger(connector.adapter, new UserProfiles(documents), {
        onError: () => undefined,
        sendTimeout: () => connector.patience(),
      }),
      clock: () => now,
      random: chance,
      onError: () => undefined,
    });
    return { documents, outbox };
  };

  let { documents, outbox } = start();
  for (;;) {
    const next = await outbox.run().catch(() => undefined);
    if (documents.dead) {
      now += 500;
      ({ documents, outbox } = start());
    } else if (next === undefined) break;
    else now = Math.max(now + 1, next);
  }

  const blocked = (id: string) => ids.get(id)?.person.endsWith('-blocks') === true;
  const stageOf = async (id: string) =>
    (await remaining.read<Delivery>(deliveryKey(ids.get(id) as PersonId, id)))?.value.stage.is;
  const lost: string[] = [];
  for (const id of ids.keys()) if ((await stageOf(id)) !== (blocked(id) ? 'undeliverable' : 'told')) lost.push(id);
  expect(lost).toEqual([]);
  const notified = new Set(connector.accepted.map(({ notice }) => notice));
  expect(notified.size).toBe([...ids.keys()].filter((id) => !blocked(id)).length);

  const before = new Map<string, Accepted>();
  const unexplained = connector.accepted.filter((one) => {
    const earlier = before.get(one.notice);
    before.set(one.notice, one);
    return earlier?.knownPerson === true && earlier.process === one.process;
  });
  expect(unexplained).toEqual([]);

  for (const times of connector.requests.values()) {
    for (const [messages, within] of [
      [7, 1_000],
      [8, 2_000],
      [60, 30_000],
      [1_800, 3_600_000],
    ] as const) {
      const busy = times.filter((at, index) => index >= messages && at - (times[index - messages] ?? 0) < within);
      expect(busy).toEqual([]);
    }
  }
  const all = [...connector.requests.values()].flat().sort((a, b) => a - b);
  expect(all.filter((at, index) => index >= 30 && at - (all[index - 30] ?? 0) < 1_000)).toEqual([]);
  expect(kills).toBeGreaterThan(0);
  const doubles = connector.accepted.length - notified.size;
  if (deep) console.info({ told: notified.size, doubles, kills, faults: Object.fromEntries(connector.faults) });
}, 1_200_000);
