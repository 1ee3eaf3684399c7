import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import { licencesOf, type Subscription } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, usageBar } from '../kit/markdown.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import items from '../kit/parts/items.json' with { type: 'json' };
import { periodOf, statusOf } from './subscription-status.ts';

const render = template(head, items);

const PAGE = 5;

/** What somebody bought themselves, five on a card (RULES S2). */
export function subscriptionsCard(purchases: OwnPurchases, page: number, t: Translations): Card {
  const { subscriptions, terms } = purchases;
  const { list, buttons } = t;
  const count = subscriptions.length;
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = subscriptions.slice(at * PAGE, (at + 1) * PAGE);
  const left = Math.min(PAGE, count - (at + 1) * PAGE);
  const [month, year] = [costOf(subscriptions, 'month'), costOf(subscriptions, 'year')];
  const yearly = t.money(year, terms.currency);
  // The two are not added up: they are paid at different times.
  const total = month === 0 && year > 0 ? list.year(yearly) : list.month(t.money(month, terms.currency));
  const from = at * PAGE + 1;
  const which = pages > 1 ? list.page(from, from + shown.length - 1, count) : list.caption(count);
  const caption = terms.estimated ? `${which} · ${t.review.estimates}` : which;
  const all: Button[] = [
    { title: buttons.change, verb: 'change' },
    ...(left > 0 ? [{ title: buttons.next(left), verb: 'list', data: { page: at + 1 } }] : []),
    ...(at > 0 ? [{ title: buttons.previous, verb: 'list', data: { page: at - 1 } }] : []),
    { title: buttons.buy, verb: 'catalogue' },
    { title: t.history.button, verb: 'history' },
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
    items: shown.map((one) => itemOf(one, purchases, t)),
    buttons: all,
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}

function itemOf(subscription: Subscription, { terms, rules }: OwnPurchases, t: Translations) {
  const { number, money, list, period } = t;
  const owned = licencesOf(subscription);
  const used = subscription.assignments.length;
  const name = terms.products.get(subscription.product)?.name ?? subscription.product;
  // What has ended costs nothing any more.
  const active = subscription.state.kind === 'active';
  const price = active ? money(subscription.price * owned, terms.currency) : '–';
  const running = subscription.plan === 'trial' ? period.trial : period[periodOf(subscription)];
  const per = active ? running : period.ended;
  const { state, color, next } = statusOf(subscription, rules, t);
  const usedText = list.used(number(used), number(owned));
  const bar = usageBar(used, owned);
  return {
    name: escapeMarkdown(name),
    price,
    period: per,
    used: usedText,
    bar: bar.text,
    barColor: bar.color,
    state,
    stateColor: color,
    next,
    spoken: `${name}, ${usedText}, ${price} ${per}, ${state} ${next}`,
    verb: 'open',
    data: { verb: 'open', subscription: subscription.id },
  };
}

/** What the active ones cost before tax, a month or a year. */
const costOf = (subscriptions: readonly Subscription[], period: 'month' | 'year'): number =>
  subscriptions
    .filter((one) => one.state.kind === 'active' && periodOf(one) === period)
    .reduce((total, one) => total + one.price * licencesOf(one), 0);
