import type { Person } from '../../src/domain/common/person.ts';
import type { Assignment } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import type { Markdown, PlainText } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };

const render = template(headPart, fieldsPart);

/** A person to choose, with a detail that tells people of the same name apart. */
export interface Candidate {
  readonly id: string;
  readonly name: PlainText;
  readonly detail: PlainText;
}

export interface PeopleForm {
  readonly eyebrow: Markdown;
  readonly title: Markdown;
  readonly caption: Markdown;
  readonly candidates: readonly Candidate[];
  readonly ticked: readonly string[];
  /** The text in the field for names. */
  readonly typed: string;
  /** Whether to search the whole organisation, in channels that can. */
  readonly everybody: boolean;
  readonly problem?: PlainText;
  readonly hint: Markdown;
  readonly summary: PlainText;
  readonly instead?: Button;
  /** The title of the primary button, unless it leads to a review. */
  readonly next?: PlainText;
}

/** Asks for people: to tick, to look up by name, or to paste as a list. */
export function peopleForm(form: PeopleForm, t: Translations): Card {
  const { buttons } = t;
  const { form: formStrings } = t.assignments;
  const { candidates, typed, everybody } = form;
  const pick = pickField(form, t, everybody ? formStrings.pick : formStrings.pickUsed);
  const find = findField(typed, t);
  return render({
    lang: t.lang,
    summary: form.problem ?? form.summary,
    ...headerView({ eyebrow: { text: form.eyebrow }, title: form.title, caption: form.caption }),
    // Channels cannot draw an empty list of choices.
    ...fieldsView(everybody || candidates.length > 0 ? [pick, find] : [find], {
      hint: form.hint,
      ...(form.problem && { problem: form.problem }),
    }),
    buttons: [
      { title: form.next ?? buttons.review, verb: 'next', reads: true },
      { title: buttons.find, verb: 'next', data: { look: true }, reads: true },
      ...(form.instead ? [form.instead] : []),
      { title: buttons.back, verb: 'back' },
    ],
    link: { title: t.adminCentre.licences, url: t.links.licences },
  });
}

/** The field to choose people: the likely ones, or the whole organisation in channels that can search it. */
export const pickField = (
  { candidates, ticked, everybody }: Pick<PeopleForm, 'candidates' | 'ticked' | 'everybody'>,
  { assignments: { form: formStrings } }: Translations,
  label: PlainText,
): Field => ({
  kind: everybody ? 'picker' : 'ticks',
  id: 'people',
  label,
  value: ticked.join(),
  style: 'expanded',
  choices: candidates.map(({ id, name, detail }) => ({
    title: detail ? formStrings.choice(name, detail) : name,
    value: id,
  })),
});

/** The field for names and addresses to look up. */
export const findField = (typed: string, { assignments: { form: formStrings } }: Translations): Field => ({
  kind: 'text',
  id: 'find',
  label: formStrings.find,
  value: typed,
  placeholder: formStrings.placeholder,
  multiline: true,
  max: 4_000,
});

/** Candidates by name; people with the same name have the first part of their mail address, which Teams does not turn into a link. */
export function personCandidates(people: readonly Person[]): readonly Candidate[] {
  const isDuplicate = (name: string) => people.filter((one) => one.name === name).length > 1;
  return people.map(({ id, name, mail }) => ({
    id,
    name,
    detail: isDuplicate(name) ? (mail.split('@')[0] ?? '') : '',
  }));
}

export const holderCandidate = (
  { person, lastUsed }: Assignment,
  name: string,
  { date, assignments: { form: formStrings } }: Translations,
): Candidate => ({
  id: person,
  name,
  detail: lastUsed === undefined ? formStrings.neverUsed : date(lastUsed),
});
