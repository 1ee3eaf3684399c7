// Writes documents as fast as they are acknowledged, and prints each acknowledgement: `key version`.
import { writeSync } from 'node:fs';
import { LowdbDocuments } from '../../dist/src/state/lowdb/lowdb-documents.js';

const [folder, name, inFlight, checkpointEvery, user] = process.argv.slice(2);
if (user) process.setuid(Number(user));
const documents = await LowdbDocuments.open(folder, { checkpointEvery: Number(checkpointEvery) }).catch((error) => {
  writeSync(2, error.message);
  process.exit(3);
});
writeSync(1, 'ready 0\n');

async function write(key) {
  for (;;) {
    const { version = 0 } = (await documents.read(key)) ?? {};
    const value = { n: version + 1, filled: `${key} `.repeat(100 + (version % 50)) };
    const now = await documents.write(key, value, { ifVersion: version, index: { kind: 'k', n: version + 1 } });
    writeSync(1, `${key} ${now}\n`);
  }
}

await Promise.all(Array.from({ length: Number(inFlight) }, (_, at) => write(`${name}${at}`))).catch((error) => {
  writeSync(2, `${error.name}: ${error.message}`);
  process.exit(4);
});
