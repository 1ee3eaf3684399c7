import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Documents } from '../../../src/application/ports/documents.ts';
import { retryOnConflict } from '../../../src/application/runtime/retry-on-conflict.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { CONNECTION, invokeResponse } from '../../channel/channel-renderer.ts';
import { ConversationState } from '../../turn/conversation/conversation-state.ts';
import type { ChatSignIn, TokenExchangeResult } from './chat-sign-in.ts';

const tokenSchema = z.object({
  id: z.string().max(200),
  connectionName: z.literal(CONNECTION),
  token: z.string().max(16_000),
});

interface TokenExchangeDeps {
  readonly documents: Documents;
  readonly chat: ChatSignIn;
}

/** The response to the client, and the result if this client was the first. */
export interface TokenExchangeReply {
  readonly response: Partial<Activity>;
  readonly result?: TokenExchangeResult;
}

/** Attempts when the conversation state changes at the same time. */
const MAX_ATTEMPTS = 5;

/** Exchanges the token that a Teams client sends: once, however many clients of the user send one. */
export async function exchangeToken(
  { documents, chat }: TokenExchangeDeps,
  activity: Activity,
  person: PersonId | undefined,
): Promise<TokenExchangeReply> {
  const { data } = tokenSchema.safeParse(activity.value);
  if (!data) return { response: invokeResponse({}, 400) };
  if (!person) return { response: rejectedResponse(data.id) };
  const attempt = async (): Promise<TokenExchangeReply> => {
    const state = await ConversationState.read(documents, activity);
    const { waiting } = state.value;
    // The sign-in request was completed, or a newer one replaced it.
    if (waiting?.id !== data.id) return { response: acceptedResponse(data.id) };
    if (waiting.came)
      return { response: waiting.came === 'done' ? acceptedResponse(data.id) : rejectedResponse(data.id) };
    const result = await chat.exchange(person, data.token);
    state.value.waiting = { ...waiting, came: result };
    await state.save();
    return { response: result === 'done' ? acceptedResponse(data.id) : rejectedResponse(data.id), result };
  };
  return retryOnConflict(data.id, attempt, MAX_ATTEMPTS);
}

/** Makes the client show the sign-in button: its token does not suffice. */
const rejectedResponse = (id: string): Partial<Activity> =>
  invokeResponse({ id, connectionName: CONNECTION, failureDetail: 'Sign in with the button.' }, 412);

const acceptedResponse = (id: string): Partial<Activity> => invokeResponse({ id, connectionName: CONNECTION });

/** The response when the exchange failed: the client shows the sign-in button. */
export const unresolvedResponse = ({ value }: Activity): Partial<Activity> =>
  rejectedResponse(tokenSchema.safeParse(value).data?.id ?? '');
