// Trains the model of the understanding from the example sentences: npm run train, or npm run train -- --quick
import { writeFileSync } from 'node:fs';
import { allExamples, hashOfExamples } from './understanding/examples.ts';
import { train } from './understanding/trainer.ts';

const examples = allExamples();
// A few passes are enough to try new examples; the model of a release takes them all.
const passes = process.argv.includes('--quick') ? 6 : undefined;
const model = train(examples, hashOfExamples(examples), passes);
const file = new URL('../dialogs/understanding/classifier/model.json', import.meta.url);
const text = `${JSON.stringify(model, undefined, 2)}\n`;
writeFileSync(file, text);
console.log(`${examples.length} examples of ${model.labels.length} classes: ${Math.round(text.length / 1000)} kB`);
