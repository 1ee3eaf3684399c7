import { normaliseText } from '../../../src/application/subscriptions/match-product.ts';

/**
 * The whole number in a text: digits, grouped as the locale groups them, or English or Dutch words up to a thousand.
 * Nothing for anything else, such as 2.5, 1e9 or another locale's grouping.
 */
export function parseWholeNumber(text: string, locale: string): number | undefined {
  const trimmed = text.trim().replace(/^[−–]/, '-').replace(/^\+/, '');
  const grouping = locale.startsWith('nl') ? /^-?\d{1,3}(?:[.\u00a0 ]\d{3})+$/ : /^-?\d{1,3}(?:[,\u00a0 ]\d{3})+$/;
  if (/^-?\d{1,12}$/.test(trimmed)) return Number(trimmed);
  if (grouping.test(trimmed)) return Number(trimmed.replace(/[^\d-]/g, ''));
  return numbersByName.get(normaliseText(trimmed).replaceAll(' ', ''));
}

const english = {
  small:
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
};

const dutch = {
  small:
    'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
  tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
};

/** The numbers up to a thousand by their names, without spaces or accents. */
const numbersByName = new Map<string, number>([
  ...numberNames(english, (ten, unit) => ten + unit, 'hundred', ['', 'and']),
  ...numberNames(dutch, (ten, unit) => `${unit}en${ten}`, 'honderd', ['', 'en']),
  ['thousand', 1000],
  ['onethousand', 1000],
  ['duizend', 1000],
  ['dozen', 12],
  ['adozen', 12],
  ['dozijn', 12],
  ['eendozijn', 12],
]);

function numberNames(
  { small, tens }: typeof english,
  joined: (ten: string, unit: string) => string,
  hundred: string,
  links: readonly string[],
): [string, number][] {
  const units = small.split(' ');
  const below: [string, number][] = units.map((name, value) => [name, value]);
  for (const [index, ten] of tens.split(' ').entries()) {
    below.push([ten, 20 + index * 10]);
    for (const [value, unit] of units.slice(1, 10).entries()) below.push([joined(ten, unit), 21 + index * 10 + value]);
  }
  const hundreds = units.slice(1, 10).flatMap((unit, index) => {
    const starts = index === 0 ? [hundred, `${unit}${hundred}`, `a${hundred}`] : [`${unit}${hundred}`];
    const value = (index + 1) * 100;
    return starts.flatMap((start): [string, number][] => [
      [start, value],
      ...below
        .slice(1)
        .flatMap(([name, rest]) => links.map((link): [string, number] => [start + link + name, value + rest])),
    ]);
  });
  return [...below, ...hundreds];
}
