import { escapeMarkdown } from './markdown.ts';

interface Choice {
  readonly title: string;
  readonly value: string;
}

/** A field of a form; what is typed into it comes back under its id. */
export type Field =
  | {
      readonly kind: 'number';
      readonly id: string;
      readonly label: string;
      readonly value: number;
      readonly min: number;
      readonly max: number;
      readonly error: string;
    }
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly placeholder: string;
      readonly multiline: boolean;
      readonly max: number;
    }
  | { readonly kind: 'time'; readonly id: string; readonly label: string; readonly value: string }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly style: 'compact' | 'expanded';
      readonly required: boolean;
      readonly error: string;
      readonly choices: readonly Choice[];
    }
  /** Several to tick, or none; `picker` is for people and lets Teams look through the organisation's directory as well. */
  | {
      readonly kind: 'ticks' | 'picker';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      readonly style: 'expanded';
      readonly choices: readonly Choice[];
    };

/** Fields, what is wrong with them, and a hint where nothing is: as their template reads them. */
export const fieldsView = (fields: readonly Field[], { problem, hint }: { problem?: string; hint?: string } = {}) => ({
  fields,
  problem: problem ? [{ text: escapeMarkdown(problem) }] : [],
  hint: hint && !problem ? [{ text: hint }] : [],
});
