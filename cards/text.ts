/**
 * Text from elsewhere, shown as it is: what Markdown would take for a link, a list or emphasis is escaped, and what
 * could turn the direction of writing is left out.
 */
export const plainText = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\\*_[\]()~`<>#]/g, '\\$&')
    .replace(/^(\s*)([-+]|\d+\.)/, '$1\\$2');

/** A person's name: plain, and never broken over two lines. */
export const personName = (name: string): string => plainText(name).replaceAll(' ', '\u00a0');

/** Ten squares: as many filled as tenths are used, at least one when any is, all when more are used than owned. */
export function usageBar(used: number, owned: number): { text: string; color: 'Accent' | 'Attention' } {
  const filled = used > owned ? 10 : used === 0 ? 0 : Math.max(1, Math.floor((used * 10) / owned));
  return { text: '■'.repeat(filled) + '□'.repeat(10 - filled), color: used > owned ? 'Attention' : 'Accent' };
}
