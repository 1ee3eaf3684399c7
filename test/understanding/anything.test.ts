import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { intentSchema } from '../../dialogs/understanding/intent.ts';
import { isAct } from '../../dialogs/understanding/understand.ts';
import { allExamples } from '../../scripts/understanding/examples.ts';
import { understandSentence } from './data.ts';

const expectValidIntents = (text: string) => {
  const result = understandSentence(text);
  if (result.kind === 'unknown') return;
  for (const intent of result.kind === 'sure' ? [result.intent] : result.candidates)
    expect(intentSchema.safeParse(intent).success).toBe(true);
};
const words = allExamples()
  .filter((_, at) => at % 20 === 0)
  .flatMap(({ text }) => text.split(' '));

test('any text is understood, asked about or unknown, and what comes of it can be pressed', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 4_000 }), expectValidIntents), { seed: 20261122 });
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectValidIntents), { seed: 20261122 });
});

test('so are words of real sentences in any order', () => {
  const mixed = fc.array(fc.constantFrom(...words, '__proto__', 'constructor', ',', '12'), { maxLength: 20 });
  fc.assert(
    fc.property(mixed, (some) => expectValidIntents(some.join(' '))),
    { seed: 20261122, numRuns: 1_000 },
  );
});

test('long text takes time in proportion to its length, whatever it repeats', () => {
  const elements = [
    'a',
    'a.',
    '1.',
    '1,',
    '@',
    'a@',
    '<',
    "o'",
    'van ',
    'de ',
    'visio ',
    'power bi ',
    'one hundred ',
    'Noor, ',
  ];
  for (const part of [
    ...elements,
    '-',
    ' ',
    '\u0301',
    'geen meer ',
    'half a ',
    'from 1 to ',
    'invoices 1-1-',
    'licentie',
  ])
    for (const end of ['', '!', ' x']) {
      const text = part.repeat(4_000).slice(0, 4_000 - end.length) + end;
      // CPU time, not wall time: other processes can slow the test down.
      const before = process.cpuUsage();
      expectValidIntents(text);
      const { user, system } = process.cpuUsage(before);
      expect({ part, slow: user + system > 500_000 }).toEqual({ part, slow: false });
    }
});

test.each(['__proto__', 'constructor', 'show me __proto__', 'toString', 'buy 3 hasOwnProperty'])(
  '“%s” is a word like any other',
  (text) => {
    expectValidIntents(text);
    expect(Object.prototype).not.toHaveProperty('verb');
  },
);

test('more text than a sentence has is unknown', () => {
  expect(understandSentence(`set Visio 2 to 12 ${'please '.repeat(1_000)}`)).toEqual({ kind: 'unknown' });
});

test.each(['12', 'twelve', 'Noor de Vries, Milan Jansen', 'banana', 'Visio Plan 2', 'yes', 'ja graag'])(
  '“%s” wants nothing by itself: it may answer what was asked',
  (text) => {
    expect(understandSentence(text)).toEqual({ kind: 'unknown' });
  },
);

test.each([
  'do not cancel Visio Plan 2',
  "don't stop renewing Planner",
  'why was Visio Plan 2 cancelled?',
  'zeg Visio 2 niet op',
  'did Noor buy 5 Visio 2',
  'assign Visio 2 and Planner to Noor',
  'add 5 licences to Noor',
  'set Visio 2 to 12 or 15',
  'never assign Planner to Milan',
  'koop geen Visio 2',
  'did I cancel Visio 2?',
  'can Noor cancel Visio 2',
  'assign Planner to nobody',
  'what if I reduce Planner to 5',
  'verwijder Planner niet',
  'explain how to cancel Visio',
  'leg uit hoe ik visio opzeg',
  'I might buy visio later',
  'misschien koop ik visio later',
  'wait with cancelling planner',
  'wacht met het opzeggen van planner',
  'can others buy planner',
  'ziet mijn baas dat ik planner koop',
  'wordt Visio 2 automatisch verlengd',
  'are trials really free',
])('“%s” moves neither money nor people', (text) => {
  const result = understandSentence(text);
  expect(result.kind === 'sure' && isAct(result.intent) ? result.intent : undefined).toBeUndefined();
});
