import { type Explanation, explain } from '../../dialogs/understanding/explain.ts';
import type { Intent } from '../../dialogs/understanding/intent.ts';
import { nameWordsOf } from '../../dialogs/understanding/slots/person-names.ts';
import { PeopleSearch } from '../../src/application/people/people-search.ts';
import { matchingProducts } from '../../src/application/subscriptions/match-product.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';

/** Most rows to print of one section. */
const MAX_ROWS = 20;

const organisation = sandboxOrganisation();
const products = [...organisation.terms.products.values()];
const people = new PeopleSearch(organisation);
const isName = nameWordsOf(organisation.people);

/**
 * Explains what a sentence means to a user of the sandbox organisation: the result with its slots, the likeliest classes,
 * the mood, the role of each word, and the concepts of the thesaurus.
 */
export async function understandReport(text: string, locale: string): Promise<string> {
  const explanation = explain(text, { locale, products, isName, today: Date.now() });
  const { result, reason, predictions, bar, roles, concepts } = explanation;
  return [
    `“${text}” (${locale})`,
    `${result.kind}: ${reason}`,
    ...(await resultLines(result)),
    ...(bar ? ['', `Mood: ${bar}: no act is sure`] : []),
    ...section(
      'Classes',
      predictions.map(({ label, probability }) => [label, `probability ${probability.toFixed(2)}`]),
    ),
    ...section(
      'Roles',
      roles.map((one) => [one.text, one.role]),
    ),
    ...section('Concepts', concepts.length > 0 ? [[concepts.join(' ')]] : []),
  ].join('\n');
}

async function resultLines(result: Explanation['result']): Promise<readonly string[]> {
  const intents = result.kind === 'sure' ? [result.intent] : result.kind === 'unsure' ? result.candidates : [];
  const slots = await Promise.all(intents.map(slotLines));
  return intents.flatMap((intent, index) => [`  ${formatIntent(intent)}`, ...(slots[index] ?? [])]);
}

/** What the product and the people of an intent are in the sandbox organisation. */
async function slotLines(intent: Intent): Promise<readonly string[]> {
  const { product, people: names = [] } = intent as { product?: string; people?: readonly string[] };
  const lines: string[] = [];
  if (product !== undefined) lines.push(slotLine(product, matchingProducts(products, product)));
  const [actor] = organisation.people;
  if (names.length === 0 || !actor) return lines;
  const viewer = {
    tenant: organisation.tenant,
    person: actor.id,
    name: actor.name,
    kind: 'member',
    roles: [],
  } as const;
  const matches = await people.match(viewer, names.join(';'));
  if (matches.people.length > 0) lines.push(`    people: ${matches.people.map(({ name }) => name).join(', ')}`);
  for (const { name, candidates } of matches.ambiguous) lines.push(slotLine(name, candidates));
  return [...lines, ...matches.unknown.map((name) => slotLine(name, []))];
}

const slotLine = (text: string, matches: readonly { readonly name: string }[]): string =>
  `    “${text}”: ${matches.map(({ name }) => name).join(', ') || 'no match'}`;

const formatIntent = ({ verb, ...slots }: Intent): string =>
  [verb, ...Object.entries(slots).map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');

/** A heading and its rows in aligned columns; nothing without rows. */
function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.slice(0, MAX_ROWS);
  if (shown.length === 0) return [];
  const widths = (shown[0] ?? []).map((_, column) => Math.max(...shown.map((row) => (row[column] ?? '').length)));
  const lines = shown.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
  const more = rows.length - shown.length;
  return ['', title, ...lines.map((line) => line.trimEnd()), ...(more > 0 ? [`  … and ${more} more`] : [])];
}
