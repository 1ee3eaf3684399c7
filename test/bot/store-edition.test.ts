import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { worldwide } from '../../cards/kit/links.ts';
import type { Account } from '../../src/domain/account/account.ts';
import { type HttpApp, idOf, press, startHttpApp } from './support/front-door.ts';

/** Everything that leads to buying or to what one pays with, as a press carries it. */
const BUYING_VERBS = /^(catalogue|buy|payment|profile|method|(add|edit|delete)-card|attach|detach|reactivate)$/;

let httpApp: HttpApp;
let noor = '';
beforeAll(async () => {
  httpApp = await startHttpApp({ env: { BUYING: 'off' } });
  noor = idOf(httpApp.app, 'many');
});
afterAll(() => httpApp.close());

interface Element {
  readonly type?: string;
  readonly title?: string;
  readonly text?: string;
  readonly url?: string;
  readonly verb?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Every element of a card, however deep. */
const elementsOf = (card: unknown): readonly Element[] =>
  typeof card !== 'object' || card === null ? [] : [card as Element, ...Object.values(card).flatMap(elementsOf)];

/** What a person says, and what stands on the card that answers it. */
async function cardFor(activity: object): Promise<readonly Element[]> {
  const firstPost = httpApp.posts.length;
  const response = await httpApp.post(httpApp.activity(noor, activity));
  const invokeBody = await response.text();
  const body = invokeBody || (httpApp.posts[firstPost]?.body ?? '');
  const parsed = JSON.parse(body);
  return elementsOf(parsed.value ?? parsed.attachments[0].content);
}

const textsOf = (elements: readonly Element[]) => elements.flatMap(({ text }) => text ?? []);
const account = async () =>
  (await httpApp.app.documents.read<Account>(`account/${httpApp.app.organisation.tenant}/${noor}`))?.value as Account;

test.each([
  ['my subscriptions', 'en-GB'],
  ['open Visio', 'en-GB'],
  ['home', 'en-GB'],
  ['thuis', 'nl-NL'],
  ['help', 'en-GB'],
  ['facturen', 'nl-NL'],
  ['my history', 'en-GB'],
  ['Who pays for this?', 'en-GB'],
])('where buying is off, nothing on the card for “%s” (%s) leads to buying or paying', async (text, locale) => {
  const card = await cardFor({ text, locale });
  expect(textsOf(card).length).toBeGreaterThan(2);
  const presses = card.filter(({ type }) => type?.startsWith('Action.'));
  expect(presses.filter(({ verb = '', data }) => BUYING_VERBS.test(verb || String(data?.verb)))).toEqual([]);
  expect(presses.filter(({ data }) => /\b(buy|kopen|payment|betaal)/.test(String(data?.text)))).toEqual([]);
  expect(
    card.filter((one) => one.type === 'ActionSet' && (one as { actions: unknown[] }).actions.length === 0),
  ).toEqual([]);
});

test.each([
  ['what can I buy', 'en-GB', 'products'],
  ['koop 3 Visio', 'nl-NL', 'products'],
  ['payment methods', 'en-GB', 'profiles'],
  ['kaart toevoegen', 'nl-NL', 'profiles'],
] as const)('“%s” (%s) leads to Microsoft’s own page', async (text, locale, page) => {
  const card = textsOf(await cardFor({ text, locale })).join(' ');
  expect(card).toContain(`](${worldwide[page]})`);
});

test('licences that cost money are not added, however it is asked for; removing and assigning go on', async () => {
  const before = await account();
  const [subscription] = before.subscriptions;
  for (const activity of [
    { text: '5 more Visio' },
    press('change', { subscription: subscription?.id, delta: 5 }),
    press('buy', { product: 'CFQ7TTC0HD33', quantity: 1 }),
    press('add-card', {}),
    press('reactivate', {}),
  ]) {
    await cardFor(activity);
    await cardFor(press('confirm', {}));
  }
  expect(await account()).toEqual(before);
  expect(textsOf(await cardFor({ text: 'remove 1 Visio' })).join(' ')).toMatch(/1/);
});
