// Says how well the sentences the tests have are understood, and how long it takes.
import { type Half, outcome, sentencesOf, understood } from '../test/understanding/data.ts';

const ROUNDS = 50;
const WARM = 10;
const halves: readonly Half[] = ['sentences', 'more', 'held-out'];

for (const half of halves) {
  for (const language of ['en', 'nl'] as const) {
    const came = sentencesOf(half, language).map((one) => outcome(one, language));
    const count = (what: string) => came.filter((one) => one === what).length;
    const right = ((100 * count('right')) / came.length).toFixed(1);
    console.log(
      `${half} ${language}: ${right} % of ${came.length} right, ${count('asked')} asked, ${count('wrong')} wrong`,
    );
  }
}

const said = (['en', 'nl'] as const).flatMap((language) =>
  sentencesOf('sentences', language).map(({ say }) => ({ say, language })),
);
const times: number[] = [];
for (let round = -WARM; round < ROUNDS; round++)
  for (const { say, language } of said) {
    const start = performance.now();
    understood(say, language);
    if (round >= 0) times.push((performance.now() - start) * 1_000);
  }
times.sort((one, other) => one - other);
const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
console.log(`${said.length} sentences, ${ROUNDS} rounds: median ${at(0.5)} µs, 99th percentile ${at(0.99)} µs`);
