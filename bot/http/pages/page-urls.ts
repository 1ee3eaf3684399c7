import type { Card } from '../../../cards/kit/card.ts';

/** A card's button that opens the card form. Channels do not know it: it is rendered for each of them. */
interface PageAction {
  readonly type: 'Action.Submit';
  readonly page: true;
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The URLs of a turn's page buttons, by button data. */
export type PageUrls = ReadonlyMap<string, string>;

const isPageAction = (element: object): element is PageAction =>
  'page' in element && element.page === true && 'data' in element;

const actionKey = ({ data }: PageAction): string => JSON.stringify(data);

/** Creates a URL for every page button of a card. */
export async function createPageUrls(
  card: Card,
  createUrl: (data: PageAction['data']) => Promise<string>,
): Promise<readonly (readonly [string, string])[]> {
  const actions = new Map(findPageActions(card).map((action) => [actionKey(action), action]));
  return Promise.all([...actions].map(async ([key, { data }]) => [key, await createUrl(data)] as const));
}

function findPageActions(element: unknown): readonly PageAction[] {
  if (typeof element !== 'object' || element === null) return [];
  return isPageAction(element) ? [element] : Object.values(element).flatMap(findPageActions);
}

/** Renders the button for a channel: a dialog in Teams, a link where there is a URL, otherwise a regular button. */
export function renderPageAction(element: object, teams: boolean, urls: PageUrls | undefined): object | undefined {
  if (!isPageAction(element)) return undefined;
  const { page: _page, data, ...action } = element as PageAction & { style?: string };
  const url = urls?.get(actionKey(element));
  if (url !== undefined) return { type: 'Action.OpenUrl', title: action.title, style: action.style, url };
  return { ...action, data: teams ? { ...data, msteams: { type: 'task/fetch' } } : data };
}
