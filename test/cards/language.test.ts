import { expect, test } from '@jest/globals';
import { formatsFor } from '../../cards/kit/formats.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import { escapeMarkdown, personName, usageBar } from '../../cards/kit/markdown.ts';
import { ChatDriver, shapes, testApp } from '../conversation/support/chat-driver.ts';
import { deep } from '../domain/support/arbitrary.ts';

/** Sentences that between them bring out every card there is. */
const tour = {
  en: [
    'home',
    'my subscriptions',
    'change licences',
    'change visio',
    'help',
    'language',
    'be',
    'nonsense',
    'undo',
    'set F3 to 9',
    'my invoices',
    'last invoice',
    'invoices until 2025',
    'invoices from 31 February',
    'invoice ABCD-0001',
    'spending',
    'spending 2024',
    'my history',
    'payment',
    'add card',
    'all purchases',
    'purchases of people who left',
    'total of all purchases',
    'policy',
    'my requests',
    'requests to decide',
    'request Python in Excel',
    '4242 4242 4242 4242',
  ],
  nl: [
    'start',
    'mijn abonnementen',
    'licenties wijzigen',
    'wijzig visio',
    'help',
    'taal',
    'wees',
    'onzin',
    'terugdraaien',
    'zet F3 op 9',
    'mijn facturen',
    'laatste factuur',
    'facturen tot 2025',
    'facturen van 31 februari',
    'factuur ABCD-0001',
    'uitgaven',
    'uitgaven 2024',
    'mijn geschiedenis',
    'betaling',
    'kaart toevoegen',
    'alle aankopen',
    'aankopen van mensen die weg zijn',
    'totaal van alle aankopen',
    'beleid',
    'mijn aanvragen',
    'te beoordelen aanvragen',
    'vraag Python in Excel aan',
    '4242 4242 4242 4242',
  ],
};
const flow = {
  en: ['set Power BI Pro to 12', 'set Power BI Pro to 25', 'set Power BI Pro to 18', 'change Power BI Pro'],
  nl: ['zet Power BI Pro op 12', 'zet Power BI Pro op 25', 'zet Power BI Pro op 18', 'wijzig Power BI Pro'],
};

const bodies = (card: object): Record<string, unknown>[] =>
  Object.values(card).flatMap((one) => (typeof one === 'object' && one !== null ? [one, ...bodies(one)] : []));

const all = shapes.flatMap((shape) => (['en-GB', 'nl-NL'] as const).map((locale) => [shape, locale] as const));

// Each shape and each language every time; every pair of them at length.
test.each(deep ? all : all.filter((_one, at) => at === 0 || at === all.length - 1))(
  'every card in %s form and %s is bound whole, fits its screen and keeps to the card language',
  async (shape, locale) => {
    const t = translationsFor(locale);
    for (const role of ['many', 'none', 'old-invoices', 'manager', 'administrator', 'guest']) {
      const chat = new ChatDriver(await testApp(), shape, role, locale);
      await chat.deliver({ type: 'conversationUpdate', membersAdded: [{ id: 'bot', name: '' }] });
      for (const body of [...tour[t.lang], ...flow[t.lang]]) {
        const { card } = await chat.say(body);
        const json = JSON.stringify(card);
        expect(json).not.toMatch(/\$\{|undefined|\bNaN\b|\[object/);
        expect(json.length).toBeLessThan(80_000);
        expect(card.version).toBe('1.5');
        expect(card.fallbackText).not.toBe('');
        const sets = bodies(card).filter(({ type }) => type === 'ActionSet') as unknown as {
          actions: { title: string }[];
        }[];
        expect(sets.flatMap(({ actions }) => actions).length).toBeLessThanOrEqual(6);
        for (const { actions } of sets) {
          const deliveries = actions.reduce((sum, { title }) => sum + title.length, 0);
          expect([deliveries, actions.length <= 1 || deliveries <= (actions.length === 2 ? 28 : 24), actions]).toEqual([
            deliveries,
            true,
            actions,
          ]);
        }
        for (const { type, text, size } of bodies(card)) {
          if (type !== 'TextBlock') continue;
          expect(['Small', 'Default', 'Large', 'ExtraLarge', undefined]).toContain(size);
          expect(text).not.toBe('');
        }
      }
    }
  },
);

test('values beside a label are short enough not to break', async () => {
  const chat = new ChatDriver(await testApp(), 'teams', 'many', 'nl-NL');
  for (const body of [...flow.nl, 'mijn abonnementen', 'mijn facturen', 'laatste factuur', 'uitgaven']) {
    const { card } = await chat.say(body);
    const values = bodies(card).filter(({ horizontalAlignment }) => horizontalAlignment === 'Right');
    for (const { text } of values) expect([text, String(text).length <= 22]).toEqual([text, true]);
  }
});

test('and so are those of everybody’s purchases', async () => {
  for (const [locale, all, totals, policy] of [
    ['nl-NL', 'alle aankopen', 'totalen', 'beleid'],
    ['en-GB', 'all purchases', 'totals', 'policy'],
  ] as const) {
    const femke = new ChatDriver(await testApp(), 'teams', 'administrator', locale);
    const { card } = await femke.say(all);
    const rows = bodies(card).flatMap(({ type, data }) =>
      type === 'Action.Execute' ? [data as { verb?: string }] : [],
    );
    const cards = [card, (await femke.say(totals)).card, (await femke.say(policy)).card];
    for (const data of rows.filter(({ verb }) => verb === 'purchase')) {
      cards.push((await femke.build('purchase', data)).card);
    }
    expect(cards.length).toBe(13);
    for (const { text, horizontalAlignment } of cards.flatMap(bodies)) {
      if (horizontalAlignment === 'Right') expect([text, String(text).length <= 22]).toEqual([text, true]);
    }
  }
});

test('what could be Markdown, a list or another direction of writing is shown as it is', () => {
  expect(escapeMarkdown('*a* _b_ [c](d) `e` <f>')).toBe('\\*a\\* \\_b\\_ \\[c\\]\\(d\\) \\`e\\` \\<f\\>');
  expect(escapeMarkdown('- a')).toBe('\\- a');
  expect(escapeMarkdown('12. a')).toBe('12\\. a');
  expect(escapeMarkdown('a\u202eb\u0007c')).toBe('ab c');
  expect(personName('Sanne Bakker-van den Berg')).toBe('Sanne\u00a0Bakker-van\u00a0den\u00a0Berg');
});

test('the bar shows at least one square when anything is used, and a full one in another colour when too much is', () => {
  expect(usageBar(0, 20).text).toBe('□'.repeat(10));
  expect(usageBar(1, 1000).text).toBe(`■${'□'.repeat(9)}`);
  expect(usageBar(17, 20).text).toBe(`${'■'.repeat(8)}□□`);
  expect(usageBar(12, 10)).toEqual({ text: '■'.repeat(10), color: 'Attention' });
});

test('money, dates and numbers are written as their locale writes them, and never broken', () => {
  const [en, nl] = [formatsFor('en-GB'), formatsFor('nl-NL')];
  expect([en.money(120_430, 'EUR'), nl.money(120_430, 'EUR')]).toEqual(['€1,204.30', '€\u00a01.204,30']);
  expect([en.money(-645, 'EUR'), nl.money(-645, 'EUR')]).toEqual(['−€6.45', '€\u00a0−6,45']);
  expect(en.money(1_204, 'JPY')).toBe('JP¥1,204');
  const at = Date.UTC(2026, 10, 29, 12, 4);
  expect([en.moment(at), nl.moment(at)]).toEqual([
    '29\u00a0Nov\u00a02026,\u00a012:04\u00a0UTC',
    '29\u00a0nov\u00a02026\u00a012:04\u00a0UTC',
  ]);
});

test('an unknown language is English, and a made-up locale is not kept', () => {
  expect(translationsFor('fr-FR').locale).toBe('en-GB');
  expect(translationsFor('nl-x-'.padEnd(500, 'y')).locale).toBe('nl-NL');
  expect(translationsFor('nl-BE').locale).toBe('nl-BE');
});
