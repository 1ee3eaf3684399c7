import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutCardNumbers } from '../../bot/http/pages/static/card-numbers.js';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { settings } from '../domain/support/arbitrary.ts';

/** Test numbers that card networks, acquirers and payment services publish. */
const testNumbers = {
  Visa: [
    '4111111111111111',
    '4242424242424242',
    '4012888888881881',
    '4000056655665556',
    '4000000000000002',
    '4222222222222',
    '4988438843884305',
    '4166676667666746',
    '4646464646464644',
    '4444333322221111',
    '4484070000000000',
    '4917610000000000',
    '4917610000000000003',
    '4871049999999910',
    '4360000001000005',
  ],
  Mastercard: [
    '5555555555554444',
    '5105105105105100',
    '5200828282828210',
    '5454545454545454',
    '5577000055770004',
    '5100290029002909',
  ],
  'Mastercard, 2-series': [
    '2223003122003222',
    '2222400070000005',
    '2222410740360010',
    '2222400010000008',
    '2223000048400011',
    '2223520043560014',
  ],
  'American Express': [
    '378282246310005',
    '371449635398431',
    '378734493671000',
    '370000000000002',
    '343434343434343',
    '374251018720018',
  ],
  Discover: ['6011111111111117', '6011000990139424', '6011981111111113', '6445644564456445', '6011601160116611'],
  'Diners Club': ['30569309025904', '38520000023237', '3056930009020004', '36227206271667', '36006666333344'],
  JCB: ['3530111333300000', '3566002020360505', '3569990010095841', '3528000700000000'],
  UnionPay: ['6200000000000005', '6205500000000000004', '6250947000000014', '6243030000000001'],
  Maestro: [
    '6759649826438453',
    '6771798021000008',
    '6304000000000000',
    '6799990100000000019',
    '6759411100000008',
    '6703444444444449',
    '5019555544445555',
  ],
};
const numbers = Object.values(testNumbers).flat();

/** The number in groups, as printed on a card. */
const withSeparator = (number: string, gap: string): string =>
  (number.length === 15 ? /^(.{4})(.{6})(.{5})$/.exec(number)?.slice(1) : number.match(/\d{1,4}/g))?.join(gap) ?? '';

const inOtherDigits = (number: string, zero: number): string =>
  number.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** The ways in which users write a number. */
const formats: Readonly<Record<string, (number: string) => string>> = {
  'in one go': (number) => number,
  'with spaces': (number) => withSeparator(number, ' '),
  'with dashes': (number) => withSeparator(number, '-'),
  'with long dashes': (number) => withSeparator(number, ' – '),
  'with dots': (number) => withSeparator(number, '.'),
  'with commas': (number) => withSeparator(number, ', '),
  'with slashes': (number) => withSeparator(number, '/'),
  'with no-break spaces': (number) => withSeparator(number, '\u00a0'),
  'with zero-width spaces': (number) => withSeparator(number, '\u200b'),
  'on lines of its own': (number) => withSeparator(number, '\r\n'),
  'digit by digit': (number) => [...number].join(' '),
  'in pairs': (number) => number.match(/\d{1,2}/g)?.join(' ') ?? '',
  'in full-width digits': (number) => inOtherDigits(number, 0xff10),
  'in Arabic digits': (number) => inOtherDigits(withSeparator(number, ' '), 0x660),
  'in bold digits of formulas': (number) => inOtherDigits(number, 0x1d7ce),
  'with Markdown round its parts': (number) => withSeparator(number, '**'),
  'stuck to a word': (number) => `card${number}x`,
  'with its date and code right behind': (number) =>
    number.length === 15 || number.length === 16 ? `${number}0929737` : `${number} 0929737`,
  'with its code behind': (number) => `${withSeparator(number, ' ')} 737`,
};

/** The number as printed, with words in between. */
const brokenFormats: Readonly<Record<string, (number: string) => string>> = {
  'with a word in between': (number) => withSeparator(number, ' and '),
  'read out in parts': (number) => withSeparator(number, ', then '),
};

describe('published test numbers of every network', () => {
  test.each(Object.keys(formats))('are recognised %s', (format) => {
    const missed = numbers.filter((number) => {
      const masked = withoutCardNumbers(`my card ${formats[format]?.(number)}, thanks`);
      return !masked.includes('••••') || /[\p{Nd}]/u.test(masked);
    });
    expect(missed).toEqual([]);
  });

  test.each(Object.keys(brokenFormats))('are recognised %s', (format) => {
    const sixteenDigits = numbers.filter(({ length }) => length === 15 || length === 16);
    const missed = sixteenDigits.filter((number) =>
      /\d/.test(withoutCardNumbers(brokenFormats[format]?.(number) ?? '')),
    );
    expect(missed).toEqual([]);
  });

  test('are recognised with any text around them', () => {
    const prefixes = fc.constantFrom('', ' ', 'my card ', '20 ', '737 ', '\u00a0', '№', '...', 'x', 'on 23-11-2026 ');
    const suffixes = fc.constantFrom(
      '',
      ' ',
      ', exp 09/29',
      ' 737',
      '\u00a0',
      '...',
      'x',
      ' 23-11-2029',
      ' +31 20 123 45 67',
    );
    fc.assert(
      fc.property(
        prefixes,
        fc.constantFrom(...numbers),
        fc.constantFrom(...Object.values(formats)),
        suffixes,
        (prefix, number, write, suffix) => {
          const masked = withoutCardNumbers(`${prefix}${write(number)}${suffix}`);
          expect(masked).toContain('••••');
          expect(masked).not.toMatch(/\p{Nd}/u);
        },
      ),
      settings,
    );
  });
});

/** Numbers that resemble a card number, and are none. */
const otherNumbers: Readonly<Record<string, readonly string[]>> = {
  'order numbers': ['PD-2026-MC9NYZ', '4500012345', '406-1234567-1234567', '12-34567-89012', 'SO-2026-000123456789'],
  'invoice numbers': ['44H2-0123', 'K7QM-0001', 'E0400K7QM1', '2026-11-000123', 'INV 4000 1234 5678'],
  'telephone numbers': [
    '+31 20 123 45 67',
    '+49 (0) 151 23456789',
    '+49 1512 3456789',
    '+62 812 3456 7890',
    '+36 30 123 4567 890',
    '0049 151 23456789',
    '020 123 45 67 or 06 12345678',
    '+44 20 7946 0958, +49 1512 3456789',
    '1-800-642-7676',
  ],
  'bank accounts': [
    'NL91 ABNA 0417 1643 00',
    'DE89 3704 0044 0532 0130 00',
    'DE89370400440532013000',
    'BE68 5390 0754 7034',
    'FR14 2004 1010 0505 0001 3M02 606',
    'GB29 NWBK 6016 1331 9268 19',
    'ES91 2100 0418 4502 0005 1332 is ours',
    'AT61 1904 3002 3457 3201',
    'PL61 1090 1014 0000 0712 1981 2874',
    'NO93 8601 1117 947',
  ],
  'VAT numbers': ['NL123456789B01', 'BE0123456789', 'DE123456789', 'FR12345678901', 'GB123 4567 89', 'ATU12345678'],
  dates: [
    'from 23-12-2026 24-12-2026',
    '22/10/2025 - 23/11/2026',
    '2026-11-23 12:04:05, 2026-11-24 12:04:05',
    '29 Nov 2026, 12:04 UTC',
    '20261123 120405',
  ],
  ids: [
    ...sandboxOrganisation().people.map(({ id }) => id),
    '42424242-4242-4242-4242-424242424242',
    '5b1c3d0a400040008000000000000001',
    'CFQ7TTC0HD33',
    'fe93bfe1-7947-460a-a5e0-7a5906b51360',
  ],
  'amounts and counts': ['set Power BI Pro to 1,000', '4 242,00 and 1.234.567,89', 'for 12, 13, 14, 15, 16, 17 and 18'],
  'numbers that fail the check digit': ['4242424242424241', '1234567890123452', '5555 5555 5555 4445', '9'.repeat(500)],
  'the ends of cards': ['Visa •••• 4242 and Amex •••• 8431', '4242, 4444 or 8431'],
};

describe('other numbers are left as they are', () => {
  test.each(Object.entries(otherNumbers))('%s', (_name, texts) => {
    expect(texts.filter((text) => withoutCardNumbers(text) !== text)).toEqual([]);
  });

  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const ibanWith = (country: string, rest: string): string => {
    const digitsOfIban = [...rest, ...country, '0', '0'].map((one) => Number.parseInt(one, 36)).join('');
    return `${country}${String(98 - Number(BigInt(digitsOfIban) % 97n)).padStart(2, '0')}${rest}`;
  };
  const iban = fc.oneof(
    digits(10).map((account) => ibanWith('NL', `ABNA${account}`)),
    digits(18).map((account) => ibanWith('DE', account)),
    digits(12).map((account) => ibanWith('BE', account)),
    digits(23).map((account) => ibanWith('FR', account)),
  );
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  const dutch = day.map((one) => one.toISOString().slice(0, 10).split('-').reverse().join('-'));

  test.each([
    ['GUIDs', fc.uuid()],
    ['GUIDs without dashes', fc.uuid({ version: 4 }).map((id) => id.replaceAll('-', ''))],
    [
      'bank accounts',
      fc.oneof(
        iban,
        iban.map((one) => one.replace(/.{4}(?=.)/g, '$& ')),
      ),
    ],
    [
      'periods',
      fc.tuple(dutch, dutch, fc.constantFrom(' ', ' - ', '/')).map(([from, to, gap]) => `${from}${gap}${to}`),
    ],
    [
      'telephone numbers',
      fc.tuple(fc.integer({ min: 1, max: 99 }), digits(9)).map(([land, rest]) => `+${land} ${rest}`),
    ],
    ['our order numbers', fc.stringMatching(/^PD-2026-[0-9A-HJ-NP-TV-Z]{6}$/)],
    ['our invoice numbers', fc.stringMatching(/^[0-9A-HJ-NP-TV-Z]{4}-\d{4}$/)],
    ['instants', day.map((one) => one.toISOString())],
  ])('random %s', (_name, texts) => {
    fc.assert(
      fc.property(texts, (text) => expect(withoutCardNumbers(`for ${text}, please`)).toBe(`for ${text}, please`)),
      { ...settings, numRuns: settings.numRuns * 10 },
    );
  });

  test('less than one in twenty other 16-digit numbers is taken for a card number', () => {
    const samples = fc.sample(digits(16), { seed: 20261123, numRuns: 20_000 });
    const maskedShare = samples.filter((text) => withoutCardNumbers(text) !== text).length / samples.length;
    expect(maskedShare).toBeLessThan(0.05);
  });
});

test('two numbers in one text are both masked, and texts of any length are processed', () => {
  expect(withoutCardNumbers('4242424242424242 or 5555 5555 5555 4444')).toBe('•••• or ••••');
  const long = ['41 '.repeat(30_000), '4'.repeat(90_000), '+1 '.repeat(30_000), 'NL91 '.repeat(20_000)];
  for (const text of long) expect(withoutCardNumbers(text) === text).toBe(true);
});
