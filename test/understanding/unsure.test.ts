import { expect, test } from '@jest/globals';
import { clarifyCard } from '../../cards/help/clarify-card.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import type { Intent } from '../../dialogs/understanding/intent.ts';

const renderUnsureCard = (nearest: readonly Intent[], locale: string) => {
  const json = JSON.stringify(clarifyCard(nearest, false, translationsFor(locale)));
  expect(json).not.toMatch(/\$\{|undefined|NaN|\[object/);
  return json.replaceAll('\\\\', '').replaceAll('\u00a0', ' ');
};

test('what may have been meant is said in words, and pressing it means just that', () => {
  const change: Intent = { verb: 'change', product: 'Visio Plan 2', total: 1200 };
  const buy: Intent = { verb: 'buy', product: 'Visio Plan 2', quantity: 12 };
  const card = renderUnsureCard([change, buy], 'en-GB');
  for (const text of ['Did you mean one of these?', 'Set Visio Plan 2 to 1,200 licences', 'Buy 12 × Visio Plan 2'])
    expect(card).toContain(text);
  expect(card).toContain(JSON.stringify({ product: 'Visio Plan 2', total: 1200, verb: 'change' }));
});

test.each<[Intent, string, string]>([
  [{ verb: 'change', product: 'F3', delta: -1 }, 'Remove 1 licence from F3', '1 licentie verwijderen van F3'],
  [{ verb: 'change', delta: 5 }, 'Add 5 licences', '5 licenties toevoegen'],
  [{ verb: 'recurring', product: 'F3', on: false }, 'Stop renewing F3', 'F3 niet meer automatisch verlengen'],
  [
    { verb: 'assign', product: 'F3', people: ['Noor', 'Bo'] },
    'Assign F3 to Noor and Bo',
    'F3 aan Noor en Bo toewijzen',
  ],
  [{ verb: 'unassign', people: ['Noor'] }, 'Unassign a licence from Noor', 'Een licentie bij Noor intrekken'],
  [{ verb: 'cancel', product: 'F3' }, 'Cancel F3', 'Abonnement op F3 opzeggen'],
  [{ verb: 'help', topic: 'refunds' }, 'Read about refunds', 'Lezen over terugbetaling'],
  [
    { verb: 'invoices', period: { from: '2026-03-01', to: '2026-05-31' } },
    'Show the invoices of 1 Mar 2026 – 31 May 2026',
    'Facturen tonen van 1 mrt 2026 – 31 mei 2026',
  ],
])('%j is worded in both languages', (intent, english, dutch) => {
  expect(renderUnsureCard([intent, { verb: 'help' }], 'en-GB')).toContain(english);
  expect(renderUnsureCard([intent, { verb: 'help' }], 'nl-NL')).toContain(dutch);
});
