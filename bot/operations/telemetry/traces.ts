import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import product from '../../../package.json' with { type: 'json' };

/** A collector that is away is told of once in this time: it disturbs nothing. */
const TELL_EVERY = 10 * 60_000;
/** Milliseconds that a collector may take. */
const PATIENCE = 5_000;

/**
 * Sends spans to a collector from now on.
 * @param endpoint the collector's base address
 * @param onLost told, not often, that the collector did not take some
 * @returns sends what is left, and ends
 */
export function startTraces(endpoint: string, onLost: () => void): () => Promise<void> {
  const url = new URL('v1/traces', endpoint.replace(/\/?$/, '/')).href;
  const exporter = new Telling(new OTLPTraceExporter({ url, timeoutMillis: PATIENCE }), onLost);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': product.name, 'service.version': product.version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: PATIENCE })],
  });
  provider.register();
  return () => provider.shutdown();
}

type Done = Parameters<SpanExporter['export']>[1];
/** What an exporter says when the collector took it. */
const TAKEN = 0;

/** An exporter that says when it does not get through. */
class Telling implements SpanExporter {
  readonly #inner: SpanExporter;
  readonly #onLost: () => void;
  #told = Number.NEGATIVE_INFINITY;

  constructor(inner: SpanExporter, onLost: () => void) {
    this.#inner = inner;
    this.#onLost = onLost;
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.#inner.export(spans, (result) => {
      if (result.code !== TAKEN && performance.now() - this.#told > TELL_EVERY) {
        this.#told = performance.now();
        this.#onLost();
      }
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#inner.shutdown();
  }
}
