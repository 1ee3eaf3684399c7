// Says how long it takes to understand a sentence, over all sentences the tests have.
import { readFileSync } from 'node:fs';
import { understand } from '../dialogs/understanding/understand.ts';
import { sandboxOrganisation } from '../src/providers/sandbox/organisation.ts';

const ROUNDS = 50;
const WARM = 10;

const products = [...sandboxOrganisation().terms.products.values()];
const today = Date.UTC(2026, 10, 22);
const said = (['en', 'nl'] as const).flatMap((language) => {
  const file = new URL(`../test/understanding/sentences.${language}.json`, import.meta.url);
  const sentences: { say: string }[] = JSON.parse(readFileSync(file, 'utf8'));
  return sentences.map(({ say }) => ({ say, locale: language === 'nl' ? 'nl-NL' : 'en-GB' }));
});

const times: number[] = [];
for (let round = -WARM; round < ROUNDS; round++)
  for (const { say, locale } of said) {
    const start = performance.now();
    understand(say, { locale, products, today });
    if (round >= 0) times.push((performance.now() - start) * 1_000);
  }
times.sort((one, other) => one - other);
const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
console.log(`${said.length} sentences, ${ROUNDS} rounds: median ${at(0.5)} µs, 99th percentile ${at(0.99)} µs`);
