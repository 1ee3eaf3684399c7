import type { Markdown } from './markdown.ts';

export type Colour = 'Default' | 'Good' | 'Warning' | 'Attention' | 'Accent';

/** The top of a card: each element is optional, and the order is always this one. */
export interface CardHeader {
  readonly eyebrow?: { readonly text: Markdown; readonly color?: Colour };
  /** Absent where the number takes its place. */
  readonly title?: Markdown;
  /** The status of the thing, beside its title. */
  readonly state?: { readonly text: Markdown; readonly color: Colour };
  /** `20 → 25 licences`. */
  readonly change?: Markdown;
  /** The most important figure. */
  readonly number?: { readonly text: Markdown; readonly color?: Colour };
  readonly caption?: Markdown;
  readonly small?: true;
  readonly bar?: { readonly text: Markdown; readonly color: Colour };
  readonly sentences?: readonly Markdown[];
}

/** The header as its template reads it: an optional element is a list of none or one. */
export const headerView = ({
  eyebrow,
  title,
  state,
  change,
  number,
  caption,
  small,
  bar,
  sentences = [],
}: CardHeader) => ({
  eyebrow: eyebrow ? [{ text: eyebrow.text, subtle: !eyebrow.color, color: eyebrow.color ?? 'Default' }] : [],
  title: state || !title ? [] : [{ text: title }],
  titleWithState: state ? [{ text: title ?? '', state: state.text, color: state.color }] : [],
  change: change ? [{ text: change }] : [],
  number: number ? [{ color: 'Default', ...number }] : [],
  caption: caption ? [{ text: caption, size: small ? 'Small' : 'Default' }] : [],
  bar: bar ? [bar] : [],
  sentences: sentences.map((text) => ({ text })),
});
