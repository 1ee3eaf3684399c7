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
const REPORT_INTERVAL = 10 * 60_000;
/** Milliseconds that a collector may take. */
const EXPORT_TIMEOUT = 5_000;

/**
 * Sends spans to a collector from now on.
 * @param endpoint the collector's base address
 * @param onExportFailure told, not often, that the collector did not take some
 * @returns sends what is left, and ends
 */
export function startTracing(endpoint: string, onExportFailure: () => void): () => Promise<void> {
  const url = new URL('v1/traces', endpoint.replace(/\/?$/, '/')).href;
  const exporter = new ReportingExporter(
    new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT }),
    onExportFailure,
  );
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': product.name, 'service.version': product.version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_TIMEOUT })],
  });
  provider.register();
  return () => provider.shutdown();
}

type ResultCallback = Parameters<SpanExporter['export']>[1];
/** What an exporter says when the collector took it. */
const SUCCESS = 0;

/** An exporter that says when it does not get through. */
class ReportingExporter implements SpanExporter {
  readonly #inner: SpanExporter;
  readonly #onExportFailure: () => void;
  #lastReport = Number.NEGATIVE_INFINITY;

  constructor(inner: SpanExporter, onExportFailure: () => void) {
    this.#inner = inner;
    this.#onExportFailure = onExportFailure;
  }

  export(spans: ReadableSpan[], done: ResultCallback): void {
    this.#inner.export(spans, (result) => {
      if (result.code !== SUCCESS && performance.now() - this.#lastReport > REPORT_INTERVAL) {
        this.#lastReport = performance.now();
        this.#onExportFailure();
      }
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#inner.shutdown();
  }
}
