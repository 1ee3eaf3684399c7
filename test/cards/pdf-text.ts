/** The words on each page of an uncompressed PDF with embedded fonts, in the order they were written. */
export function pagesOf(pdf: Buffer): readonly (readonly string[])[] {
  const source = pdf.toString('latin1');
  const object = (id: string) => new RegExp(`(?:^|\\n)${id} 0 obj\\n([\\s\\S]*?)endobj`).exec(source)?.[1] ?? '';
  const reference = (text: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1] ?? '';
  const pages = [...source.matchAll(/\/Type \/Page\n[\s\S]*?endobj/g)].map(([page]) => page);
  return pages.map((page) => {
    const resources = object(reference(page, 'Resources'));
    const deliveries = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        lettersIn(object(reference(object(id), 'ToUnicode'))),
      ]),
    );
    let font: readonly string[] = [];
    const words: string[] = [];
    for (const [, name, card] of object(reference(page, 'Contents')).matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*)\] TJ/g)) {
      if (name) font = deliveries.get(name) ?? [];
      else
        words.push(
          glyphsIn(card ?? '')
            .map((glyph) => font[glyph] ?? '\ufffd')
            .join(''),
        );
    }
    return words;
  });
}

const glyphsIn = (card: string): readonly number[] =>
  [...card.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) =>
    (hex.match(/.{4}/g) ?? []).map((glyph) => Number.parseInt(glyph, 16)),
  );

/** What each glyph of a font stands for. */
function lettersIn(map: string): readonly string[] {
  return [...map.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, range = '']) =>
    [...range.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
      String.fromCharCode(...(hex.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))),
    ),
  );
}
