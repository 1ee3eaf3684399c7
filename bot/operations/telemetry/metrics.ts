import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import product from '../../../package.json' with { type: 'json' };

/** What became of a turn: `unsent` was answered, but the channel did not take the answer. */
export type TurnOutcome = 'answered' | 'refused' | 'failed' | 'unsent';
/** What became of something that was asked of a system behind: a refusal is an answer too. */
export type CallOutcome = 'done' | 'refused' | 'failed';

const WRITE_OUTCOMES = ['kept', 'conflict', 'failed'] as const;
const BACKGROUND_WORK = ['telling', 'due', 'round', 'metrics'] as const;
const THROTTLED_BY = ['channel', 'graph', 'billing', 'desk'] as const;
/** What became of a write: one in conflict was overtaken by another. */
export type WriteOutcome = (typeof WRITE_OUTCOMES)[number];

/** Seconds. Teams gives up on a press after five. */
const TURN_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const CALL_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30];
const WRITE_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];

/**
 * What an operator looks at, as Prometheus reads it. Labels are words of the product's own, few of each: never what somebody
 * wrote, and nobody's id.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #registries = [this.registry];
  readonly turns = new Histogram({
    name: 'purchase_desk_turn_seconds',
    help: 'How long turns took, by what was wanted and what became of it.',
    labelNames: ['intent', 'outcome'],
    buckets: TURN_BUCKETS,
    registers: this.#registries,
  });
  readonly #throttled = new Counter({
    name: 'purchase_desk_throttled_total',
    help: 'What was too much: for a channel or a service, which answered 429, or of one person, for the desk.',
    labelNames: ['by'],
    registers: this.#registries,
  });
  readonly rejectedCallers = new Counter({
    name: 'purchase_desk_refused_authentications_total',
    help: 'Requests whose caller was not believed, by reason.',
    labelNames: ['reason'],
    registers: this.#registries,
  });
  readonly writes = new Histogram({
    name: 'purchase_desk_store_write_seconds',
    help: 'How long writes took until they were kept. A conflict was overtaken by another write and kept nothing.',
    labelNames: ['outcome'],
    buckets: WRITE_BUCKETS,
    registers: this.#registries,
  });
  readonly calls = new Histogram({
    name: 'purchase_desk_provider_seconds',
    help: 'How long the system of record took, by what was asked of it and what became of it.',
    labelNames: ['operation', 'outcome'],
    buckets: CALL_BUCKETS,
    registers: this.#registries,
  });
  readonly requests = new Histogram({
    name: 'purchase_desk_service_request_seconds',
    help: 'How long a single request to Microsoft Graph or Azure Billing took. Without an answer its status is 0.',
    labelNames: ['service', 'method', 'status'],
    buckets: CALL_BUCKETS,
    registers: this.#registries,
  });
  readonly #backgroundErrors = new Counter({
    name: 'purchase_desk_background_faults_total',
    help: 'What failed beside any turn and stays to be done.',
    labelNames: ['work'],
    registers: this.#registries,
  });
  readonly deliveries = new Gauge({
    name: 'purchase_desk_outbox_letters',
    help: 'What is still to be told: due now, failing so far, given up, or waiting for whoever never wrote.',
    labelNames: ['state'],
    registers: this.#registries,
  });
  readonly oldestDelivery = new Gauge({
    name: 'purchase_desk_outbox_oldest_seconds',
    help: 'For how long the oldest of what is due has been due, or has been tried in vain.',
    registers: this.#registries,
  });

  constructor() {
    new Gauge({
      name: 'purchase_desk_info',
      help: 'Always 1: which version runs.',
      labelNames: ['version'],
      registers: this.#registries,
    }).set({ version: product.version }, 1);
    // Prometheus sees what grows, not what appears: what an alert waits for is there, as 0, before its first time.
    for (const outcome of WRITE_OUTCOMES) this.writes.zero({ outcome });
    for (const work of BACKGROUND_WORK) this.#backgroundErrors.inc({ work }, 0);
    for (const by of THROTTLED_BY) this.#throttled.inc({ by }, 0);
  }

  /** Counts a fault beside any turn. */
  countBackgroundError(work: (typeof BACKGROUND_WORK)[number]): void {
    this.#backgroundErrors.inc({ work });
  }

  /** Counts that somebody was asked too much. */
  countThrottled(by: (typeof THROTTLED_BY)[number]): void {
    this.#throttled.inc({ by });
  }

  /** Watches the process too: once in a process. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}

/** Whether a fault is another system's word that it was asked too much. */
export const isThrottled = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 429;
