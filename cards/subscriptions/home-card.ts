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
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import countdowns from '../kit/parts/countdowns.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };

const render = template(head, countdowns);

/** One card shows at most this many things; what is less urgent waits. */
const SHOWN = 3;

/** What needs attention first, and everything that can be done, in one look. */
export function homeCard(actor: Actor, purchases: OwnPurchases, t: Translations, note?: string): Card {
  const { home, buttons, administration } = t;
  const looks = isAllowed(actor, 'purchases.read-all');
  const asked = purchases.requestsToDecide > 0 ? 1 : 0;
  const items = purchases.alerts.slice(0, SHOWN - asked);
  const some = purchases.subscriptions.length > 0;
  const more = purchases.alerts.length > items.length;
  const count = items.length + asked;
  const found = more ? home.attentionFirst(count) : home.attention(count);
  const title = count > 0 ? found : some ? home.calm : home.none;
  const all: Button[] = [
    ...(some
      ? [
          { title: buttons.subscriptions, verb: 'list' },
          // There is room for six: whoever looks after all purchases assigns from a subscription of their own.
          ...(looks ? [] : [{ title: buttons.assign, verb: 'assign' }]),
        ]
      : []),
    ...(looks ? [{ title: administration.all, verb: 'purchases' }] : []),
    { title: buttons.buy, verb: 'catalogue' },
    ...(some ? [{ title: buttons.invoices, verb: 'invoices' }] : []),
    { title: buttons.payment, verb: 'payment' },
    { title: buttons.help, verb: 'help' },
  ];
  return render({
    lang: t.lang,
    summary: title,
    ...headerView({
      eyebrow: { text: note ?? personName(actor.name) },
      title,
      sentences: some || asked ? [] : [home.noneWay],
    }),
    countdowns: [
      ...toDecide(purchases, t),
      ...items.map((item) => {
        const row = countdownOf(item, purchases, t);
        const spoken = `${row.what}, ${row.count} ${row.unit}, ${row.detail}`;
        const opens =
          item.kind === 'card-expires'
            ? { verb: 'method', method: item.card.id }
            : { verb: 'open', subscription: item.subscription.id };
        return {
          ...row,
          what: escapeMarkdown(row.what),
          spoken,
          verb: opens.verb,
          data: opens,
        };
      }),
    ],
    buttons: all,
  });
}

/** Licence requests that others wait for, before all that is one's own. */
function toDecide({ requestsToDecide: count }: OwnPurchases, { requests: { home: says }, number }: Translations) {
  if (count === 0) return [];
  const { what, detail } = says;
  const unit = says.unit(count);
  const data = { verb: 'requests', of: 'decide' };
  const spoken = `${what}, ${count} ${unit}, ${detail}`;
  return [{ count: number(count), unit, color: 'Warning', what, detail, spoken, verb: data.verb, data }];
}

interface Countdown {
  readonly count: string;
  readonly unit: string;
  readonly color: Colour;
  readonly what: string;
  readonly detail: string;
}

function countdownOf(item: SubscriptionAlert, { terms, now }: OwnPurchases, t: Translations): Countdown {
  const { home, number, date, moment, money } = t;
  const { subscription } = item;
  const product = terms.products.get(subscription.product)?.name ?? subscription.product;
  switch (item.kind) {
    case 'past-due':
      return {
        ...left(now, item.since, t),
        color: 'Attention',
        what: product,
        detail: home.pastDue(date(item.since)),
        unit: home.unpaidUnit,
        count: '!',
      };
    case 'over':
      return {
        count: number(item.count),
        unit: home.overUnit,
        color: 'Attention',
        what: product,
        detail: home.over(date(item.by)),
      };
    case 'undo':
      return {
        ...left(now, item.by, t),
        what: home.undo(number(item.count), product),
        detail: home.until(moment(item.by)),
      };
    case 'ends':
      return { ...left(now, item.by, t), what: home.ends(product), detail: home.endsDetail(date(item.by)) };
    case 'card-expires': {
      const card = cardName(item.card);
      return {
        ...left(now, item.by, t),
        what: item.by <= now ? home.cardExpired(card) : home.cardExpires(card),
        detail: home.cardFor(product),
      };
    }
    case 'renews': {
      const detail = `${money(item.net, terms.currency)} · ${date(item.by)}`;
      return {
        ...left(now, item.by, t),
        what: subscription.plan === 'trial' ? home.converts(product) : home.renews(product),
        detail,
      };
    }
    case 'unused': {
      const used = number(licencesOf(subscription) - item.count);
      return {
        count: number(item.count),
        unit: home.unusedUnit,
        color: 'Default',
        what: product,
        detail: home.usedOf(used, number(item.of)),
      };
    }
  }
}

/** Time left: in hours for the last two days, in days before that. */
function left(now: number, by: number, { home, number }: Translations): { count: string; unit: string; color: Colour } {
  const time = Math.max(0, by - now);
  if (time >= 2 * DAY) {
    const days = Math.floor(time / DAY);
    return { count: number(days), unit: home.days(days), color: 'Warning' };
  }
  const hours = Math.floor(time / HOUR);
  return { count: number(hours), unit: home.hours(hours), color: 'Attention' };
}
