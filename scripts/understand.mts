// Prints how a sentence is understood: npm run understand -- [--locale nl-NL] "5 licenties erbij"
// Or reads JSON lines from standard input and prints JSON lines: npm run --silent understand -- --json
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { answerLine } from './understanding/understand-lines.ts';
import { understandReport } from './understanding/understand-report.ts';

const { values, positionals } = parseArgs({
  options: { locale: { type: 'string', default: 'en-GB' }, json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (values.json) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') console.log(JSON.stringify(answer(line)));
  }
} else if (positionals.length === 0) {
  console.error('Name the sentence: npm run understand -- [--locale nl-NL] "5 more Visio"');
  process.exitCode = 1;
} else console.log(await understandReport(positionals.join(' '), values.locale));

function answer(line: string): object {
  try {
    return answerLine(JSON.parse(line));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
