import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { SignInRequiredError } from '../../../src/application/ports/errors.ts';
import type { CallOutcome } from './metrics.ts';

const tracer = trace.getTracer('purchase-desk');

/** Receives the name, outcome and duration in seconds of every call. */
export type CallObserver = (operation: string, outcome: CallOutcome, seconds: number) => void;

/** Runs an operation in a span. Of an error the span gets only the name, because a message may name people. */
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
 * Wraps an object so that each method call has a span and is observed. Neither contains the arguments, which identify
 * people.
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
            // That the user must sign in first is an answer, not a failure.
            report(error instanceof SignInRequiredError ? 'refused' : 'failed');
            throw error;
          }
        });
      };
    },
  });

/** A refusal is a value, not an exception. */
const outcomeOf = (value: unknown): CallOutcome =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false ? 'refused' : 'done';
