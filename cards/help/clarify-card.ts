import { paymentVerbs } from '../../src/domain/account/payment-acts.ts';
import { orderVerbs } from '../../src/domain/subscription/acts.ts';
import { withButton } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { type Choice, choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type PlainText } from '../kit/markdown.ts';
import type { FormattedIntent } from '../strings/formatted-intent.ts';

/** A possible meaning of a sentence: a verb and its data. */
export interface PossibleIntent
  extends Omit<FormattedIntent, 'total' | 'delta' | 'more' | 'quantity' | 'people' | 'period'> {
  readonly verb: keyof Translations['clarify']['suggestions'];
  readonly total?: number | undefined;
  readonly delta?: number | undefined;
  readonly quantity?: number | undefined;
  readonly people?: readonly string[] | undefined;
  readonly period?: { readonly from: string; readonly to: string } | undefined;
}

/** Verbs that change something after a review. */
const changingVerbs: ReadonlySet<string> = new Set([...orderVerbs, ...paymentVerbs, 'ask', 'answer', 'withdraw']);

/** The most names that are shown of a list of people. */
const MAX_NAMES = 3;

/**
 * Asks which of several possible meanings the user intends; nothing happens until they choose.
 * @param busy whether another conversation is waiting for input
 */
export function clarifyCard(intents: readonly PossibleIntent[], busy: boolean, t: Translations): Card {
  const { buttons } = t;
  const { notUnderstood } = t.messages;
  const { title, suggestions, changes, readOnly } = t.clarify;
  return choiceCard(
    {
      eyebrow: { text: notUnderstood.eyebrow },
      title,
      choices: intents.map((intent): Choice => {
        const { verb, ...data } = intent;
        return {
          name: escapeMarkdown(suggestions[verb](formatIntent(intent, t))),
          detail: changingVerbs.has(verb) ? changes : readOnly,
          verb,
          data,
        };
      }),
      buttons: [
        ...(busy ? [{ title: buttons.current, verb: 'current' }] : []),
        { title: buttons.help, verb: 'help' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** The card with a button for the second wish of the sentence that it answers. */
export function withNextWish(card: Card, { verb, ...data }: PossibleIntent, t: Translations): Card {
  return withButton(card, {
    title: t.facts.nextWish(t.clarify.suggestions[verb](formatIntent({ verb, ...data }, t))),
    verb,
    data,
  });
}

function formatIntent(
  { total, delta, quantity, people, period, ...rest }: PossibleIntent,
  t: Translations,
): FormattedIntent {
  const { number, date } = t;
  return {
    ...rest,
    more: delta !== undefined && delta > 0,
    total: total === undefined ? undefined : number(total),
    delta: delta === undefined ? undefined : number(Math.abs(delta)),
    quantity: quantity === undefined ? undefined : number(quantity),
    people: people && formatNameList(people, t),
    period: period && `${date(Date.parse(period.from))} – ${date(Date.parse(period.to))}`,
  };
}

/** Formats names as “Noor, Milan and Yara”; of many people only the first are named. */
function formatNameList(people: readonly PlainText[], t: Translations): PlainText {
  const { and, others } = t.clarify;
  const hidden = people.length - MAX_NAMES;
  const names = hidden > 0 ? [...people.slice(0, MAX_NAMES), others(t.number(hidden))] : people;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${and} ${last}`;
}
