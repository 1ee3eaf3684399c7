import { withSpan } from './instrumented.ts';
import type { Metrics } from './metrics.ts';

/**
 * Wraps `fetch` so that each request is timed by service, method and status, and has a span. Neither contains the URL, which
 * names people and what they bought.
 * @param graph base URL of Microsoft Graph; all other URLs are Azure Billing
 */
export const instrumentedFetch =
  (inner: typeof fetch, graph: string, metrics: Pick<Metrics, 'requests' | 'countThrottled'>): typeof fetch =>
  (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const service = url.startsWith(graph) ? 'graph' : 'billing';
    const { method = 'GET' } = init ?? {};
    return withSpan(`${service}.${method}`, async (span) => {
      const start = performance.now();
      let status = 0;
      try {
        const response = await inner(input, init);
        status = response.status;
        if (status === 429) metrics.countThrottled(service);
        return response;
      } finally {
        span.setAttribute('status', status);
        metrics.requests.observe({ service, method, status }, (performance.now() - start) / 1_000);
      }
    });
  };
