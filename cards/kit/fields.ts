import { escapeMarkdown, type Markdown, type PlainText } from './markdown.ts';

interface Choice {
  readonly title: PlainText;
  readonly value: string;
}

/** A field of a form; its value is sent under its id. */
export type Field =
  | {
      readonly kind: 'number';
      readonly id: string;
      readonly label: PlainText;
      readonly value: number;
      readonly min: number;
      readonly max: number;
      readonly error: PlainText;
    }
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: PlainText;
      readonly value: string;
      readonly placeholder: PlainText;
      readonly multiline: boolean;
      readonly max: number;
    }
  | { readonly kind: 'time'; readonly id: string; readonly label: PlainText; readonly value: string }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: PlainText;
      readonly value: string;
      readonly style: 'compact' | 'expanded';
      readonly required: boolean;
      readonly error: PlainText;
      readonly choices: readonly Choice[];
    }
  /** Any number of choices; a `picker` is for people, and in Teams also searches the organisation's directory. */
  | {
      readonly kind: 'ticks' | 'picker';
      readonly id: string;
      readonly label: PlainText;
      readonly value: string;
      readonly style: 'expanded';
      readonly choices: readonly Choice[];
    };

interface FieldNotes {
  /** What is wrong with the input. */
  readonly problem?: PlainText;
  /** Shown unless there is a problem. */
  readonly hint?: Markdown;
}

/** Fields with a problem or a hint below, as their template reads them. */
export const fieldsView = (fields: readonly Field[], { problem, hint }: FieldNotes = {}) => ({
  fields,
  problem: problem ? [{ text: escapeMarkdown(problem) }] : [],
  hint: hint && !problem ? [{ text: hint }] : [],
});
