import type { OrderReview } from '../../src/application/orders/review-order.ts';
import type { OwnPurchases, SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import { productName } from '../../src/application/subscriptions/overview.ts';
import type {
  ChargeAnswer,
  ChargedLine,
  RefundWindow,
  RunningCost,
} from '../../src/application/subscriptions/own-facts.ts';
import type { BillingPlan, Product, Terms } from '../../src/domain/catalogue/product.ts';
import { planMonths } from '../../src/domain/catalogue/product.ts';
import { endOf } from '../../src/domain/subscription/preview-change.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import type { Row } from '../kit/rows.ts';

/** What cannot be done, by the name of its text. */
export type Impossible = keyof Omit<Translations['facts']['cannot'], 'eyebrow'>;

/** Most subscriptions in one answer. */
const MAX_ROWS = 12;

const home = (t: Translations): Button => ({ title: t.buttons.home, verb: 'home' });
const openButton = ({ subscription: { id } }: SubscriptionDetails, t: Translations): Button => ({
  title: t.subscriptions.buttons.open,
  verb: 'open',
  data: { subscription: id },
});

/** What a product costs, or a number of licences of it, in each plan. Before tax. */
export function priceCard(
  { id, name, prices }: Product,
  quantity: number | undefined,
  { currency }: Terms,
  t: Translations,
): Card {
  const { price } = t.facts;
  const plans = (Object.keys(planMonths) as BillingPlan[]).filter((plan) => prices[plan] !== undefined);
  const count = quantity ?? 1;
  const amountOf = (plan: BillingPlan) =>
    md`${t.money((prices[plan] ?? 0) * count, currency)} ${planMonths[plan].billing === 12 ? price.year : price.month}`;
  const [first, ...others] = plans;
  if (!first) {
    return messageCard(
      {
        eyebrow: { text: price.eyebrow },
        title: price.noPrice(escapeMarkdown(name)),
        sentences: [price.noPriceText],
        buttons: [{ title: t.clarify.suggestions.catalogue(), verb: 'catalogue' }, home(t)],
      },
      t,
    );
  }
  const of = quantity === undefined ? price.each : price.forMany(t.number(count));
  return messageCard(
    {
      eyebrow: { text: price.eyebrow },
      title: escapeMarkdown(name),
      number: { text: amountOf(first) },
      caption: md`${of} · ${price.plan[first]}`,
      summary: `${name}: ${t.money((prices[first] ?? 0) * count, currency)} ${of}.`,
      rows: others.map((plan): Row => ({ label: price.plan[plan], value: amountOf(plan) })),
      buttons: [
        {
          title: t.subscriptions.buttons.buy,
          verb: 'buy',
          data: { product: id, ...(quantity !== undefined && { quantity }) },
        },
        home(t),
      ],
    },
    t,
  );
}

/** What more licences of a subscription cost today and from the renewal on. Nothing is ordered. */
export function morePriceCard({ preview, details }: OrderReview, delta: number, t: Translations): Card {
  const { price } = t.facts;
  const { renewal, today } = preview;
  const money = (amount: number) => t.money(amount, details.currency);
  return messageCard(
    {
      eyebrow: { text: price.moreEyebrow },
      title: price.more(t.number(delta), escapeMarkdown(details.product)),
      number: { text: money(today.gross) },
      caption: price.today,
      summary: `${details.product}, +${t.number(delta)}: ${money(today.gross)}.`,
      rows: renewal ? [{ label: price.renewal(t.date(renewal.at)), value: money(renewal.totals.gross) }] : [],
      ...(details.estimated && { sentences: [t.estimate.note] }),
      buttons: [
        { title: price.add(t.number(delta)), verb: 'change', data: { subscription: details.subscription.id, delta } },
        openButton(details, t),
        home(t),
      ],
    },
    t,
  );
}

/** What the active subscriptions cost in a month and a year. */
export function costCard(
  { month, year, currency, subscriptions }: RunningCost,
  per: 'month' | 'year' | undefined,
  t: Translations,
): Card {
  const { cost } = t.facts;
  if (subscriptions.length === 0) {
    return messageCard(
      { eyebrow: { text: cost.eyebrow }, title: cost.none, sentences: [cost.noneText], buttons: [home(t)] },
      t,
    );
  }
  const [monthly, yearly] = [cost.month(t.money(month, currency)), cost.year(t.money(year, currency))];
  const [first, second] = per === 'year' ? [yearly, monthly] : [monthly, yearly];
  return messageCard(
    {
      eyebrow: { text: cost.eyebrow },
      number: { text: first },
      caption: md`${second} · ${cost.caption(subscriptions.length)}`,
      summary: `${first}, ${second}.`,
      rows: subscriptions.slice(0, MAX_ROWS).map(
        (one): Row => ({
          label: escapeMarkdown(one.product),
          value:
            per === 'year'
              ? cost.year(t.money(one.year, currency))
              : cost.month(t.money(Math.round(one.year / 12), currency)),
        }),
      ),
      buttons: [
        { title: t.buttons.subscriptions, verb: 'list' },
        { title: t.invoices.buttons.spending, verb: 'spend' },
        home(t),
      ],
    },
    t,
  );
}

/** Why something was charged: the invoice line with its order or renewal, or the charges that come nearest. */
export function chargesCard({ isFound, lines, currency }: ChargeAnswer, isTwice: boolean, t: Translations): Card {
  const { charge } = t.facts;
  const [only, ...others] = lines;
  const buttons = [{ title: t.clarify.suggestions.invoices({ more: false }), verb: 'invoices' }, home(t)];
  if (!only) {
    const title = isTwice ? charge.noTwice : charge.none;
    return messageCard({ eyebrow: { text: charge.eyebrow }, title, sentences: [charge.noneAtAll], buttons }, t);
  }
  if (isFound && others.length === 0) return chargeCard(only, currency, t);
  const text = isFound ? (isTwice ? charge.twiceText : '') : isTwice ? charge.noTwiceText : charge.noneText;
  const title = isFound
    ? isTwice
      ? charge.twice(t.number(lines.length))
      : undefined
    : isTwice
      ? charge.noTwice
      : charge.none;
  return messageCard(
    {
      eyebrow: { text: charge.eyebrow },
      title: title ?? md`${t.invoices.lineKinds[only.line.kind]} · ${escapeMarkdown(only.product)}`,
      sentences: text === '' ? [] : [text],
      rows: lines.map(
        ({ invoice, line, product }): Row => ({
          label: md`${t.date(invoice.at)} · ${escapeMarkdown(product)} · ${t.invoices.lineKinds[line.kind]}`,
          value: t.money(line.net + line.tax, currency),
        }),
      ),
      buttons: [{ title: charge.open, verb: 'invoice', data: { number: only.invoice.id } }, ...buttons],
    },
    t,
  );
}

function chargeCard({ invoice, line, product }: ChargedLine, currency: string, t: Translations): Card {
  const { charge } = t.facts;
  const amount = t.money(line.net + line.tax, currency);
  const total = invoice.lines.reduce((sum, one) => sum + one.net + one.tax, 0);
  return messageCard(
    {
      eyebrow: { text: charge.eyebrow },
      title: md`${t.invoices.lineKinds[line.kind]} · ${escapeMarkdown(product)}`,
      number: { text: amount },
      summary: `${amount}: ${t.invoices.lineKinds[line.kind]}, ${product}.`,
      sentences: [
        ...(line.order ? [] : [charge.renewed]),
        ...(invoice.lines.length > 1 ? [charge.onInvoice(t.money(total, currency), escapeMarkdown(invoice.id))] : []),
      ],
      rows: [
        { label: charge.date, value: t.date(invoice.at) },
        { label: charge.invoice, value: escapeMarkdown(invoice.id) },
        ...(line.order ? [{ label: charge.order, value: escapeMarkdown(line.order) }] : []),
        ...(invoice.paidWith ? [{ label: charge.card, value: escapeMarkdown(invoice.paidWith) }] : []),
      ],
      buttons: [
        { title: charge.open, verb: 'invoice', data: { number: invoice.id } },
        ...(line.order
          ? [{ title: t.clarify.suggestions.receipt(), verb: 'receipt', data: { order: line.order } }]
          : []),
        home(t),
      ],
    },
    t,
  );
}

/** When a subscription renews or ends, and whether renewal is on. */
export function renewalCard(details: SubscriptionDetails, t: Translations): Card {
  const { subscription, product, currency } = details;
  const { renewal } = t.facts;
  const { state, term, plan, renews, pastDue, id } = subscription;
  const isActive = state.kind === 'active';
  const date = t.date(isActive ? term.end : endOf(subscription));
  const title = !isActive
    ? renewal.ended(date)
    : pastDue
      ? renewal.pastDue(t.date(pastDue.since))
      : plan === 'trial'
        ? renews
          ? renewal.trialConverts(date)
          : renewal.trialEnds(date)
        : renews
          ? renewal.renews(date)
          : renewal.ends(date);
  const { details: labels } = t.subscriptions;
  const licences = subscription.scheduled?.total ?? licencesOf(subscription);
  const switchButton: readonly Button[] =
    !isActive || plan === 'trial'
      ? []
      : [
          {
            title: renews ? renewal.turnOff : t.subscriptions.buttons.renewAgain,
            verb: 'recurring',
            data: { subscription: id, on: !renews },
          },
        ];
  return messageCard(
    {
      eyebrow: { text: escapeMarkdown(product) },
      title,
      summary: `${product}: ${title}.`,
      rows: [
        ...(isActive ? [{ label: labels.recurring, value: renews ? labels.on : labels.off }] : []),
        { label: labels.term, value: t.plan[plan] },
        ...(isActive && renews
          ? [{ label: renewal.amount, value: t.money(subscription.price * licences, currency) }]
          : []),
      ],
      buttons: [openButton(details, t), ...switchButton, home(t)],
    },
    t,
  );
}

/** Whether money comes back, how much, and until when. */
export function refundCard(
  details: SubscriptionDetails,
  {
    amount,
    window,
    days,
  }: { readonly amount: number; readonly window: RefundWindow | undefined; readonly days: number },
  t: Translations,
): Card {
  const { product, currency, subscription } = details;
  const { refund } = t.facts;
  const title = window ? refund.possible(t.money(amount, currency)) : refund.none;
  return messageCard(
    {
      eyebrow: { text: escapeMarkdown(product) },
      title,
      summary: `${product}: ${title}.`,
      ...(window
        ? {
            rows: [
              { label: refund.deadline, value: t.moment(window.until) },
              { label: refund.licences, value: t.number(window.licences) },
            ],
          }
        : { sentences: [subscription.plan === 'trial' ? refund.nonePaid : refund.noneText(days)] }),
      buttons: [
        ...(window
          ? [{ title: t.subscriptions.buttons.cancel, verb: 'cancel', data: { subscription: subscription.id } }]
          : []),
        openButton(details, t),
        home(t),
      ],
    },
    t,
  );
}

/** How many licences of a subscription are not assigned. */
export function freeCard(details: SubscriptionDetails, t: Translations): Card {
  const { subscription, product } = details;
  const owned = licencesOf(subscription);
  const free = Math.max(0, owned - subscription.assignments.length);
  const title = free === 0 ? t.facts.free.none : t.facts.free.title(t.number(free), t.number(owned));
  const data = { subscription: subscription.id };
  return messageCard(
    {
      eyebrow: { text: escapeMarkdown(product) },
      title,
      summary: `${product}: ${title}.`,
      buttons: [
        free > 0
          ? { title: t.subscriptions.buttons.assign, verb: 'assign', data }
          : { title: t.subscriptions.buttons.change, verb: 'change', data },
        { title: t.subscriptions.buttons.holders, verb: 'holders', data },
        home(t),
      ],
    },
    t,
  );
}

/** The free licences of all active subscriptions. */
export function freeListCard({ subscriptions, terms }: OwnPurchases, t: Translations): Card {
  const { free: strings } = t.facts;
  const rows = subscriptions
    .filter(({ state }) => state.kind === 'active')
    .map((one) => ({ one, owned: licencesOf(one), free: Math.max(0, licencesOf(one) - one.assignments.length) }))
    .filter(({ free }) => free > 0);
  const total = rows.reduce((sum, { free }) => sum + free, 0);
  const title = total === 0 ? strings.none : strings.all(t.number(total));
  return messageCard(
    {
      eyebrow: { text: strings.eyebrow },
      title,
      summary: title,
      rows: rows.slice(0, MAX_ROWS).map(
        ({ one, owned, free }): Row => ({
          label: escapeMarkdown(productName(terms, one.product)),
          value: strings.value(t.number(free), t.number(owned)),
        }),
      ),
      buttons: [
        { title: t.subscriptions.buttons.assign, verb: 'assign' },
        { title: t.buttons.subscriptions, verb: 'list' },
        home(t),
      ],
    },
    t,
  );
}

/** The card and the billing profile that pay for a subscription. */
export function paidWithCard(
  details: SubscriptionDetails,
  { card, profile }: { readonly card?: string; readonly profile?: string },
  t: Translations,
): Card {
  const { paidWith } = t.facts;
  const title = card === undefined ? paidWith.none : paidWith.card(escapeMarkdown(card));
  return messageCard(
    {
      eyebrow: { text: escapeMarkdown(details.product) },
      title,
      sentences: card === undefined ? [paidWith.noneText] : [],
      rows: profile === undefined ? [] : [{ label: paidWith.profile, value: escapeMarkdown(profile) }],
      buttons: [{ title: t.clarify.suggestions.payment(), verb: 'payment' }, openButton(details, t), home(t)],
    },
    t,
  );
}

/** What is not possible, and the nearest way. */
export function cannotCard(what: Impossible, product: string | undefined, t: Translations): Card {
  const { eyebrow, ...texts } = t.facts.cannot;
  const { title, text } = texts[what];
  const about = product === undefined ? {} : { data: { product } };
  const stopRenewing: Button = {
    title: t.facts.renewal.turnOff,
    verb: 'recurring',
    data: { ...about.data, on: false },
  };
  const buy: Button = {
    title: t.subscriptions.buttons.buy,
    verb: what === 'change-term' && product ? 'buy' : 'catalogue',
    ...(what === 'change-term' ? about : {}),
  };
  const buttons: Readonly<Record<Impossible, readonly Button[]>> = {
    'change-plan': [buy, { title: t.subscriptions.buttons.cancel, verb: 'cancel', ...about }],
    'change-term': [stopRenewing, buy],
    pause: [{ title: t.subscriptions.buttons.change, verb: 'change', ...about }, stopRenewing],
    transfer: [{ title: t.subscriptions.buttons.cancel, verb: 'cancel', ...about }],
    'pay-otherwise': [{ title: t.clarify.suggestions.payment(), verb: 'payment' }],
    remind: [{ title: t.clarify.suggestions.settings(), verb: 'settings' }],
  };
  return messageCard(
    {
      eyebrow: { text: eyebrow },
      title,
      sentences: [text],
      buttons: [...buttons[what], home(t)],
    },
    t,
  );
}
