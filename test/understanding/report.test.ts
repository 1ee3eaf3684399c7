import { expect, test } from '@jest/globals';
import { understandReport } from '../../scripts/understand-report.ts';

test('a sure sentence is reported with its slots, tokens, and candidates with their scores', async () => {
  const report = await understandReport('give Noor and Jan a Visio 2 licence', 'en-GB');
  expect(report).toContain('sure: the best candidate is good enough');
  expect(report).toContain('assign product="Visio Plan 2" people=["Noor","Jan"]');
  expect(report).toContain('people: Noor de Vries');
  expect(report).toMatch(/“Jan”: Jan de Boer, .*Jan/);
  expect(report).toMatch(/^ {2}Visio 2 +product +weight 1$/m);
  expect(report).toMatch(/^ {2}assign .* score 1\.00 +rank 1\.03 +assign: give people licence\|product\|access$/m);
});

test('an unsure sentence is reported with the reason, both intents, and what candidates leave unexplained', async () => {
  const report = await understandReport('misschien koop ik 5 visio', 'nl-NL');
  expect(report).toContain('unsure: an order in a hesitation');
  expect(report).toContain('buy product="Visio" quantity=5\n    “Visio”: Visio Plan 1, Visio Plan 2');
  expect(await understandReport('does Noor cancel Visio', 'en-GB')).toMatch(
    /^ {2}cancel product="Visio" +score 0\.50 +rank 0\.52 +unexplained: does, Noor +cancel: /m,
  );
});

test('an unknown sentence is reported with its tokens and why its patterns were rejected', async () => {
  expect(await understandReport('the weather is nice', 'en-GB')).toMatch(
    /^unknown: .*\n\nTokens\n {2}the +filler +weight 0\n {2}weather +unknown/m,
  );
  expect(await understandReport('does Noor cancel Visio', 'en-GB')).toMatch(/excluded by .+ {2}\w+/);
});

test('a fixed phrase has neither tokens nor candidates', async () => {
  expect(await understandReport('sign out', 'en-GB')).toBe('“sign out” (en-GB)\nsure: fixed phrase\n  sign-out');
});
