import { paymentVerbs } from '../../src/domain/account/payment-acts.ts';
import type { BillingPlan } from '../../src/domain/catalogue/product.ts';
import { orderVerbs } from '../../src/domain/subscription/acts.ts';
import type { Card } from '../kit/card.ts';
import { type Choice, choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { en, type UnsureStrings } from '../strings/en/clarify.ts';
import { nl } from '../strings/nl/clarify.ts';

const strings: Record<Translations['lang'], UnsureStrings> = { en, nl };

/** Something that may have been meant: a verb, and what goes with it when it is pressed. */
export interface PossibleIntent
  extends Omit<FormattedIntent, 'total' | 'delta' | 'more' | 'quantity' | 'people' | 'period'> {
  readonly verb: keyof UnsureStrings['would'];
  readonly total?: number | undefined;
  readonly delta?: number | undefined;
  readonly quantity?: number | undefined;
  readonly people?: readonly string[] | undefined;
  readonly period?: { readonly from: string; readonly to: string } | undefined;
}

/** What may have been meant, its values written as its reader writes them. */
export interface FormattedIntent {
  readonly product?: string | undefined;
  readonly total?: string | undefined;
  /** The difference without its sign, and whether it adds. */
  readonly delta?: string | undefined;
  readonly more: boolean;
  readonly quantity?: string | undefined;
  readonly plan?: BillingPlan | undefined;
  readonly trial?: boolean | undefined;
  readonly people?: string | undefined;
  readonly on?: boolean | undefined;
  readonly period?: string | undefined;
  readonly number?: string | undefined;
  readonly topic?: 'pays' | 'sees' | 'leaving' | 'refunds' | 'renewal' | 'trials' | undefined;
  readonly to?: string | undefined;
  readonly who?: string | undefined;
  readonly of?: 'own' | 'decide' | undefined;
}

/** What changes something once it was reviewed. */
const changingVerbs: ReadonlySet<string> = new Set([...orderVerbs, ...paymentVerbs, 'ask', 'answer', 'withdraw']);

/** Names that are shown of a list of people. */
const MAX_NAMES = 3;

/** Something was said that may mean two things: nothing happens until one is chosen. */
export function clarifyCard(nearest: readonly PossibleIntent[], busy: boolean, t: Translations): Card {
  const { unknown, buttons } = t;
  const says = strings[t.lang];
  return choiceCard(
    {
      eyebrow: { text: unknown.eyebrow },
      title: says.title,
      choices: nearest.map((meant): Choice => {
        const { verb, ...data } = meant;
        return {
          name: says.would[verb](formatIntent(meant, t)),
          detail: changingVerbs.has(verb) ? says.asks : says.shows,
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

/** “Noor, Milan and Yara”; of many people only the first are named. */
function formatNameList(people: readonly string[], t: Translations): string {
  const { and, others } = strings[t.lang];
  const more = people.length - MAX_NAMES;
  const named = more > 0 ? [...people.slice(0, MAX_NAMES), others(t.number(more))] : people;
  const last = named.at(-1) ?? '';
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} ${and} ${last}`;
}
