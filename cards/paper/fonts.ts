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
  const { resolve } = createRequire(import.meta.url);
  held ??= {
    regular: readFileSync(resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
    bold: readFileSync(resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf')),
  };
  return held;
}
