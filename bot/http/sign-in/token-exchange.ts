import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod';
import { ConflictError, type Documents } from '../../../src/application/ports/ports.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { CONNECTION } from '../../channel/channel-renderer.ts';
import { ConversationState } from '../../turn/conversation-state.ts';
import type { ChatSignIn, Exchanged } from './chat-sign-in.ts';

const brought = z.object({
  id: z.string().max(200),
  connectionName: z.literal(CONNECTION),
  token: z.string().max(16_000),
});

interface TokenAnswerParts {
  readonly documents: Documents;
  readonly chat: ChatSignIn;
}

/** How a client is answered that brings a token, and what came of it if it is the first to know. */
export interface TokenAnswer {
  readonly answer: Partial<Activity>;
  readonly came?: Exchanged;
}

/** How often others may change the conversation meanwhile. */
const TRIES = 5;

/** Takes the token that a client of Teams brings: once, however many clients of one person bring theirs. */
export async function takeToken(
  { documents, chat }: TokenAnswerParts,
  activity: Activity,
  person: PersonId | undefined,
): Promise<TokenAnswer> {
  const { data } = brought.safeParse(activity.value);
  if (!data) return { answer: invoked(400, {}) };
  if (!person) return { answer: refusedFor(data.id) };
  for (let tries = 1; ; tries++) {
    const state = await ConversationState.read(documents, activity);
    const { waiting } = state.value;
    // What it was for is done, or a newer question has taken its place.
    if (waiting?.id !== data.id) return { answer: takenFor(data.id) };
    if (waiting.came) return { answer: waiting.came === 'done' ? takenFor(data.id) : refusedFor(data.id) };
    const came = await chat.exchange(person, data.token);
    state.value.waiting = { ...waiting, came };
    try {
      await state.save();
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === TRIES) throw error;
      continue;
    }
    return { answer: came === 'done' ? takenFor(data.id) : refusedFor(data.id), came };
  }
}

/** A client is told so that it shows the button: what it brought is not enough. */
const refusedFor = (id: string): Partial<Activity> =>
  invoked(412, { id, connectionName: CONNECTION, failureDetail: 'Sign in with the button.' });

const takenFor = (id: string): Partial<Activity> => invoked(200, { id, connectionName: CONNECTION });

export const invoked = (status: number, body: object): Partial<Activity> => ({
  type: ActivityTypes.InvokeResponse,
  value: { status, body },
});

/** For whom nobody could find out anything: the client shows its button. */
export const unfinished = ({ value }: Activity): Partial<Activity> =>
  refusedFor(brought.safeParse(value).data?.id ?? '');
