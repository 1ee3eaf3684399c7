import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import { cancellationReasons } from '../../src/domain/subscription/order-request.ts';
import { cancellableUntil } from '../../src/domain/subscription/preview-cancellation.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type PlainText } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };

const render = template(headPart, fieldsPart);

/** What the user entered into the form before. */
export interface CancelFormInput {
  readonly reason?: string;
  readonly feedback?: string;
  readonly problem?: PlainText;
}

/** Asks for the reason of the cancellation and for feedback (RULES S6, #10). */
export function cancelForm(
  details: SubscriptionDetails,
  { reason = '', feedback = '', problem }: CancelFormInput,
  t: Translations,
): Card {
  const { buttons, moment, date, number, links } = t;
  const { subscription, product, rules, now } = details;
  const until = cancellableUntil(subscription, rules);
  const { pastDue, billed, term } = subscription;
  const isUnpaid = pastDue !== undefined && billed.end >= term.end;
  const isInWindow = subscription.plan !== 'trial' && now < until;
  const all: Button[] = [
    { title: buttons.review, verb: 'next', reads: true },
    // Turning renewal off needs no reason.
    ...(isInWindow && subscription.renews
      ? [{ title: t.subscriptions.buttons.stopRenewing, verb: 'recurring', data: renewalOff(details) }]
      : []),
    { title: buttons.back, verb: 'back' },
  ];
  return render({
    lang: t.lang,
    summary: problem ?? t.orders.cancelForm.summary(product),
    ...headerView({
      eyebrow: { text: t.orders.cancelForm.eyebrow },
      title: escapeMarkdown(product),
      caption: isUnpaid
        ? t.orders.cancelForm.unpaid
        : isInWindow
          ? t.orders.cancelForm.insideWindow(moment(until))
          : t.orders.cancelForm.outsideWindow(date(subscription.term.end)),
    }),
    ...fieldsView(
      [
        {
          kind: 'choice',
          id: 'reason',
          label: t.orders.cancelForm.reason,
          value: reason,
          style: 'expanded',
          required: true,
          error: t.orders.cancelForm.reasonError,
          choices: cancellationReasons.map((one) => ({ title: t.orders.cancellationReasons[one], value: one })),
        },
        {
          kind: 'text',
          id: 'feedback',
          label: t.orders.cancelForm.feedback,
          value: feedback,
          placeholder: t.orders.cancelForm.feedbackHint(number(rules.maxFeedback)),
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

const renewalOff = ({ subscription }: SubscriptionDetails) => ({ subscription: subscription.id, on: false });
