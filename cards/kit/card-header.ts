export type Colour = 'Default' | 'Good' | 'Warning' | 'Attention' | 'Accent';

/** The top of a card: each part is there or not, always in this order. */
export interface CardHeader {
  readonly eyebrow?: { readonly text: string; readonly color?: Colour };
  /** Empty where the number is the title. */
  readonly title: string;
  /** State of the thing, beside its title. */
  readonly state?: { readonly text: string; readonly color: Colour };
  /** `20 → 25 licences`. */
  readonly change?: string;
  /** The number that matters. */
  readonly number?: { readonly text: string; readonly color?: Colour };
  readonly caption?: string;
  readonly small?: true;
  readonly bar?: { readonly text: string; readonly color: Colour };
  readonly sentences?: readonly string[];
}

/** The head as its template reads it: what may be absent is a list of none or one. */
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
  title: state || title === '' ? [] : [{ text: title }],
  titleWithState: state ? [{ text: title, state: state.text, color: state.color }] : [],
  change: change ? [{ text: change }] : [],
  number: number ? [{ color: 'Default', ...number }] : [],
  caption: caption ? [{ text: caption, size: small ? 'Small' : 'Default' }] : [],
  bar: bar ? [bar] : [],
  sentences: sentences.map((text) => ({ text })),
});
