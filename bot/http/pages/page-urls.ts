import type { Card } from '../../../cards/kit/card.ts';

/** A button that opens the page for card details, as cards carry it: no channel knows it by itself. */
interface PageAction {
  readonly type: 'Action.Submit';
  readonly page: true;
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Where each of a turn's page buttons leads, by what it carries. */
export type PageUrls = ReadonlyMap<string, string>;

const isPageAction = (element: object): element is PageAction =>
  'page' in element && element.page === true && 'data' in element;

const actionKey = ({ data }: PageAction): string => JSON.stringify(data);

/** Gives every page button of a card an address. */
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

/** The button as a channel takes it: a dialog in Teams, an address elsewhere, a press where neither is there. */
export function renderPageAction(element: object, teams: boolean, urls: PageUrls | undefined): object | undefined {
  if (!isPageAction(element)) return undefined;
  const { page: _page, data, ...action } = element as PageAction & { style?: string };
  const url = urls?.get(actionKey(element));
  if (url !== undefined) return { type: 'Action.OpenUrl', title: action.title, style: action.style, url };
  return { ...action, data: teams ? { ...data, msteams: { type: 'task/fetch' } } : data };
}
