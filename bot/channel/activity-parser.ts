import { type Activity, ActivityTypes, Channels } from 'botbuilder';
import { z } from 'zod';
import type { Input } from '../../dialogs/engine/turn.ts';
import { sanitiseInput } from '../turn/sanitise-input.ts';

/** Whether the channel is Teams, or speaks its protocol: card presses are answered in place. */
export const isTeams = ({ channelId }: Pick<Activity, 'channelId'>): boolean => channelId === 'msteams';

/** Whether the channel can open Teams dialogs. The Playground on this computer speaks Teams' protocol, but cannot. */
export const supportsDialogs = (activity: Activity): boolean =>
  isTeams(activity) && !/^http:\/\/(?:localhost|127\.|\[::1\])/.test(activity.serviceUrl ?? '');

/** Whether the activity is a press on a card that expects its answer in the response. */
export const isCardInvoke = ({ type, name }: Activity): boolean =>
  type === ActivityTypes.Invoke && name === 'adaptiveCard/action';

/** Whether a Teams dialog is being opened. */
export const isDialogFetch = ({ type, name }: Activity): boolean =>
  type === ActivityTypes.Invoke && name === 'task/fetch';

/** Whether a Teams dialog was closed by its own page; its result is shown in the chat. */
export const isDialogSubmit = ({ type, name }: Activity): boolean =>
  type === ActivityTypes.Invoke && name === 'task/submit';

/** Whether a Teams client delivers a token for sign-in (`token`), or returns from the sign-in page (`back`). */
export const signInInvoke = ({ type, name }: Activity): 'token' | 'back' | undefined => {
  if (type !== ActivityTypes.Invoke) return undefined;
  if (name === 'signin/tokenExchange') return 'token';
  return name === 'signin/verifyState' ? 'back' : undefined;
};

/** Whether the activity says that a user is present. Channels send more than one for the same arrival. */
export function isArrival({ type, membersAdded, action }: Activity): boolean {
  if (type === ActivityTypes.InstallationUpdate) return action === 'add' || action === 'add-upgrade';
  return type === ActivityTypes.ConversationUpdate && (membersAdded ?? []).length > 0;
}

/** Whether the conversation is between one user and the bot. Purchases are shown nowhere else. */
export const isPrivate = ({ conversation }: Activity): boolean =>
  !conversation.isGroup && (conversation.conversationType || 'personal') === 'personal';

const channels: readonly string[] = Object.values(Channels);

/** The channel's name for logs and traces: one that Bot Framework lists, or `other`. */
export const channelName = ({ channelId }: Activity): string => (channels.includes(channelId) ? channelId : 'other');

const cardPress = z.looseObject({ verb: z.string().max(100), card: z.string().max(100).optional() });

const parsedInputs = new WeakMap<Activity, { readonly input: Input | undefined }>();

/** What the user did in an activity, or `undefined` if it is no user's doing. Each activity is parsed once. */
export function inputOf(activity: Activity): Input | undefined {
  const parsed = parsedInputs.get(activity) ?? { input: parseInput(activity) };
  parsedInputs.set(activity, parsed);
  return parsed.input;
}

function parseInput(activity: Activity): Input | undefined {
  if (isCardInvoke(activity)) {
    const action = (activity.value as { action?: { verb?: unknown; data?: object } } | undefined)?.action;
    return parseCardPress({ verb: action?.verb, ...action?.data });
  }
  // The chat page's own language selector.
  if (activity.type === ActivityTypes.Event && activity.name === 'language') {
    return parseCardPress({ verb: 'language', to: activity.value });
  }
  if (activity.type !== ActivityTypes.Message) return undefined;
  if (typeof activity.value === 'object' && activity.value !== null) return parseCardPress(activity.value);
  // Teams sends typed text a second time, as an HTML attachment.
  const hasFile = activity.attachments?.some(({ contentType }) => contentType !== 'text/html');
  if (hasFile) return { kind: 'file' };
  const { value: text, cardNumber } = sanitiseInput(textWithoutMention(activity));
  return { kind: 'text', text, ...(cardNumber && { cardNumber }) };
}

function parseCardPress(data: unknown): Input {
  const { value, cardNumber } = sanitiseInput(data);
  const parsed = cardPress.safeParse(value);
  if (!parsed.success) return { kind: 'card', verb: '', fields: {} };
  const { verb, card, ...fields } = parsed.data;
  return { kind: 'card', verb, ...(card && { card }), fields, ...(cardNumber && { cardNumber }) };
}

/** The text without the mention of the bot, which group chats put first. */
function textWithoutMention({ text = '', entities = [], recipient }: Activity): string {
  const mentions = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
  return mentions.reduce((rest, { text: mention }) => rest.replace(mention ?? '', ''), text ?? '').trim();
}
