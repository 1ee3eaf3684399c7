// Prints how a sentence is understood: npm run understand -- [--locale nl-NL] "5 licenties erbij"
import { parseArgs } from 'node:util';
import { understandReport } from './understand-report.ts';

const { values, positionals } = parseArgs({
  options: { locale: { type: 'string', default: 'en-GB' } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error('Name the sentence: npm run understand -- [--locale nl-NL] "5 more Visio"');
  process.exitCode = 1;
} else console.log(await understandReport(positionals.join(' '), values.locale));
