import { ActionTypes, type Activity, ActivityTypes, CardFactory } from 'botbuilder';
import type { Card } from '../../cards/kit/card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { type PageUrls, renderPageAction } from '../http/pages/page-urls.ts';
import { isTeams } from './activity-parser.ts';
import { type Chart, renderChart } from './chart-renderer.ts';

/** The name of the sign-in connection in Teams; its answers repeat it. */
export const CONNECTION = 'purchase-desk';

/** A request to sign in, which Teams clients answer without the user where they can. */
export interface SignInRequest {
  /** Identifies the request; every client's answer repeats it. */
  readonly id: string;
  /** The resource that the token is for. */
  readonly resource: string;
  /** The sign-in page, for clients that cannot get a token. */
  readonly url: string;
  readonly t: Translations;
}

/** The card as a press on it finds it: which card it is, and which card it replaces. */
interface CardIds {
  readonly card?: string | undefined;
  readonly follows?: string | undefined;
}

/** Renders a card for its channel; each of its buttons carries the card's `id`. */
export const renderCard = (card: Card, teams: boolean, { id, urls }: RenderOptions = {}): Card => ({
  ...card,
  body: card.body.map((element) => renderElement(element, { id, teams, urls }) as object),
});

interface RenderOptions {
  readonly id?: string | undefined;
  /** The addresses of the card's page buttons. */
  readonly urls?: PageUrls;
}

type ElementOptions = { readonly [K in keyof Required<RenderOptions>]: RenderOptions[K] } & { readonly teams: boolean };

function renderElement(element: unknown, options: ElementOptions): unknown {
  const { id, teams, urls } = options;
  if (Array.isArray(element)) {
    return element.flatMap((one) => (teams || !isEmptyPicker(one) ? [renderElement(one, options)] : []));
  }
  if (typeof element !== 'object' || element === null) return element;
  const page = renderPageAction(element, teams, urls);
  if (page) return page;
  if ('type' in element && element.type === 'Action.Execute') {
    const { verb, ...action } = element as { verb?: string; data?: object };
    const data = { ...action.data, ...(id && { card: id }) };
    // The Emulator and Web Chat draw Action.Execute, but a press on it does nothing.
    return teams ? { ...action, verb, data } : { ...action, type: 'Action.Submit', data };
  }
  if ('type' in element && element.type === 'Chart') return renderChart(element as unknown as Chart, teams);
  // Only Teams can search the organisation's directory; other channels get a list of checkboxes.
  const { 'choices.data': directory, ...rest } = element as { 'choices.data'?: object };
  const native = teams || directory === undefined ? element : { ...rest, style: 'expanded' };
  return Object.fromEntries(Object.entries(native).map(([name, value]) => [name, renderElement(value, options)]));
}

/** Whether a people picker has no choices of its own: Web Chat and the Emulator draw no part of a card that has one. */
const isEmptyPicker = (element: unknown): boolean =>
  typeof element === 'object' &&
  element !== null &&
  'choices.data' in element &&
  'choices' in element &&
  Array.isArray(element.choices) &&
  element.choices.length === 0;

/** A message with a rendered card. */
export const cardMessage = (content: Card, { card, follows }: CardIds = {}): Partial<Activity> => ({
  type: ActivityTypes.Message,
  summary: content.fallbackText,
  attachments: [CardFactory.adaptiveCard(content)],
  // Teams knows a card by its message; in other channels a card names itself and the one it follows.
  channelData: { ...(card && { card }), ...(follows && { follows }) },
});

/** A message with a card, outside any turn. */
export const messageFor = (card: Card, channel: Pick<Activity, 'channelId'>): Partial<Activity> =>
  cardMessage(renderCard(card, isTeams(channel)));

/** The response to an invoke. */
export const invokeResponse = (body: object, status = 200): Partial<Activity> => ({
  type: ActivityTypes.InvokeResponse,
  value: { status, body },
});

/** The response to a card press that replaces the card. */
export const cardResponse = (value: Card): Partial<Activity> =>
  invokeResponse({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value });

/** The response to a card press that keeps the card and shows a sentence beside it. */
export const sentenceResponse = (value: string): Partial<Activity> =>
  invokeResponse({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });

/** Teams clients answer it with a token, unseen by the user; the button is for when that is not enough. */
export function signInMessage({ id, resource, url, t }: SignInRequest): Partial<Activity> {
  const { title, text } = t.signIn.chat;
  const content = {
    text: `${title}. ${text}`,
    connectionName: CONNECTION,
    tokenExchangeResource: { id, uri: resource },
    buttons: [{ type: ActionTypes.Signin, title: t.signIn.button, value: url }],
  };
  return {
    type: ActivityTypes.Message,
    summary: title,
    attachments: [{ contentType: CardFactory.contentTypes.oauthCard, content }],
  };
}
