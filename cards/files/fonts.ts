import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Noto Sans: Latin with every accent, Greek, Cyrillic and €, where the fonts built into PDF stop at western Europe. */
export interface Fonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let held: Fonts | undefined;

/** Read from disk once, when the first PDF is asked for. */
export function fonts(): Fonts {
  const from = createRequire(import.meta.url);
  held ??= {
    regular: plain(readFileSync(from.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'))),
    bold: plain(readFileSync(from.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'))),
  };
  return held;
}

const HEAD = 12;
const ENTRY = 16;
// Kerning and ligatures: reading these takes ten times as long as the rest of an invoice, and at 9 points nobody sees them.
const LEFT_OUT = ['GSUB', 'GPOS', 'GDEF'];

/** A font without the tables of fine typography: its directory of tables no longer names them. */
function plain(font: Buffer): Buffer {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, index) =>
    font.subarray(HEAD + index * ENTRY, HEAD + (index + 1) * ENTRY),
  );
  const kept = entries.filter((entry) => !LEFT_OUT.includes(entry.toString('latin1', 0, 4)));
  const directory = Buffer.alloc(HEAD + entries.length * ENTRY);
  font.copy(directory, 0, 0, HEAD);
  directory.writeUInt16BE(kept.length, 4);
  kept.forEach((entry, index) => {
    entry.copy(directory, HEAD + index * ENTRY);
  });
  // What the entries point at stays where it was.
  return Buffer.concat([directory, font.subarray(directory.length)]);
}
