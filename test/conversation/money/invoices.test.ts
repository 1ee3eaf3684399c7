import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

const DAY = 86_400_000;

describe.each(shapes)('in %s form', (shape) => {
  test('invoices of the last 3 months are shown newest first, five on a card, with what all of them come to (RULES S10)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const first = await noor.say('my invoices');
    expect(first.eyebrow).toBe('Invoices');
    expect(first.caption).toBe('1 to 5 of 26 · 22 Aug 2026 to 22 Nov 2026 · incl. tax');
    const accounts = [...amounts(first)];
    const dates = [...datesOn(first)];
    for (let card = first; card.buttons.some((title) => title.startsWith('Next')); ) {
      card = await noor.press('Next');
      accounts.push(...amounts(card));
      dates.push(...datesOn(card));
    }
    expect(accounts).toHaveLength(26);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(minor(first.title ?? '')).toBe(accounts.reduce((sum, amount) => sum + amount, 0));
    expect((await noor.press('Previous')).caption).toContain('21 to 25 of 26');
  });

  test('when the last 3 months hold none, the last 6 are shown and the card says so (RULES S10)', async () => {
    const tom = new ChatDriver(await testApp(), shape, 'old-invoices');
    const card = await tom.say('my invoices');
    expect(card.text).toContain('There are none in the last 3 months: these are from the last 6.');
    expect(card.caption).toBe('2 invoices · 22 May 2026 to 22 Nov 2026 · incl. tax');
    const dutch = new ChatDriver(await testApp(), shape, 'old-invoices', 'nl-NL');
    expect((await dutch.say('mijn facturen')).text).toContain('In de laatste 3 maanden zijn er geen');
  });

  test('who has none at all is offered a date range (RULES S10)', async () => {
    const fem = new ChatDriver(await testApp(), shape, 'none', 'nl-NL');
    const card = await fem.say('facturen');
    expect(card.header).toMatchObject({
      eyebrow: 'Facturen',
      title: 'Geen facturen',
      caption: '22 mei 2026 t/m 22 nov 2026',
    });
    expect(card.field).toMatchObject({ type: 'Input.Date', id: 'from', value: '2026-05-22', max: '2026-11-22' });
    const none = await fem.press('Facturen tonen', { from: '2025-01-01', to: '2025-12-31' });
    expect(none.text).toContain('In deze periode zijn er geen.');
    expect((await fem.say('laatste factuur')).title).toBe('U hebt nog geen facturen');
    expect((await fem.say('uitgaven')).title).toBe('Er is niets uitgegeven');
  });

  test('another period is asked for with two dates, and its pages stay within it (RULES S10)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('invoices');
    const form = await noor.press('Other period');
    expect(form.header).toMatchObject({ eyebrow: 'Invoices', title: 'Which period?' });
    expect(form.text).not.toContain('is not a date');
    const card = await noor.press('Show invoices', { from: '2026-03-01', to: '2026-05-31' });
    expect(card.caption).toMatch(/^1 to 5 of \d+ · 1 Mar 2026 to 31 May 2026 · incl\. tax$/);
    expect((await noor.press('Next')).caption).toMatch(/^6 to .* 1 Mar 2026 to 31 May 2026/);
    expect((await noor.say('invoices from March to May')).lines).toEqual(card.lines);
    const dutch = await noor.say('facturen van maart tot en met mei');
    expect(dutch.caption).toContain('1 mrt 2026 t/m 31 mei 2026');
    expect(dutch.buttons).toContain('Altijd in het Nederlands antwoorden');
  });

  test.each([
    ['reversed', '2026-05-31', '2026-03-01', '31 May 2026 is after 1 Mar 2026. Enter the earlier date first.'],
    ['in the future', '2026-11-01', '2026-11-23', '23 Nov 2026 is still to come. Enter today or an earlier date.'],
    ['of more than 7 years', '2019-01-01', '2026-11-22', 'That is more than 7 years. Enter a shorter period.'],
    ['that are none', '2026-02-30', '2026-03-01', '“2026-02-30” is not a date. Enter both dates'],
    ['with words', 'banana', '2026-03-01', '“banana” is not a date. Enter both dates'],
    ['of which one is missing', '', '2026-03-01', 'A date is missing. Enter both dates'],
    ['with too much in them', 'x'.repeat(10_000), '<script>', '” is not a date.'],
    ['with a number', 12, 13, '“12” is not a date.'],
    ['with nothing of the kind', null, ['a'], '“null” is not a date.'],
  ])(
    'dates %s are refused with a sentence under the fields, and nothing changed',
    async (_name, from, to, sentence) => {
      const noor = new ChatDriver(await testApp(), shape, 'many');
      await noor.say('invoices');
      await noor.press('Other period');
      const refused = await noor.press('Show invoices', { from, to });
      expect(refused.text).toContain(sentence);
      expect(refused.buttons).toContain('Show invoices');
      const shownCard = await noor.press('Show invoices', { from: '2026-11-01', to: '2026-11-22' });
      expect(shownCard.caption).toContain('1 Nov 2026 to 22 Nov 2026');
    },
  );

  test('dates where no date picker is may be written as people write them, the day first', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', 'nl-NL');
    await noor.say('facturen');
    await noor.press('Andere periode');
    const card = await noor.press('Facturen tonen', { from: '1-3-2026', to: '31 mei 2026' });
    expect(card.caption).toContain('1 mrt 2026 t/m 31 mei 2026');
  });

  test('a period that is not there or still to come gets the form with what is wrong', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    expect((await noor.say('invoices from 31 February')).text).toContain('“31 February” is not a date.');
    expect((await noor.say('invoices for December 2030')).text).toContain('1 Dec 2030 is still to come.');
  });

  test('an invoice shows its state, card, lines, who caused them, tax and total (RULES #17)', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('5 more Power BI Pro');
    await noor.press('Pay');
    const order = noor.card.value('Order') ?? '';
    const card = await noor.say('last invoice');
    expect(card.header).toMatchObject({
      eyebrow: 'Invoice 44H2-0124',
      state: 'Paid',
      number: '€21.96',
      caption: '22 Nov 2026 · Visa •••• 4242',
    });
    expect(card.lines).toEqual(
      expect.arrayContaining([
        'Add quantity',
        'Power BI Pro · 5 licences · 9 of 30 days',
        `Noor de Vries · order ${order}`,
      ]),
    );
    expect([card.value('Net'), card.value('Tax 21%'), card.value('Total')]).toEqual(['€18.15', '€3.81', '€21.96']);
    expect(card.buttons).toEqual(['PDF', 'CSV', 'All invoices', 'Question']);
    expect(card.button('Question')).toMatchObject({ verb: 'support', data: { about: '44H2-0124' } });
    await noor.say('undo');
    await noor.press('Remove 5');
    const refund = await noor.say('show the last invoice');
    expect(refund.header).toMatchObject({ eyebrow: 'Invoice 44H2-0125', state: 'Refunded', number: '−€21.96' });
    expect(refund.lines).toContain('Remove quantity');
  });

  test('an invoice is opened from the list or by its number, in either language', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('invoices');
    const pressed = await noor.press('21 Nov 2026');
    expect(pressed.eyebrow).toBe('Invoice 44H2-0123');
    expect((await noor.say('invoice 44h2-0123')).lines).toEqual(pressed.lines);
    expect((await noor.say('factuur nummer 44H2-0123')).lines).toEqual(pressed.lines);
    expect((await noor.press('All invoices')).eyebrow).toBe('Invoices');
  });

  test.each(['44H2-9999', 'HGHD-0001', '../x', 'x'.repeat(200)])('“%s” is no invoice of hers', async (number) => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const card = await noor.send(pressing(shape, { verb: 'invoice', number }));
    expect(card.eyebrow).toBe('Not possible · nothing changed');
    expect(card.title).toMatch(/^You have no invoice/);
  });

  test('what was spent is shown by product and month, with refunds taken off (RULES #17)', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const before = await noor.say('what did I spend');
    expect(before.header).toMatchObject({ eyebrow: 'Spending', title: '1 Jun 2026 to 22 Nov 2026' });
    const months = ['Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov'].map((month) =>
      minor(before.value(`${month} 2026`) ?? ''),
    );
    expect(months.reduce((sum, month) => sum + month, 0)).toBe(minor(before.number ?? ''));
    await noor.say('5 more Power BI Pro');
    await noor.press('Pay');
    const after = await noor.say('spending');
    expect(minor(after.number ?? '') - minor(before.number ?? '')).toBe(2196);
    await noor.say('undo');
    await noor.press('Remove 5');
    expect((await noor.say('spending')).lines).toEqual(before.lines);
    expect((await noor.press('Last 12 months')).title).toBe('1 Dec 2025 to 22 Nov 2026');
    expect((await noor.press('Invoices')).caption).toContain('1 Dec 2025 to 22 Nov 2026');
    expect((await noor.say('wat heb ik uitgegeven in maart')).title).toBe('1 mrt 2026 t/m 31 mrt 2026');
  });

  test('spending is a chart: Teams draws it itself, elsewhere it is a picture with its numbers as text', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const { card } = await noor.say('spending');
    const chart = card.body.find((one) => /^(?:Chart|Image)/.test(String((one as { type: string }).type)));
    if (shape === 'emulator') {
      expect(chart).toMatchObject({
        type: 'Image',
        url: expect.stringMatching(/\/invoices\/2026-06-01_2026-11-22\.svg\?/),
      });
      expect((chart as { altText: string }).altText).toMatch(/^Spending by month: Jun.2026 €12,473\.81, /);
      return;
    }
    const { type, stacked, data } = chart as never as {
      type: string;
      stacked: boolean;
      data: { legend: string; color: string; values: { x: string; y: number }[] }[];
    };
    expect([type, stacked, data.length]).toEqual(['Chart.VerticalBar.Grouped', true, 5]);
    const june = data.reduce((sum, { values }) => sum + Math.round((values[0]?.y ?? 0) * 100), 0);
    expect(june).toBe(1_247_381);
  });

  test.each([
    ['reversed', '2026-05-31', '2026-03-01', /is after/],
    ['to come', '2030-01-01', '2030-02-01', /still to come/],
    ['too long', '2001-01-01', '2026-01-01', /more than 7 years/],
  ])('a period that is %s gives no spending, and a sentence', async (_name, from, to, sentence) => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const card = await noor.send(pressing(shape, { verb: 'spend', period: { from, to } }));
    expect(card.text).toMatch(sentence);
  });

  test('guests have no invoices and no spending (RULES #1)', async () => {
    const guest = new ChatDriver(await testApp(), shape, 'guest');
    for (const content of ['my invoices', 'invoices 2025', 'last invoice', 'invoice 44H2-0001', 'spending']) {
      expect((await guest.say(content)).title).toBe('Guests cannot buy or change');
    }
  });

  test('links to papers are made anew each time a card is shown', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many', 'nl-NL');
    const first = linkOn(await noor.say('laatste factuur'), 'PDF');
    app.pass(60_000);
    const second = linkOn(await noor.say('laatste factuur'), 'PDF');
    expect(first).toMatch(/^http:\/\/localhost:3978\/invoices\/44H2-0123\.pdf\?/);
    expect(second).not.toBe(first);
  });

  test('a renewal is on an invoice at the first read after it', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    app.pass(10 * DAY);
    const card = await noor.say('invoices this month');
    expect(card.caption).toContain('1 Dec 2026 to 2 Dec 2026');
    expect(card.text).toContain('1 Dec 2026');
  });
});

function pressing(shape: string, { verb, ...data }: { verb: string; [field: string]: unknown }) {
  return shape === 'teams'
    ? {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: 'shown',
        value: { action: { type: 'Action.Execute', verb, data } },
      }
    : { type: 'message', value: { verb, ...data } };
}

const minor = (text: string): number => {
  const amount = Number(text.replace(/[^\d]/g, ''));
  return text.includes('−') ? -amount : amount;
};

const amounts = ({ lines }: RenderedCard): readonly number[] =>
  lines
    .slice(3)
    .filter((line) => /€/.test(line))
    .map(minor);

const datesOn = ({ lines }: RenderedCard): readonly number[] =>
  lines
    .slice(3)
    .filter((line) => /^\d+ \w+ \d{4}$/.test(line))
    .map((line) => Date.parse(`${line.replace('Sept', 'Sep')} UTC`));

const linkOn = ({ card }: RenderedCard, title: string): string =>
  new RegExp(`"title":"${title}","url":"([^"]+)"`).exec(JSON.stringify(card))?.[1] ?? '';

test('whatever is sent in place of a period, a number or a page, there is an answer', async () => {
  const noor = new ChatDriver(await testApp(), 'emulator', 'many');
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('2026-01-01', '31 mei'),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('invoices', 'invoice', 'spend'), junk, junk, junk, async (verb, a, b, c) => {
      const value = { verb, period: c, from: a, to: b, number: a, page: b, which: c };
      const without = Object.fromEntries(
        Object.entries(value).filter(([name]) => name === 'verb' || (a !== null && name !== 'period')),
      );
      for (const sent of [value, without]) {
        const { card } = await noor.send({ type: 'message', value: sent });
        expect(JSON.stringify(card)).not.toMatch(/That did not work|\$\{|undefined|NaN/);
      }
    }),
    { seed: 20261122, numRuns: 150 },
  );
});
