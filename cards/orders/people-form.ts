import type { Person } from '../../src/domain/common/person.ts';
import type { Assignment } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import fields from '../kit/parts/fields.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };

const render = template(head, fields);

/** Somebody to tick, with what tells them apart. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

export interface PeopleForm {
  readonly eyebrow: string;
  readonly title: string;
  readonly caption: string;
  readonly candidates: readonly Candidate[];
  readonly ticked: readonly string[];
  /** What stands in the field for names. */
  readonly typed: string;
  /** Whether the whole organisation can be looked through where the channel can do that. */
  readonly everybody: boolean;
  readonly problem?: string;
  readonly hint: string;
  readonly summary: string;
  readonly instead?: Button;
  /** What the button that goes on says, when it is not a review. */
  readonly next?: string;
}

/** Asks for people: ticked, looked up by name, or as a pasted list. */
export function peopleForm(form: PeopleForm, t: Translations): Card {
  const { people, buttons } = t;
  const { candidates, typed, everybody } = form;
  const tick = pickField(form, t, everybody ? people.pick : people.pickUsed);
  const find = findField(typed, t);
  return render({
    lang: t.lang,
    summary: form.problem ?? form.summary,
    ...headerView({ eyebrow: { text: form.eyebrow }, title: escapeMarkdown(form.title), caption: form.caption }),
    // An empty list of ticks cannot be drawn.
    ...fieldsView(everybody || candidates.length > 0 ? [tick, find] : [find], {
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

/** Whom it is about: ticked among those who are likely, and among everybody where the channel can look them up. */
export const pickField = (
  { candidates, ticked, everybody }: Pick<PeopleForm, 'candidates' | 'ticked' | 'everybody'>,
  { people }: Translations,
  label: string,
): Field => ({
  kind: everybody ? 'picker' : 'ticks',
  id: 'people',
  label,
  value: ticked.join(),
  style: 'expanded',
  choices: candidates.map(({ id, name, detail }) => ({
    title: detail ? people.choice(name, detail) : name,
    value: id,
  })),
});

/** Names and addresses to look up, typed or pasted. */
export const findField = (typed: string, { people }: Translations): Field => ({
  kind: 'text',
  id: 'find',
  label: people.find,
  value: typed,
  placeholder: people.placeholder,
  multiline: true,
  max: 4_000,
});

/** People by their name, with the first part of their address where a name is not enough: an address is no link here. */
export function personCandidates(people: readonly Person[]): readonly Candidate[] {
  const times = (name: string) => people.filter((one) => one.name === name).length;
  return people.map(({ id, name, mail }) => ({ id, name, detail: times(name) > 1 ? (mail.split('@')[0] ?? '') : '' }));
}

export const holderCandidate = (
  { person, lastUsed }: Assignment,
  name: string,
  { people, date }: Translations,
): Candidate => ({
  id: person,
  name,
  detail: lastUsed === undefined ? people.neverUsed : date(lastUsed),
});
