import { expect, test } from '@jest/globals';
import { isPermissive, problemsOf } from '../scripts/licences.ts';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['GPL-3.0-only OR (ISC AND BSD-3-Clause)', true],
  ['Apache-2.0 AND MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT OR ISC) AND AGPL-3.0-only', false],
  ['MIT OR ISC AND LGPL-3.0-only', true],
  ['GPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  ['UNLICENSED', false],
  ['MIT GPL-3.0-only', false],
  ['(MIT', false],
  ['', false],
  [undefined, false],
])('the licence %s may be used: %s', (expression, isAllowed) => {
  expect(isPermissive(expression)).toBe(isAllowed);
});

test('a package of another licence is named with what to do, an exception is for one version, and none outlives its need', () => {
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/good': { version: '1.0.0', license: 'MIT' },
    'node_modules/good/node_modules/@some/bad': { version: '2.0.0', license: 'SSPL-1.0' },
    'node_modules/silent': { version: '3.0.0' },
    'node_modules/known': { version: '4.0.1' },
  };
  expect(
    problemsOf({ packages }, { 'known@4.0.0': 'MIT, in its readme', 'silent@3.0.0': 'ISC, in its readme' }),
  ).toEqual([
    '@some/bad@2.0.0 is under SSPL-1.0: review it, then add it to scripts/licences.ts or remove the package',
    'known@4.0.1 is under an unnamed licence: review it, then add it to scripts/licences.ts or remove the package',
    'known@4.0.0 no longer needs an exception: remove it from scripts/licences.ts',
  ]);
});
