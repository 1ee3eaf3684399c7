import { describe, expect, test } from '@jest/globals';
import { translationsFor } from '../../cards/kit/locale.ts';
import {
  escapeMarkdown,
  joinMarkdown,
  md,
  type PlainText,
  personName,
  unescapeMarkdown,
} from '../../cards/kit/markdown.ts';
import { translated } from '../../cards/kit/translated.ts';
import type { Person } from '../../src/domain/common/person.ts';
import { ChatDriver, shapes, testApp } from '../conversation/support/chat-driver.ts';
import type { RenderedCard } from '../conversation/support/rendered-card.ts';

const VISIO = 'Visio *Plan* 2 (old) [1]';
const POWER_BI = 'Power_BI Pro (never)';

test('unescaping gives the text back', () => {
  for (const text of ['a', '*a* _b_ [c](d) `e` <f> \\g ~h #i', '- a', '12. a', '1.5', 'a - b. + c']) {
    expect(unescapeMarkdown(escapeMarkdown(text))).toBe(text);
  }
});

test('composed Markdown escapes each part once', () => {
  const elements = [escapeMarkdown('a*'), personName('Jo (b)')];
  expect(joinMarkdown(elements, ' · ')).toBe('a\\* · Jo\u00a0\\(b\\)');
  expect(md`${escapeMarkdown('a*')} × ${translationsFor().number(5)}`).toBe('a\\* × 5');
});

test('what is escaped cannot be escaped again, and does not get onto a button', () => {
  // @ts-expect-error It is Markdown already.
  escapeMarkdown(escapeMarkdown('a'));
  // @ts-expect-error A button shows plain text.
  const title: PlainText = escapeMarkdown('a');
  const { sold } = translated({ sold: (who: string, what: string) => `${who} sold ${what}` });
  // @ts-expect-error A mixture would be half escaped.
  sold(escapeMarkdown('a'), 'b');
  expect(title).toBe('a');
});

const renamed = (person: Person): Person => ({ ...person, name: `${person.name} (never)` });

/** The organisation, in which products and all people have Markdown in their names. */
const app = () =>
  testApp({
    terms: ({ terms }) => ({
      ...terms,
      products: new Map(
        [...terms.products].map(([id, product]) => {
          const name = { 'Visio Plan 2': VISIO, 'Power BI Pro': POWER_BI }[product.name] ?? product.name;
          return [id, { ...product, name }];
        }),
      ),
    }),
    directory: ({ person, search, team, reports }) => ({
      person: async (...args) => {
        const match = await person(...args);
        return match && renamed(match);
      },
      search: async (...args) => (await search(...args)).map(renamed),
      team: async (...args) => (await team(...args)).map(renamed),
      reports: async (...args) => (await reports(...args)).map(renamed),
    }),
  });

/** What is read as Markdown on a card, and what is shown as it is. */
function textsOf(element: unknown): { markdown: readonly string[]; plain: readonly string[] } {
  const markdown: string[] = [];
  const plain: string[] = [];
  const visit = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    const { data: _data, value: _value, url: _url, ...shownCard } = one as Record<string, unknown>;
    for (const [name, value] of Object.entries(shownCard)) {
      if (typeof value !== 'string') visit(value);
      else if (shownCard.type === 'TextBlock' && name === 'text') markdown.push(value);
      else if (name !== '$schema') plain.push(value);
    }
  };
  visit(element);
  return { markdown, plain };
}

/** Every name on the card is escaped once where Markdown is read, and not at all elsewhere. */
function expectShown(card: RenderedCard, ...names: readonly string[]): void {
  const { markdown, plain } = textsOf(card.card);
  const readable = markdown.join('\n').replaceAll('\u00a0', ' ');
  for (const name of names) expect(readable).toContain(escapeMarkdown(name));
  expect(readable).not.toMatch(/\\\\/);
  expect(readable.replace(/\\./g, '')).not.toMatch(/never\)|\*Plan|Power_|\(old/);
  expect(plain.filter((text) => text.includes('\\'))).toEqual([]);
}

describe.each(shapes)('in %s form', (shape) => {
  test('a product’s name is shown as it is on a choice, a list, a review, a receipt and a notification', async () => {
    const testedApp = await app();
    const [noor, iris] = [new ChatDriver(testedApp, shape, 'many'), new ChatDriver(testedApp, shape, 'manager')];
    for (const one of [noor, iris]) await one.say('help');
    expectShown(await noor.say('change licences'), VISIO, POWER_BI);
    expectShown(await noor.say('my subscriptions'), POWER_BI);
    expectShown(await noor.say('home'));
    expectShown(await noor.say('set Power BI Pro to 25'), POWER_BI);
    expectShown(await noor.press('Pay'), POWER_BI);
    await testedApp.composition.scheduler.runDue();
    await testedApp.composition.outbox.run();
    expectShown(iris.card, POWER_BI, 'Noor de Vries (never)');
    expectShown(await iris.press('Team spending'), 'Noor de Vries (never)');
    expectShown(await noor.say('my history'), POWER_BI);
    expectShown(await noor.say('last invoice'));
    expectShown(await noor.say('did I buy 5 more Visio 2'));
  });

  test('a person’s name is shown as it is where licences are assigned', async () => {
    const noor = new ChatDriver(await app(), shape, 'many');
    const form = await noor.say('assign Project Plan 3');
    expectShown(form);
    const match = await noor.press('Find', { find: 'Jan de Boer' });
    expectShown(match);
    const [person] = match.choices;
    expect(person?.title).toContain('(never)');
    expectShown(await noor.press('Review', { people: person?.value }), 'Jan de Boer (never)');
    expectShown(await noor.press('Assign'), 'Jan de Boer (never)');
  });

  test('names are shown as they are on a request, in the list of requests and to those who decide', async () => {
    const testedApp = await app();
    const thijs = new ChatDriver(testedApp, shape, 'Thijs van der Meulen');
    const noor = new ChatDriver(testedApp, shape, 'many');
    for (const one of [thijs, noor]) await one.say('help');
    const form = await thijs.say('ask for a Power BI licence');
    const review = await thijs.press('Review', { people: form.fields[0]?.value, why: 'because *I* must (now)' });
    expectShown(review, POWER_BI, 'because *I* must (now)');
    await thijs.press('Ask for 1');
    expectShown(await thijs.say('my requests'), POWER_BI);
    await testedApp.composition.outbox.run();
    expectShown(noor.card, POWER_BI, 'Thijs van der Meulen (never)');
    expectShown(await noor.say('requests to decide'), POWER_BI, 'Thijs van der Meulen (never)');
  });

  test('administrators see names as they are', async () => {
    const femke = new ChatDriver(await app(), shape, 'administrator');
    expectShown(await femke.say('all purchases'));
    expectShown(await femke.say('total of all purchases'), POWER_BI);
    expectShown(await femke.say('policy'), POWER_BI);
  });
});
