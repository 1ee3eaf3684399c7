import type { Activity, ConversationReference } from 'botbuilder';
import type { Card } from '../../cards/kit/card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { messageCard } from '../../cards/kit/message-card.ts';
import type { Input } from '../../dialogs/engine/turn.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { BotDeps, ResumeConversation } from './turn-deps.ts';

type GroupChatDeps = Pick<BotDeps, 'userProfiles'> & { readonly resumeConversation: ResumeConversation };

/**
 * Answers text from a group chat in the user's private chat, and returns the card that tells the group so. Presses are
 * not acted on: the bot shows no cards with purchases in a group.
 */
export async function answerGroupChat(
  { userProfiles, resumeConversation }: GroupChatDeps,
  person: PersonId,
  { activity, input }: { readonly activity: Activity; readonly input: Input | undefined },
  t: Translations,
): Promise<Card> {
  const { address } = await userProfiles.get(person);
  const privateChat = (address as Partial<ConversationReference> | undefined)?.conversation?.id;
  // A turn that waited for another one of its own conversation would wait for ever.
  const canResume = privateChat !== activity.conversation.id && input?.kind === 'text' && input.text !== '';
  const isAnswered = canResume && (await resumeConversation(person, input));
  const { groupChat, notUnderstood } = t.messages;
  const message = isAnswered
    ? { title: groupChat.privateReply, sentences: [groupChat.privateReplyText] }
    : { title: groupChat.title, sentences: [groupChat.text] };
  return messageCard({ eyebrow: { text: notUnderstood.eyebrow }, ...message, buttons: [] }, t);
}
