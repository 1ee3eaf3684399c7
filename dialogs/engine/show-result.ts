import type { Card } from '../../cards/kit/card.ts';
import { refusalCard } from '../../cards/kit/refusal-card.ts';
import type { Result } from '../../src/domain/common/result.ts';
import type { Turn } from './turn.ts';

/** Shows the card of a successful result, or why the result was refused. */
export const showResult = <Value>(
  { output, t }: Pick<Turn, 'output' | 't'>,
  result: Result<Value>,
  cardOf: (value: Value) => Card,
): void => output.show(result.ok ? cardOf(result.value) : refusalCard(result.refusal, t));
