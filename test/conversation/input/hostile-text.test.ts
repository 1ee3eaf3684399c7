import { describe, expect, test } from '@jest/globals';
import { escapeMarkdown, personName } from '../../../cards/kit/markdown.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

/** What Markdown, HTML, templates and other scripts could make of a text. */
const ELEMENTS = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template that must not be carried out
  '${$root}${1+1}',
  '[pay](https://evil.example.com) ![i](https://evil.example.com/i.png)',
  '<a href="https://evil.example.com">x</a> **bold** _it_ `code`',
  'abc\u202edcba\u2066\u200b\u00ad\ufeff\u061c\u{e0041}\u3164end\u2028next',
  `Z${'\u0335\u0348'.repeat(200)}`,
];
const HOSTILE = ELEMENTS.join(' ');
/** The same from its end: of much only the beginning is shown. */
const REVERSED = ELEMENTS.toReversed().join(' ');

/** Every string on a card but what its buttons carry and what stands in its fields. */
function readOn(element: unknown): readonly string[] {
  if (typeof element === 'string') return [element];
  if (typeof element !== 'object' || element === null) return [];
  const { data: _data, value: _value, ...rest } = element as Record<string, unknown>;
  return Object.values(rest).flatMap(readOn);
}

function harmless(card: RenderedCard): void {
  for (const text of readOn(card.card)) {
    expect(text).not.toMatch(/(?!\ufe0f)[\p{Cf}\p{Cs}\p{Zl}\p{Default_Ignorable_Code_Point}]/u);
    expect(text).not.toMatch(/\p{M}{5}/u);
  }
  expect(card.text).not.toMatch(/(?<!\\)\]\(https:\/\/evil|(?<!\\)<a|(?<!\\)\*\*bold|(?<!\\)`code/);
  // Nothing in it was carried out.
  expect(card.text).not.toMatch(/\[object|\bundefined\b/);
}

test('plain text is one line of what can be read, with nothing for Markdown to find', () => {
  expect(escapeMarkdown(HOSTILE)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]|\p{M}{5}|(?<!\\)[[\]()<>*_`]/u);
  expect(personName('Zoë  de \u202eVries\n')).toBe('Zoë\u00a0\u00a0de\u00a0Vries\u00a0');
  expect(escapeMarkdown('1. naïve ❤️ ไทย हिन्दी שָׁלוֹם')).toBe('1\\. naïve ❤️ ไทย हिन्दी שָׁלוֹם');
});

describe.each(shapes)('in %s form', (shape) => {
  test('what is typed into any field is shown as it is, and carries nothing out', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const pressed = async (open: string, button: string, fields: Record<string, unknown>) => {
      await noor.say(open);
      harmless(await noor.press(button, fields));
    };
    for (const text of [REVERSED, HOSTILE]) {
      await pressed('change Power BI Pro', 'Review', { total: text });
      await pressed('assign Project Plan 3', 'Find', { find: text });
      await pressed('what can I buy', 'Find', { find: text.slice(0, 90) });
      await pressed('cancel Power BI Pro', 'Review', { reason: 'something-else', feedback: text });
    }
    expect(noor.card.text).toContain('{$root}');
  });

  test('a reason written by one person does no harm on the card of another', async () => {
    const app = await testApp();
    const thijs = new ChatDriver(app, shape, 'Thijs van der Meulen');
    const noor = new ChatDriver(app, shape, 'many');
    for (const one of [thijs, noor]) await one.say('help');
    const form = await thijs.say('ask for a Power BI licence');
    harmless(await thijs.press('Review', { people: form.fields[0]?.value, why: HOSTILE }));
    await thijs.press('Ask for 1');
    await app.composition.outbox.run();
    expect(noor.card.title).toBe('Thijs van der Meulen asks for Power BI Pro');
    expect(noor.card.text).toContain('evil.example.com');
    harmless(noor.card);
  });

  test('nor does a name from the channel', async () => {
    const app = await testApp();
    const chat = new ChatDriver(app, shape, 'many');
    const from = { id: '29:stranger', aadObjectId: 'stranger', name: HOSTILE.repeat(200) };
    const shownCard = await chat.send({
      type: 'message',
      text: 'home',
      ...(shape === 'teams' && { from: from as never }),
    });
    harmless(shownCard);
    expect(JSON.stringify(shownCard.card).length).toBeLessThan(20_000);
  });

  test.each([
    'set \u202ePower BI Pro\u202c to 25',
    'set Power\u200b BI\u00ad Pro to 25',
    `help${'\u0335'.repeat(200_000)}`,
  ])('odd letters in a sentence are answered: %#', async (sentText) => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    harmless(await noor.say(sentText));
    expect(noor.card.lines).not.toContain('That did not work');
  });
});
