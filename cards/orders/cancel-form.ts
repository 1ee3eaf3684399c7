import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import { cancellationReasons } from '../../src/domain/subscription/order-request.ts';
import { cancellableUntil } from '../../src/domain/subscription/preview-cancellation.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import fields from '../kit/parts/fields.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };

const render = template(head, fields);

/** How a cancelling form was left. */
export interface CancelFormInput {
  readonly reason?: string;
  readonly feedback?: string;
  readonly problem?: string;
}

/** Asks why, and what else there is to say (RULES S6, #10). */
export function cancelForm(
  holding: SubscriptionDetails,
  { reason = '', feedback = '', problem }: CancelFormInput,
  t: Translations,
): Card {
  const { cancel, buttons, moment, date, number, links } = t;
  const { subscription, product, rules, now } = holding;
  const until = cancellableUntil(subscription, rules);
  const { pastDue, billed, term } = subscription;
  const unpaid = pastDue !== undefined && billed.end >= term.end;
  const inside = subscription.plan !== 'trial' && now < until;
  const all: Button[] = [
    { title: buttons.review, verb: 'next', reads: true },
    // Money back or not: whoever only wants it to end need not give a reason.
    ...(inside && subscription.renews
      ? [{ title: buttons.stopRenewing, verb: 'recurring', data: about(holding) }]
      : []),
    { title: buttons.back, verb: 'back' },
  ];
  return render({
    lang: t.lang,
    summary: problem ?? cancel.summary(product),
    ...headerView({
      eyebrow: { text: cancel.eyebrow },
      title: escapeMarkdown(product),
      caption: unpaid
        ? cancel.endsNow
        : inside
          ? cancel.inside(moment(until))
          : cancel.outside(date(subscription.term.end)),
    }),
    ...fieldsView(
      [
        {
          kind: 'choice',
          id: 'reason',
          label: cancel.reason,
          value: reason,
          style: 'expanded',
          required: true,
          error: cancel.reasonError,
          choices: cancellationReasons.map((one) => ({ title: t.reasons[one], value: one })),
        },
        {
          kind: 'text',
          id: 'feedback',
          label: cancel.feedback,
          value: feedback,
          placeholder: cancel.feedbackHint(number(rules.maxFeedback)),
          multiline: true,
          max: rules.maxFeedback,
        },
      ],
      { ...(problem && { problem }) },
    ),
    buttons: all,
    link: { title: t.adminCentre.products, url: links.products },
  });
}

const about = ({ subscription }: SubscriptionDetails) => ({ subscription: subscription.id, on: false });
