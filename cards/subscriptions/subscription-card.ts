import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { endOf } from '../../src/domain/subscription/preview-change.ts';
import { licencesOf, removableNow, type Subscription } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, md, usageBar } from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { periodOf, statusOf } from './subscription-status.ts';

const render = template(headPart, rowsPart);

/** One subscription in detail, with the actions that are possible now. */
export function subscriptionCard(details: SubscriptionDetails, t: Translations): Card {
  const { subscription, product, rules } = details;
  const { detail, number, links } = t;
  const owned = licencesOf(subscription);
  const used = subscription.assignments.length;
  const { state, color } = statusOf(subscription, rules, t);
  return render({
    lang: t.lang,
    summary: detail.summary(product, number(used), number(owned)),
    ...headerView({
      title: escapeMarkdown(product),
      state: { text: state, color },
      number: { text: detail.count(number(used), number(owned)) },
      caption: detail.caption,
      sentences: details.estimated ? [t.review.estimate] : [],
      bar: usageBar(used, owned),
    }),
    ...rowsView([detailRows(details, t)]),
    buttons: buttonsOf(details, t),
    link: { title: t.adminCentre.products, url: links.products },
  });
}

/** The possible actions, at most six buttons: the primary one first, Back last. */
function buttonsOf({ subscription, now }: SubscriptionDetails, { buttons, number }: Translations): readonly Button[] {
  const { id, state, plan, renews, card, scheduled, assignments, cancelled } = subscription;
  const data = { subscription: id };
  const back: Button = { title: buttons.back, verb: 'list' };
  const unassign: readonly Button[] =
    assignments.length > 0 ? [{ title: buttons.unassign, verb: 'unassign', data }] : [];
  if (state.kind !== 'active') {
    const canUndo = cancelled !== undefined && now < cancelled.until;
    return [
      ...(plan === 'trial'
        ? [{ title: buttons.buy, verb: 'buy', data: { product: subscription.product } }]
        : [{ title: canUndo ? buttons.undo : buttons.reactivate, verb: 'reactivate', data }]),
      ...(state.kind === 'expired' ? unassign : []),
      back,
    ];
  }
  const ends: readonly Button[] = renews
    ? [{ title: buttons.cancel, verb: 'cancel', data }]
    : plan === 'trial' && !card
      ? []
      : [{ title: buttons.renewAgain, verb: 'recurring', data: { ...data, on: true } }];
  return [
    ...(plan === 'trial' ? [] : [{ title: buttons.change, verb: 'change', data }]),
    { title: buttons.assign, verb: 'assign', data },
    ...unassign,
    ...(scheduled ? [{ title: buttons.keep(number(licencesOf(subscription))), verb: 'keep', data }] : []),
    ...(plan === 'trial' && !card
      ? [{ title: buttons.buy, verb: 'buy', data: { product: subscription.product } }]
      : []),
    ...ends,
    back,
  ];
}

function detailRows(details: SubscriptionDetails, t: Translations): readonly Row[] {
  const { subscription, paidWith, currency, now, rules } = details;
  const { detail, date, money, number, plan, period, licences } = t;
  const row = (label: Markdown, value: Markdown): Row => ({ label, value });
  const { scheduled } = subscription;
  const isTrial = subscription.plan === 'trial';
  const isActive = subscription.state.kind === 'active';
  const removable = isActive && !isTrial && subscription.renews ? removableNow(subscription, now, rules) : 0;
  const price = md`${money(subscription.price * licencesOf(subscription), currency)} ${period[periodOf(subscription)]}`;
  return [
    ...(isActive && !isTrial ? [row(detail.price, price)] : []),
    ...dateRows(subscription, details, t),
    row(detail.term, plan[subscription.plan]),
    ...(paidWith ? [row(detail.paidWith, escapeMarkdown(paidWith))] : []),
    ...(isActive ? [row(detail.recurring, subscription.renews ? detail.on : detail.off)] : []),
    ...(removable > 0 ? [row(detail.removable, licences(number(removable), removable))] : []),
    ...(scheduled
      ? [
          {
            label: detail.scheduled,
            value: licences(number(scheduled.total), scheduled.total),
            bold: true,
            color: 'Accent',
          } as const,
        ]
      : []),
    ...(subscription.creditCheckUntil ? [row(detail.creditCheck, date(subscription.creditCheckUntil))] : []),
  ];
}

/** The dates of this state (RULES #13, #14). */
function dateRows(subscription: Subscription, { rules }: SubscriptionDetails, t: Translations): readonly Row[] {
  const { state, term, plan, renews, overSince, pastDue } = subscription;
  const { detail, date } = t;
  const row = (label: Markdown, at: number, days = 0): Row => ({ label, value: date(at + days * DAY) });
  switch (state.kind) {
    case 'expired':
      return [
        row(detail.ended, endOf(subscription)),
        row(detail.accessUntil, state.since, rules.expiredDays),
        row(detail.dataUntil, state.since, rules.expiredDays + rules.disabledDays),
      ];
    case 'disabled':
      return [row(detail.ended, endOf(subscription)), row(detail.dataUntil, state.since, rules.disabledDays)];
    case 'deleted':
      return [row(detail.ended, endOf(subscription))];
    case 'active':
      return [
        ...(pastDue
          ? [
              row(detail.pastDue, pastDue.since),
              row(detail.retry, pastDue.since, rules.retryDays[pastDue.tries - 1] ?? 0),
            ]
          : [
              row(
                plan === 'trial' ? (renews ? detail.paidFrom : detail.trialEnds) : renews ? detail.renews : detail.ends,
                term.end,
              ),
            ]),
        ...(renews || plan === 'trial' || pastDue
          ? []
          : [
              row(detail.accessUntil, term.end, rules.expiredDays),
              row(detail.dataUntil, term.end, rules.expiredDays + rules.disabledDays),
            ]),
        ...(overSince === undefined ? [] : [row(detail.resolveBy, overSince, rules.overDays)]),
      ];
  }
}
