/**
 * Text from elsewhere on one line, without what nobody sees or what spoils what stands round it: marks that turn the
 * direction of writing, letters without a width, halves of letters, towers of accents.
 */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?!\ufe0f)[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1');

/** Text from elsewhere, shown as it is: what Markdown would take for a link, a list or emphasis is escaped. */
export const escapeMarkdown = (text: string): string =>
  normaliseText(text)
    .replace(/[\\*_[\]()~`<>#]/g, '\\$&')
    // What begins like a list would be one: after a number it is the dot that makes it.
    .replace(/^(\s*(?:\d+(?=\.))?)([-+.])/, '$1\\$2');

/** A person's name: plain, and never broken over two lines. */
export const personName = (name: string): string => escapeMarkdown(name).replaceAll(' ', '\u00a0');

/** Ten squares: as many filled as tenths are used, at least one when any is, all when more are used than owned. */
export function usageBar(used: number, owned: number): { text: string; color: 'Accent' | 'Attention' } {
  const filled = used > owned ? 10 : used === 0 ? 0 : Math.max(1, Math.floor((used * 10) / owned));
  return { text: '■'.repeat(filled) + '□'.repeat(10 - filled), color: used > owned ? 'Attention' : 'Accent' };
}
