import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { SignInRequiredError } from '../../../src/application/ports/errors.ts';
import type { CallOutcome } from './metrics.ts';

const tracer = trace.getTracer('purchase-desk');

/** Told of everything that was asked, what became of it, and in how many seconds. */
export type CallObserver = (operation: string, outcome: CallOutcome, seconds: number) => void;

/** Does something within a span of its own; of what it throws only the kind is kept, as a message may name somebody. */
export function withSpan<T>(name: string, operation: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, async (span) => {
    try {
      return await operation(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : typeof error });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * The same object, each call that gives a promise in a span, and told of. What it is asked with is in neither: it says who
 * somebody is.
 */
export const instrumented = <T extends object>(name: string, target: T, observe: CallObserver = () => undefined): T =>
  new Proxy(target, {
    get(_target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      return (...args: unknown[]): unknown => {
        const start = performance.now();
        const report = (outcome: CallOutcome) => observe(key, outcome, (performance.now() - start) / 1_000);
        return withSpan(`${name}.${key}`, async (span) => {
          try {
            const result: unknown = await Reflect.apply(value, target, args);
            const outcome = outcomeOf(result);
            span.setAttribute('outcome', outcome);
            report(outcome);
            return result;
          } catch (error) {
            // Whoever is to sign in first is told so: nothing is wrong with what was asked.
            report(error instanceof SignInRequiredError ? 'refused' : 'failed');
            throw error;
          }
        });
      };
    },
  });

/** A refusal is a value. */
const outcomeOf = (value: unknown): CallOutcome =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false ? 'refused' : 'done';
