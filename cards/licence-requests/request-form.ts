import type { RequestReview } from '../../src/application/licence-requests/submit-request.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { displayNames } from '../kit/display-name.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type PlainText, unescapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };
import { type Candidate, findField, pickField } from '../orders/people-form.ts';

const render = template(headPart, fieldsPart);

export interface RequestFormInput {
  readonly product: PlainText;
  readonly candidates: readonly Candidate[];
  readonly ticked: readonly string[];
  readonly typed: string;
  readonly why: string;
  readonly problem?: PlainText;
}

/** Asks whom a licence is requested for, and why (RULES #19). */
export function requestForm(form: RequestFormInput, { maxPeople, maxWhy }: Rules, t: Translations): Card {
  const { licenceRequests, buttons } = t;
  const strings = licenceRequests.form;
  const why: Field = {
    kind: 'text',
    id: 'why',
    label: strings.reason,
    value: form.why,
    placeholder: strings.reasonHint,
    multiline: true,
    max: maxWhy,
  };
  const { product, problem } = form;
  const all = [pickField({ ...form, everybody: true }, t, strings.people), findField(form.typed, t), why];
  return render({
    lang: t.lang,
    summary: problem ?? strings.summary(product),
    ...headerView({ eyebrow: { text: strings.eyebrow }, title: escapeMarkdown(product), caption: strings.caption }),
    ...fieldsView(all, { hint: strings.hint(maxPeople), ...(problem && { problem }) }),
    buttons: [
      { title: buttons.review, verb: 'next', reads: true },
      { title: buttons.find, verb: 'next', data: { look: true }, reads: true },
      { title: buttons.back, verb: 'back' },
    ],
  });
}

/** Shows a licence request before it is sent: for whom, why, and who can decide. */
export function requestReviewCard({ product, draft, deciders, names, expires }: RequestReview, t: Translations): Card {
  const { licenceRequests, buttons, number, date } = t;
  const { review } = licenceRequests;
  const { reason, recipients, quoted } = licenceRequests.fields;
  const count = draft.people.length;
  const namesOf = (ids: readonly string[]) => displayNames(ids, names, t);
  return messageCard(
    {
      eyebrow: { text: review.eyebrow },
      title: escapeMarkdown(product),
      caption: review.caption(count),
      summary: review.summary(product, unescapeMarkdown(namesOf(deciders))),
      rows: [{ label: review.until, value: date(expires) }],
      facts: [
        { label: recipients, value: namesOf(draft.people) },
        { label: reason, value: quoted(escapeMarkdown(draft.why)) },
        { label: review.decides(deciders.length), value: namesOf(deciders) },
      ],
      buttons: [
        { title: review.ask(number(count)), verb: 'confirm' },
        { title: review.edit, verb: 'back' },
        { title: buttons.stop, verb: 'stop' },
      ],
    },
    t,
  );
}
