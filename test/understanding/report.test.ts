import { expect, test } from '@jest/globals';
import { understandReport } from '../../scripts/understanding/understand-report.ts';

test('a sure sentence is reported with its slots, classes and the roles of its words', async () => {
  const report = await understandReport('give Noor and Jan a Visio 2 licence', 'en-GB');
  expect(report).toMatch(/^sure: assign with probability 0\.\d\d$/m);
  expect(report).toContain('assign product="Visio Plan 2" people=["Noor","Jan"]');
  expect(report).toContain('people: Noor de Vries');
  expect(report).toMatch(/“Jan”: Jan de Boer, .*Jan/);
  expect(report).toMatch(/^ {2}Visio 2 +product$/m);
  expect(report).toMatch(/^ {2}Noor +person$/m);
  expect(report).toMatch(/^ {2}assign +probability 0\.\d\d$/m);
});

test('an unsure sentence is reported with the reason, what is offered, and its mood', async () => {
  const report = await understandReport('misschien koop ik 5 visio', 'nl-NL');
  expect(report).toContain('unsure: an act in a sentence that is hesitating');
  expect(report).toContain('buy product="Visio" quantity=5\n    “Visio”: Visio Plan 1, Visio Plan 2');
  expect(report).toContain('Mood: hesitating: no act is sure');
});

test('an unknown sentence is reported with its likeliest classes', async () => {
  expect(await understandReport('the weather is nice', 'en-GB')).toMatch(
    /^unknown: .*\n\nClasses\n {2}unknown +probability/m,
  );
});

test('a fixed phrase has neither classes nor roles', async () => {
  expect(await understandReport('sign out', 'en-GB')).toBe('“sign out” (en-GB)\nsure: fixed phrase\n  sign-out');
});
