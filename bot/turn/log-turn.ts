import { ActivityTypes } from 'botbuilder';
import { FLOW_VERBS } from '../../dialogs/engine/router.ts';
import type { Input } from '../../dialogs/engine/turn.ts';
import { verbs } from '../../dialogs/understanding/intent.ts';
import { channelName } from '../channel/activity-parser.ts';
import { externalError, internalError } from '../operations/loggable-error.ts';
import { isThrottled, type TurnOutcome } from '../operations/telemetry/metrics.ts';
import type { TurnTrace } from './conversation/conversation-queue.ts';
import type { Reply } from './reply.ts';
import type { BotDeps } from './turn-deps.ts';

type LogTurnDeps = Pick<BotDeps, 'log' | 'clock' | 'metrics'> & TurnTrace;

/** Answers a turn, sends the reply, and writes one log line with nothing personal in it, metrics and trace attributes. */
export async function logTurn(
  deps: LogTurnDeps,
  reply: Reply,
  input: Input | undefined,
  answer: () => Promise<void>,
): Promise<void> {
  const { activity, surface } = reply;
  const { log, clock, reference, span, metrics } = deps;
  const [startedAt, start] = [clock(), performance.now()];
  const faults: TurnFaults = {
    ...(await captureFault('answer', answer, (error) => surface.fail(reference, error))),
    // A reply that does not arrive does not undo the answer, so the two faults are told apart.
    ...(await captureFault('sending', () => reply.send())),
  };
  const line = {
    reference,
    channel: channelName(activity),
    activity: activityTypes.includes(activity.type) ? activity.type : 'other',
    ...loggableInput(input),
  };
  log[hasFailed(faults) ? 'error' : 'info']({ ...line, ms: Math.round(clock() - startedAt), ...faults }, 'turn');
  const intent = surface.intent ?? line.activity;
  const outcome = outcomeOf(faults, surface.refuses);
  span.setAttributes({ intent, outcome });
  metrics.turns.observe({ intent, outcome }, (performance.now() - start) / 1_000);
  if (isThrottled(faults.sending)) metrics.countThrottled('channel');
}

const activityTypes: readonly string[] = Object.values(ActivityTypes);

type Fault = ReturnType<typeof externalError>;

export interface TurnFaults {
  readonly answer?: Fault;
  readonly sending?: Fault;
}

export const hasFailed = (faults: TurnFaults): boolean => Object.keys(faults).length > 0;

const outcomeOf = (faults: TurnFaults, isRefused: boolean): TurnOutcome => {
  if (faults.answer) return 'failed';
  if (faults.sending) return 'unsent';
  return isRefused ? 'refused' : 'answered';
};

/** Runs a step of a turn and returns its error, loggable, under the step's name. */
export async function captureFault(
  step: 'answer' | 'sending',
  run: () => Promise<void>,
  onError: (error: unknown) => void = () => undefined,
): Promise<TurnFaults> {
  try {
    await run();
    return {};
  } catch (error) {
    onError(error);
    // A channel's error message may quote what was sent to it.
    return { [step]: step === 'sending' ? externalError(error) : internalError(error) };
  }
}

/** The kind of input and its verb. A verb that the bot does not know may hold the user's own text. */
function loggableInput(input: Input | undefined) {
  if (input?.kind !== 'card') return input ? { input: input.kind } : {};
  return { input: input.kind, verb: verbs.has(input.verb) || FLOW_VERBS.includes(input.verb) ? input.verb : 'other' };
}
