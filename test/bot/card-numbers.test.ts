import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutCardNumbers } from '../../bot/card-numbers.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';

const numbers = [
  '4242424242424242',
  '4000000000000002',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '3056930009020004',
  '3566002020360505',
  '6200000000000005',
  '4222222222222',
  '6759649826438453',
];

test('a card number is left out however it is written and whatever stands round it', () => {
  const start = fc.constantFrom('', ' ', 'my card ', '20 ', '737 ', '\u00a0', '№', '...', 'x');
  const end = fc.constantFrom('', ' ', ', exp 09/29', ' 737', '\u00a0', '...', 'x');
  const between = fc.constantFrom('', ' ', '-', '\u00a0', '.', '–');
  fc.assert(
    fc.property(start, fc.constantFrom(...numbers), between, end, (before, number, gap, after) => {
      const written = number.match(/\d{1,4}/g)?.join(gap) ?? '';
      const left = withoutCardNumbers(`${before}${written}${after}`);
      expect(left).toContain('••••');
      expect(left.replace(/\D/g, '')).not.toContain(number);
    }),
  );
});

test.each([
  'set Power BI Pro to 1,000',
  'PD-2026-MC9NYZ',
  '+31 20 123 45 67',
  '29 Nov 2026, 12:04 UTC',
  '4242424242424241',
  '1234567890123452',
  '9'.repeat(500),
  ...sandboxOrganisation().people.map(({ id }) => id),
])('“%s” is none', (text) => {
  expect(withoutCardNumbers(text)).toBe(text);
});

test('two in one text are both left out, in no time', () => {
  expect(withoutCardNumbers('4242424242424242 or 5555 5555 5555 4444')).toBe('•••• or ••••');
  const long = '42 '.repeat(30_000);
  const from = performance.now();
  withoutCardNumbers(long);
  expect(performance.now() - from).toBeLessThan(2_000);
});
