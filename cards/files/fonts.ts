import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Noto Sans: Latin with all accents, Greek, Cyrillic and €; the fonts built into PDF cover western Europe only. */
export interface Fonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let cached: Fonts | undefined;

/** Reads the fonts from disk when the first PDF is made. */
export function fonts(): Fonts {
  const { resolve } = createRequire(import.meta.url);
  cached ??= {
    regular: withoutLayoutTables(
      readFileSync(resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
    ),
    bold: withoutLayoutTables(readFileSync(resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'))),
  };
  return cached;
}

const HEADER_SIZE = 12;
const ENTRY_SIZE = 16;
// Kerning and ligatures: reading them takes ten times as long as the rest of an invoice, and at 9 points they are invisible.
const LAYOUT_TABLES = ['GSUB', 'GPOS', 'GDEF'];

/** Removes the layout tables from a font's table directory. */
function withoutLayoutTables(font: Buffer): Buffer {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, index) =>
    font.subarray(HEADER_SIZE + index * ENTRY_SIZE, HEADER_SIZE + (index + 1) * ENTRY_SIZE),
  );
  const remaining = entries.filter((entry) => !LAYOUT_TABLES.includes(entry.toString('latin1', 0, 4)));
  const directory = Buffer.alloc(HEADER_SIZE + entries.length * ENTRY_SIZE);
  font.copy(directory, 0, 0, HEADER_SIZE);
  directory.writeUInt16BE(remaining.length, 4);
  remaining.forEach((entry, index) => {
    entry.copy(directory, HEADER_SIZE + index * ENTRY_SIZE);
  });
  // The tables themselves stay at their offsets.
  return Buffer.concat([directory, font.subarray(directory.length)]);
}
