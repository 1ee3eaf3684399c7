import { pageOf } from '../../src/application/runtime/pages.ts';
import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md, usageBar } from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import itemsPart from '../kit/parts/items.json' with { type: 'json' };
import { periodOf, statusOf } from './subscription-status.ts';

const render = template(headPart, itemsPart);

const PAGE_SIZE = 5;

/** The user's own subscriptions, five on a card (RULES S2). */
export function subscriptionsCard(purchases: OwnPurchases, page: number, t: Translations): Card {
  const { subscriptions, terms } = purchases;
  const { buttons } = t;
  const { list } = t.subscriptions;
  const count = subscriptions.length;
  const shown = pageOf(subscriptions, page, PAGE_SIZE);
  const [month, year] = [activeCost(subscriptions, 'month'), activeCost(subscriptions, 'year')];
  const yearly = t.money(year, terms.currency);
  // Monthly and yearly costs are not added up: they are paid at different times.
  const total = month === 0 && year > 0 ? list.year(yearly) : list.month(t.money(month, terms.currency));
  const range = shown.pages > 1 ? list.page(shown.first, shown.last, count) : list.caption(count);
  const caption = terms.estimated ? md`${range} · ${t.estimate.label}` : range;
  const all: Button[] = [
    { title: t.subscriptions.buttons.change, verb: 'change' },
    ...(shown.nextCount > 0
      ? [{ title: buttons.next(shown.nextCount), verb: 'list', data: { page: shown.page + 1 } }]
      : []),
    ...(shown.page > 0 ? [{ title: buttons.previous, verb: 'list', data: { page: shown.page - 1 } }] : []),
    { title: t.subscriptions.buttons.buy, verb: 'catalogue' },
    { title: t.activityHistory.button, verb: 'history' },
    { title: buttons.home, verb: 'home' },
  ];
  return render({
    lang: t.lang,
    summary: list.summary(count, total),
    ...headerView({
      eyebrow: { text: list.eyebrow },
      title: total,
      caption: month > 0 && year > 0 ? list.alsoYear(yearly, caption) : caption,
      small: true,
    }),
    items: shown.items.map((one) => itemView(one, purchases, t)),
    buttons: all,
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}

function itemView(subscription: Subscription, { terms, rules }: OwnPurchases, t: Translations) {
  const { number, money, period } = t;
  const { list } = t.subscriptions;
  const owned = licencesOf(subscription);
  const used = subscription.assignments.length;
  const product = terms.products.get(subscription.product)?.name ?? subscription.product;
  const isActive = subscription.state.kind === 'active';
  const price = isActive ? money(subscription.price * owned, terms.currency) : '–';
  const billingPeriod = subscription.plan === 'trial' ? period.trial : period[periodOf(subscription)];
  const per = isActive ? billingPeriod : period.ended;
  const { state, color, next } = statusOf(subscription, rules, t);
  const usedText = list.used(number(used), number(owned));
  const bar = usageBar(used, owned);
  return {
    name: escapeMarkdown(product),
    price,
    period: per,
    used: usedText,
    bar: bar.text,
    barColor: bar.color,
    state,
    stateColor: color,
    next,
    spoken: `${product}, ${usedText}, ${price} ${per}, ${state} ${next}`,
    verb: 'open',
    data: { verb: 'open', subscription: subscription.id },
  };
}

/** The cost of the active subscriptions that are billed by this period, before tax. */
const activeCost = (subscriptions: readonly Subscription[], period: 'month' | 'year'): number =>
  subscriptions
    .filter((one) => one.state.kind === 'active' && periodOf(one) === period)
    .reduce((total, one) => total + one.price * licencesOf(one), 0);
