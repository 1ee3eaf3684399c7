// Measures which share of the test sentences is understood, and how long understanding a sentence takes.
import { evaluate, type SentenceSet, sentencesOf, understandSentence } from '../test/understanding/data.ts';

const ROUNDS = 50;
const WARM_UP_ROUNDS = 10;
const sets: readonly SentenceSet[] = ['sentences', 'more', 'held-out'];

for (const set of sets) {
  for (const language of ['en', 'nl'] as const) {
    const outcomes = sentencesOf(set, language).map((sentence) => evaluate(sentence, language));
    const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
    const percentage = ((100 * count('right')) / outcomes.length).toFixed(1);
    console.log(
      `${set} ${language}: ${percentage} % of ${outcomes.length} right, ${count('unsure')} unsure, ${count('wrong')} wrong`,
    );
  }
}

const sentences = (['en', 'nl'] as const).flatMap((language) =>
  sentencesOf('sentences', language).map(({ say }) => ({ say, language })),
);
const times: number[] = [];
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++)
  for (const { say, language } of sentences) {
    const start = performance.now();
    understandSentence(say, language);
    if (round >= 0) times.push((performance.now() - start) * 1_000);
  }
times.sort((one, other) => one - other);
const percentile = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
console.log(
  `${sentences.length} sentences, ${ROUNDS} rounds: median ${percentile(0.5)} µs, 99th percentile ${percentile(0.99)} µs`,
);
