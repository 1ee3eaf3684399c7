/** Text for a TextBlock, which reads Markdown: in it, everything that other people or services wrote is escaped. */
export type Markdown = string & { readonly __markdown: true };

/** Text that is shown literally: buttons, labels of inputs, summaries, files. Escaped text is not assignable to it. */
export type PlainText = string & { readonly __markdown?: never };

/** Text that reads the same as Markdown and as plain text: the product's own strings, numbers, money and dates. */
export type OwnText = string & { readonly __markdown: never };

export const EMPTY_TEXT = '' as OwnText;

/**
 * Puts text on one line and removes what is invisible or disturbs the text around it: bidirectional controls, zero-width
 * characters, lone surrogates, stacks of combining marks.
 */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?!\ufe0f)[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1');

/** Escapes what Markdown would read as a link, a list or emphasis, so that the text is shown literally. */
export const escapeMarkdown = (text: PlainText): Markdown =>
  normaliseText(text)
    .replace(/[\\*_[\]()~`<>#]/g, '\\$&')
    // A list starts with a dash, a plus or a number with a dot.
    .replace(/^(\s*(?:\d+(?=\.))?)([-+.])/, '$1\\$2') as Markdown;

/** Undoes `escapeMarkdown`, for a summary or a screen reader. */
export const unescapeMarkdown = (text: Markdown): PlainText => text.replace(/\\([\\*_[\]()~`<>#.+-])/g, '$1');

/** Escapes a person's name and keeps it on one line. */
export const personName = (name: PlainText): Markdown => escapeMarkdown(name).replaceAll(' ', '\u00a0') as Markdown;

/** Composes Markdown from literal text and values that are Markdown already. */
export const md = (literals: TemplateStringsArray, ...values: readonly Markdown[]): Markdown =>
  String.raw({ raw: literals }, ...values) as Markdown;

export const joinMarkdown = (texts: readonly Markdown[], separator: string): Markdown =>
  texts.join(separator) as Markdown;

/** Ten squares, as many filled as tenths are used: at least one if any is, all if more are used than owned. */
export function usageBar(used: number, owned: number): { text: Markdown; color: 'Accent' | 'Attention' } {
  const filled = used > owned ? 10 : used === 0 ? 0 : Math.max(1, Math.floor((used * 10) / owned));
  const text = ('■'.repeat(filled) + '□'.repeat(10 - filled)) as Markdown;
  return { text, color: used > owned ? 'Attention' : 'Accent' };
}
