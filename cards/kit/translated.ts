import type { Rules } from '../../src/domain/common/rules.ts';
import type { Markdown, OwnText, PlainText } from './markdown.ts';

/**
 * Strings as cards use them. A constant reads the same everywhere; a function of foreign text gives Markdown for Markdown
 * and plain text for plain text, and takes no mixture of both.
 */
export type Translated<T> = T extends (...args: infer Args) => infer Result
  ? TranslatedFunction<Args, Result>
  : TranslatedTo<T, OwnText>;

type TranslatedFunction<Args extends unknown[], Result> = [ForeignText<Args[number]>] extends [never]
  ? (...args: Args) => TranslatedTo<Result, OwnText>
  : [Extract<Exclude<Args[number], string>, object>] extends [never]
    ? {
        (...args: TextArguments<Args, OwnText>): TranslatedTo<Result, OwnText>;
        (...args: TextArguments<Args, PlainText>): TranslatedTo<Result, PlainText>;
        (...args: TextArguments<Args, Markdown>): TranslatedTo<Result, Markdown>;
      }
    : // What is in an object, such as the product of a refusal, is as others wrote it.
      (...args: Args) => TranslatedTo<Result, PlainText>;

type TextArguments<Args extends unknown[], Text> = { [K in keyof Args]: TextArgument<Args[K], Text> };
type TextArgument<Arg, Text> = Arg extends string ? (string extends Arg ? Text : Arg) : Arg;

/** The free text in a value, in contrast to one of a few literals; `never` where there is none. Rules are ours. */
type ForeignText<T> = T extends Rules | ((...args: never[]) => unknown)
  ? never
  : T extends string
    ? string extends T
      ? T
      : never
    : T extends object
      ? { [K in keyof T]: ForeignText<T[K]> }[keyof T]
      : never;

type TranslatedTo<T, Text> = T extends string
  ? Text
  : T extends (...args: never[]) => unknown
    ? Translated<T>
    : T extends object
      ? { readonly [K in keyof T]: TranslatedTo<T[K], Text> }
      : T;

/** Types strings for use on cards. They hold no Markdown themselves, and insert their arguments unchanged. */
export const translated = <T>(strings: T): Translated<T> => strings as Translated<T>;
