import type { Activity, ConversationReference } from 'botbuilder';

/**
 * What the channel needs for proactive messages to this user, without names. It is the same for every message of a
 * conversation, so it is stored once.
 */
export function conversationReference(activity: Activity): Partial<ConversationReference> {
  const { channelId, serviceUrl, locale, from, recipient, conversation } = activity;
  const { id, tenantId, conversationType, isGroup = false } = conversation;
  return {
    channelId,
    serviceUrl,
    ...(locale && { locale }),
    user: { id: from.id, ...(from.aadObjectId && { aadObjectId: from.aadObjectId }), name: '' },
    ...(recipient && { bot: { id: recipient.id, name: '' } }),
    conversation: { id, isGroup, name: '', conversationType, ...(tenantId && { tenantId }) },
  };
}
