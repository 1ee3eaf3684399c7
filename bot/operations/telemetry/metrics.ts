import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import product from '../../../package.json' with { type: 'json' };

/** Outcome of a turn; `unsent`: the bot replied, but the channel did not accept the reply. */
export type TurnOutcome = 'answered' | 'refused' | 'failed' | 'unsent';
/** Outcome of a call to another system; a refusal is a regular answer. */
export type CallOutcome = 'done' | 'refused' | 'failed';

const WRITE_OUTCOMES = ['kept', 'conflict', 'failed'] as const;
const BACKGROUND_WORK = ['telling', 'due', 'round', 'metrics'] as const;
const THROTTLED_BY = ['channel', 'graph', 'billing', 'desk'] as const;
/** Outcome of a write; `conflict`: another write came first. */
export type WriteOutcome = (typeof WRITE_OUTCOMES)[number];

/** Seconds. Teams gives up on a button press after five. */
const TURN_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const CALL_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30];
const WRITE_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];

/**
 * The metrics that operators scrape with Prometheus. Labels take few values, defined here or in code: never user input or
 * identifiers.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #registries = [this.registry];
  readonly turns = new Histogram({
    name: 'purchase_desk_turn_seconds',
    help: 'Duration of turns by intent and outcome.',
    labelNames: ['intent', 'outcome'],
    buckets: TURN_BUCKETS,
    registers: this.#registries,
  });
  readonly #throttled = new Counter({
    name: 'purchase_desk_throttled_total',
    help: 'Throttled requests: 429 responses of a channel or service, and messages above the limit of one user (desk).',
    labelNames: ['by'],
    registers: this.#registries,
  });
  readonly rejectedCallers = new Counter({
    name: 'purchase_desk_refused_authentications_total',
    help: 'Requests whose caller could not be authenticated, by reason.',
    labelNames: ['reason'],
    registers: this.#registries,
  });
  readonly writes = new Histogram({
    name: 'purchase_desk_store_write_seconds',
    help: 'Duration of writes until they were durable. A write in conflict came after another one and stored nothing.',
    labelNames: ['outcome'],
    buckets: WRITE_BUCKETS,
    registers: this.#registries,
  });
  readonly calls = new Histogram({
    name: 'purchase_desk_provider_seconds',
    help: 'Duration of calls to the provider by operation and outcome.',
    labelNames: ['operation', 'outcome'],
    buckets: CALL_BUCKETS,
    registers: this.#registries,
  });
  readonly requests = new Histogram({
    name: 'purchase_desk_service_request_seconds',
    help: 'Duration of single requests to Microsoft Graph or Azure Billing. The status is 0 without a response.',
    labelNames: ['service', 'method', 'status'],
    buckets: CALL_BUCKETS,
    registers: this.#registries,
  });
  readonly #backgroundErrors = new Counter({
    name: 'purchase_desk_background_faults_total',
    help: 'Failures of background work, which is tried again.',
    labelNames: ['work'],
    registers: this.#registries,
  });
  readonly deliveries = new Gauge({
    name: 'purchase_desk_outbox_letters',
    help: 'Pending notification deliveries: due, failing, given up, or waiting for a user who never wrote to the bot.',
    labelNames: ['state'],
    registers: this.#registries,
  });
  readonly oldestDelivery = new Gauge({
    name: 'purchase_desk_outbox_oldest_seconds',
    help: 'Age of the oldest delivery that is due or failing.',
    registers: this.#registries,
  });

  constructor() {
    new Gauge({
      name: 'purchase_desk_info',
      help: 'Always 1; the label has the version.',
      labelNames: ['version'],
      registers: this.#registries,
    }).set({ version: product.version }, 1);
    // Alerts use increases, and Prometheus sees none in a series that appears: these series start at 0.
    for (const outcome of WRITE_OUTCOMES) this.writes.zero({ outcome });
    for (const work of BACKGROUND_WORK) this.#backgroundErrors.inc({ work }, 0);
    for (const by of THROTTLED_BY) this.#throttled.inc({ by }, 0);
  }

  /** Counts a failure of background work. */
  countBackgroundError(work: (typeof BACKGROUND_WORK)[number]): void {
    this.#backgroundErrors.inc({ work });
  }

  /** Counts a throttled request or message. */
  countThrottled(by: (typeof THROTTLED_BY)[number]): void {
    this.#throttled.inc({ by });
  }

  /** Adds the metrics of the process. Call once in a process. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}

/** Whether an error is a 429 response. */
export const isThrottled = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 429;
