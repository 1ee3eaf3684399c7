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
  const { number, links } = t;
  const { details: detailStrings } = t.subscriptions;
  const owned = licencesOf(subscription);
  const used = subscription.assignments.length;
  const { state, color } = statusOf(subscription, rules, t);
  return render({
    lang: t.lang,
    summary: detailStrings.summary(product, number(used), number(owned)),
    ...headerView({
      title: escapeMarkdown(product),
      state: { text: state, color },
      number: { text: detailStrings.count(number(used), number(owned)) },
      caption: detailStrings.caption,
      sentences: details.estimated ? [t.estimate.note] : [],
      bar: usageBar(used, owned),
    }),
    ...rowsView([detailRows(details, t)]),
    buttons: buttonsOf(details, t),
    link: { title: t.adminCentre.products, url: links.products },
  });
}

/** The possible actions, at most six buttons: the primary one first, Back last. */
function buttonsOf({ subscription, now }: SubscriptionDetails, t: Translations): readonly Button[] {
  const { buttons, number } = t;
  const { id, state, plan, renews, card, scheduled, assignments, cancelled } = subscription;
  const data = { subscription: id };
  const back: Button = { title: buttons.back, verb: 'list' };
  const unassign: readonly Button[] =
    assignments.length > 0 ? [{ title: t.subscriptions.buttons.unassign, verb: 'unassign', data }] : [];
  if (state.kind !== 'active') {
    const canUndo = cancelled !== undefined && now < cancelled.until;
    return [
      ...(plan === 'trial'
        ? [{ title: t.subscriptions.buttons.buy, verb: 'buy', data: { product: subscription.product } }]
        : [{ title: canUndo ? buttons.undo : t.subscriptions.buttons.reactivate, verb: 'reactivate', data }]),
      ...(state.kind === 'expired' ? unassign : []),
      back,
    ];
  }
  const ends: readonly Button[] = renews
    ? [{ title: t.subscriptions.buttons.cancel, verb: 'cancel', data }]
    : plan === 'trial' && !card
      ? []
      : [{ title: t.subscriptions.buttons.renewAgain, verb: 'recurring', data: { ...data, on: true } }];
  return [
    ...(plan === 'trial' ? [] : [{ title: t.subscriptions.buttons.change, verb: 'change', data }]),
    { title: t.subscriptions.buttons.assign, verb: 'assign', data },
    ...unassign,
    ...(scheduled ? [{ title: t.orders.buttons.keep(number(licencesOf(subscription))), verb: 'keep', data }] : []),
    ...(plan === 'trial' && !card
      ? [{ title: t.subscriptions.buttons.buy, verb: 'buy', data: { product: subscription.product } }]
      : []),
    ...ends,
    back,
  ];
}

function detailRows(details: SubscriptionDetails, t: Translations): readonly Row[] {
  const { subscription, paidWith, currency, now, rules } = details;
  const { date, money, number, plan, period, licences } = t;
  const { details: detailStrings } = t.subscriptions;
  const row = (label: Markdown, value: Markdown): Row => ({ label, value });
  const { scheduled } = subscription;
  const isTrial = subscription.plan === 'trial';
  const isActive = subscription.state.kind === 'active';
  const removable = isActive && !isTrial && subscription.renews ? removableNow(subscription, now, rules) : 0;
  const price = md`${money(subscription.price * licencesOf(subscription), currency)} ${period[periodOf(subscription)]}`;
  return [
    ...(isActive && !isTrial ? [row(detailStrings.price, price)] : []),
    ...dateRows(subscription, details, t),
    row(detailStrings.term, plan[subscription.plan]),
    ...(paidWith ? [row(detailStrings.paidWith, escapeMarkdown(paidWith))] : []),
    ...(isActive ? [row(detailStrings.recurring, subscription.renews ? detailStrings.on : detailStrings.off)] : []),
    ...(removable > 0 ? [row(detailStrings.removable, licences(number(removable), removable))] : []),
    ...(scheduled
      ? [
          {
            label: detailStrings.scheduled,
            value: licences(number(scheduled.total), scheduled.total),
            bold: true,
            color: 'Accent',
          } as const,
        ]
      : []),
    ...(subscription.creditCheckUntil ? [row(detailStrings.creditCheck, date(subscription.creditCheckUntil))] : []),
  ];
}

/** The dates of this state (RULES #13, #14). */
function dateRows(subscription: Subscription, { rules }: SubscriptionDetails, t: Translations): readonly Row[] {
  const { state, term, plan, renews, overSince, pastDue } = subscription;
  const { date } = t;
  const { details: detailStrings } = t.subscriptions;
  const row = (label: Markdown, at: number, days = 0): Row => ({ label, value: date(at + days * DAY) });
  switch (state.kind) {
    case 'expired':
      return [
        row(detailStrings.ended, endOf(subscription)),
        row(detailStrings.accessUntil, state.since, rules.expiredDays),
        row(detailStrings.dataUntil, state.since, rules.expiredDays + rules.disabledDays),
      ];
    case 'disabled':
      return [
        row(detailStrings.ended, endOf(subscription)),
        row(detailStrings.dataUntil, state.since, rules.disabledDays),
      ];
    case 'deleted':
      return [row(detailStrings.ended, endOf(subscription))];
    case 'active':
      return [
        ...(pastDue
          ? [
              row(detailStrings.pastDue, pastDue.since),
              row(detailStrings.retry, pastDue.since, rules.retryDays[pastDue.tries - 1] ?? 0),
            ]
          : [
              row(
                plan === 'trial'
                  ? renews
                    ? detailStrings.paidFrom
                    : detailStrings.trialEnds
                  : renews
                    ? detailStrings.renews
                    : detailStrings.ends,
                term.end,
              ),
            ]),
        ...(renews || plan === 'trial' || pastDue
          ? []
          : [
              row(detailStrings.accessUntil, term.end, rules.expiredDays),
              row(detailStrings.dataUntil, term.end, rules.expiredDays + rules.disabledDays),
            ]),
        ...(overSince === undefined ? [] : [row(detailStrings.resolveBy, overSince, rules.overDays)]),
      ];
  }
}
