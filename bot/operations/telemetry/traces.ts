import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import product from '../../../package.json' with { type: 'json' };

/** Milliseconds between two reports that the collector cannot be reached. */
const REPORT_INTERVAL = 10 * 60_000;
/** Milliseconds that the collector may take to respond. */
const EXPORT_TIMEOUT = 5_000;

/**
 * Starts sending spans to a collector.
 * @param endpoint the collector's base URL
 * @param onExportFailure called when the collector did not accept spans, at most once every ten minutes
 * @returns a function that sends the remaining spans and stops
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
/** Result code for spans that the collector accepted. */
const SUCCESS = 0;

/** Wraps an exporter and reports failures. */
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
