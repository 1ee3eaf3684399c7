import { expect, test } from '@jest/globals';
import { answerLine } from '../../scripts/understanding/understand-lines.ts';

const ask = (after: readonly string[], say: string, locale = 'en-GB') => {
  const { kind, intent } = answerLine({ say, locale, today: '2026-11-22', after });
  return kind === 'sure' ? intent : kind;
};

test.each<[string, readonly string[], string, object]>([
  ['en-GB', ['show visio plan 2'], 'cancel it', { verb: 'cancel', product: 'Visio Plan 2' }],
  ['en-GB', ['how much is visio plan 2'], 'and planner?', { verb: 'price', product: 'Planner Plan 1' }],
  ['en-GB', ['5 more visio plan 2'], 'no, 12', { verb: 'change', product: 'Visio Plan 2', delta: 12 }],
  ['en-GB', ['5 more visio plan 2'], 'actually make that 6', { verb: 'change', product: 'Visio Plan 2', delta: 6 }],
  ['en-GB', ['set visio plan 2 to 9'], 'make it 12', { verb: 'change', product: 'Visio Plan 2', total: 12 }],
  [
    'nl-NL',
    ['wijs visio plan 2 toe aan Sanne Wouters'],
    'nee, Sanne Timmermans',
    { verb: 'assign', product: 'Visio Plan 2', people: ['Sanne Timmermans'] },
  ],
  [
    'en-GB',
    ['assign copilot to Milan'],
    'same for Lotte',
    { verb: 'assign', product: 'Microsoft 365 Copilot', people: ['Lotte'] },
  ],
  [
    'nl-NL',
    ['facturen van oktober'],
    'en van september?',
    { verb: 'invoices', period: { from: '2026-09-01', to: '2026-09-30' } },
  ],
  ['nl-NL', ['zeg planner op'], 'te duur', { verb: 'cancel', product: 'Planner Plan 1', reason: 'te duur' }],
  ['en-GB', ['buy 3 clipchamp'], 'yearly', { verb: 'buy', product: 'Clipchamp Premium', quantity: 3, plan: 'annual' }],
  ['en-GB', ['cancel visio'], 'the second one', { verb: 'cancel', product: 'Visio Plan 2' }],
])('%s: after %j, “%s”', (locale, after, say, intent) => {
  expect(ask(after, say, locale)).toEqual(intent);
});

test('two wishes: the first is done, the second follows', () => {
  const answer = answerLine({ say: 'add 3 to visio plan 2 and remove 2 from planner', locale: 'en-GB' });
  expect(answer).toMatchObject({
    intent: { verb: 'change', product: 'Visio Plan 2', delta: 3 },
    next: { verb: 'change', product: 'Planner Plan 1', delta: -2 },
  });
});
