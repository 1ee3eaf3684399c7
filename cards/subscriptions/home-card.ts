import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import { cardName } from '../../src/domain/account/account.ts';
import { type Actor, isAllowed } from '../../src/domain/common/actor.ts';
import { DAY, HOUR } from '../../src/domain/common/time.ts';
import type { SubscriptionAlert } from '../../src/domain/subscription/alerts.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type Colour, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, md, type PlainText, personName } from '../kit/markdown.ts';
import countdownsPart from '../kit/parts/countdowns.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };

const render = template(headPart, countdownsPart);

/** The most alerts on the card: the most urgent ones. */
const MAX_ALERTS = 3;

/**
 * The home card: the most urgent alerts, and buttons for everything the user can do.
 * @param note shown in place of the user's name
 */
export function homeCard(actor: Actor, purchases: OwnPurchases, t: Translations, note?: Markdown): Card {
  const { buttons, administration } = t;
  const { home } = t.subscriptions;
  const seesAll = isAllowed(actor, 'purchases.read-all');
  const requestRows = purchases.requestsToDecide > 0 ? 1 : 0;
  const alerts = purchases.alerts.slice(0, MAX_ALERTS - requestRows);
  const hasSubscriptions = purchases.subscriptions.length > 0;
  const hasMore = purchases.alerts.length > alerts.length;
  const count = alerts.length + requestRows;
  const attention = hasMore ? home.attentionFirst(count) : home.attention(count);
  const title = count > 0 ? attention : hasSubscriptions ? home.calm : home.none;
  const all: Button[] = [
    ...(hasSubscriptions
      ? [
          { title: buttons.subscriptions, verb: 'list' },
          // A card has six buttons: an administrator assigns from one of their own subscriptions.
          ...(seesAll ? [] : [{ title: t.subscriptions.buttons.assign, verb: 'assign' }]),
        ]
      : []),
    ...(seesAll ? [{ title: administration.buttons.purchases, verb: 'purchases' }] : []),
    { title: t.subscriptions.buttons.buy, verb: 'catalogue' },
    ...(hasSubscriptions ? [{ title: t.invoices.buttons.invoices, verb: 'invoices' }] : []),
    { title: t.payments.buttons.methods, verb: 'payment' },
    { title: buttons.help, verb: 'help' },
  ];
  return render({
    lang: t.lang,
    summary: title,
    ...headerView({
      eyebrow: { text: note ?? personName(actor.name) },
      title,
      sentences: hasSubscriptions || requestRows > 0 ? [] : [home.noneText],
    }),
    countdowns: [
      ...requestsCountdown(purchases, t),
      ...alerts.map((alert) => {
        const row = countdownOf(alert, purchases, t);
        const spoken = `${row.what}, ${row.count} ${row.unit}, ${row.detail}`;
        const data =
          alert.kind === 'card-expires'
            ? { verb: 'method', method: alert.card.id }
            : { verb: 'open', subscription: alert.subscription.id };
        return {
          ...row,
          what: escapeMarkdown(row.what),
          detail: escapeMarkdown(row.detail),
          spoken,
          verb: data.verb,
          data,
        };
      }),
    ],
    buttons: all,
  });
}

/** The number of licence requests that wait for the user's decision; shown first. */
function requestsCountdown(
  { requestsToDecide: count }: OwnPurchases,
  { licenceRequests: { home: strings }, number }: Translations,
) {
  if (count === 0) return [];
  const { title: titleStrings, detail } = strings;
  const unit = strings.unit(count);
  const data = { verb: 'requests', of: 'decide' };
  const spoken = `${titleStrings}, ${count} ${unit}, ${detail}`;
  return [{ count: number(count), unit, color: 'Warning', what: titleStrings, detail, spoken, verb: data.verb, data }];
}

/** An alert: a number with its unit, and what it is about, not yet escaped. */
interface Countdown {
  readonly count: Markdown;
  readonly unit: Markdown;
  readonly color: Colour;
  readonly what: PlainText;
  readonly detail: PlainText;
}

function countdownOf(alert: SubscriptionAlert, { terms, now }: OwnPurchases, t: Translations): Countdown {
  const { number, date, moment, money } = t;
  const { home } = t.subscriptions;
  const { subscription } = alert;
  const product = terms.products.get(subscription.product)?.name ?? subscription.product;
  switch (alert.kind) {
    case 'past-due':
      return {
        ...timeLeft(now, alert.since, t),
        color: 'Attention',
        what: product,
        detail: home.pastDue(date(alert.since)),
        unit: home.unpaid,
        count: md`!`,
      };
    case 'over':
      return {
        count: number(alert.count),
        unit: home.tooMany,
        color: 'Attention',
        what: product,
        detail: home.resolveBy(date(alert.by)),
      };
    case 'undo':
      return {
        ...timeLeft(now, alert.by, t),
        what: home.undo(number(alert.count), product),
        detail: home.until(moment(alert.by)),
      };
    case 'ends':
      return { ...timeLeft(now, alert.by, t), what: home.ends(product), detail: home.endsDetail(date(alert.by)) };
    case 'card-expires': {
      const card = cardName(alert.card);
      return {
        ...timeLeft(now, alert.by, t),
        what: alert.by <= now ? home.cardExpired(card) : home.cardExpires(card),
        detail: home.cardFor(product),
      };
    }
    case 'renews': {
      const detail = `${money(alert.net, terms.currency)} · ${date(alert.by)}`;
      return {
        ...timeLeft(now, alert.by, t),
        what: subscription.plan === 'trial' ? home.converts(product) : home.renews(product),
        detail,
      };
    }
    case 'unused': {
      const used = number(licencesOf(subscription) - alert.count);
      return {
        count: number(alert.count),
        unit: home.unused,
        color: 'Default',
        what: product,
        detail: home.usedOf(used, number(alert.of)),
      };
    }
  }
}

/** The time left: in hours for the last two days, in days before that. */
function timeLeft(
  now: number,
  by: number,
  { number, subscriptions: { home } }: Translations,
): Pick<Countdown, 'count' | 'unit' | 'color'> {
  const time = Math.max(0, by - now);
  if (time >= 2 * DAY) {
    const days = Math.floor(time / DAY);
    return { count: number(days), unit: home.days(days), color: 'Warning' };
  }
  const hours = Math.floor(time / HOUR);
  return { count: number(hours), unit: home.hours(hours), color: 'Attention' };
}
