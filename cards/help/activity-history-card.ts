import type { HistoryPage } from '../../src/application/audit/activity-history.ts';
import type { AuditEntry } from '../../src/domain/audit/audit-trail.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type PlainText } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import historyPart from '../kit/parts/history.json' with { type: 'json' };

const render = template(headPart, historyPart);

/** The user's actions and the events of their account, newest first, each with a link to its details. */
export function historyCard(history: HistoryPage, t: Translations): Card {
  const { entries, page, pages, first, last, nextCount, count } = history;
  const { activityHistory: strings, buttons, number } = t;
  const eyebrow = { text: strings.eyebrow };
  const home = { title: buttons.home, verb: 'home' };
  if (count === 0) {
    const buy = { title: t.subscriptions.buttons.buy, verb: 'catalogue' };
    return messageCard({ eyebrow, title: strings.none, sentences: [strings.noneText], buttons: [buy, home] }, t);
  }
  const pageButton = (title: PlainText, to: number): Button => ({ title, verb: 'history', data: { page: to } });
  return render({
    lang: t.lang,
    summary: strings.summary(number(count), count),
    ...headerView({
      eyebrow,
      title: strings.title(number(count), count),
      caption: pages > 1 ? strings.page(number(first), number(last), number(count)) : strings.caption,
      small: true,
    }),
    entries: entries.map((entry) => entryView(entry, history, t)),
    buttons: [
      ...(nextCount > 0 ? [pageButton(buttons.next(nextCount), page + 1)] : []),
      ...(page > 0 ? [pageButton(buttons.previous, page - 1)] : []),
      { title: t.invoices.buttons.invoices, verb: 'invoices' },
      home,
    ],
  });
}

function entryView(entry: AuditEntry, { product, isAvailable }: HistoryPage, t: Translations) {
  const { what, at, order, invoice, gross = 0, currency } = entry;
  const amount = gross === 0 || currency === undefined ? [] : [t.money(gross, currency)];
  const productNames = entry.product === undefined ? [] : [product(entry.product)];
  const details = [
    [...productNames, ...countsOf(entry, t), ...reasonsOf(entry, t)].join(' · '),
    [t.date(at), ...[order ?? invoice ?? []].flat()].join(' · '),
  ].filter((text) => text !== '');
  const title = t.activityHistory.events[what];
  const data = targetOf(entry, isAvailable);
  return {
    what: title,
    color: what === 'payment-failed' ? 'Attention' : 'Default',
    details: details.map((text) => ({ text: escapeMarkdown(text) })),
    amount: amount.map((text) => ({ text })),
    spoken: [title, ...details, ...amount].join(', '),
    verb: data.verb,
    data,
  };
}

/** Events whose count is a number of people. */
const peopleEvents: readonly AuditEntry['what'][] = ['assign', 'unassign', 'licences-lost'];

/** The number of people or licences of an event, or the payment card. */
function countsOf(
  { what, from, now, later, people, card, replaced }: AuditEntry,
  t: Translations,
): readonly PlainText[] {
  const { activityHistory: strings, number, licences } = t;
  if (what.startsWith('card-')) return [...[card ?? []].flat(), ...(replaced ? [strings.instead(replaced)] : [])];
  const done = peopleEvents.includes(what) ? people?.filter(({ result }) => result === 'done').length : undefined;
  const personCounts = done === undefined ? [] : [strings.people(number(done), done)];
  if (now === undefined) return personCounts;
  const isChanged = from !== undefined && from !== 0 && from !== now;
  if (personCounts.length > 0 && !isChanged) return personCounts;
  const count = isChanged ? `${number(from)} → ${licences(number(now), now)}` : licences(number(now), now);
  return [...personCounts, count, ...(later === undefined ? [] : [strings.later(number(later))])];
}

function reasonsOf(
  { reason, undoes }: AuditEntry,
  { activityHistory: strings, orders: { cancellationReasons } }: Translations,
): readonly PlainText[] {
  const text =
    reason === 'left' || reason === 'not-sold' ? strings.reason[reason] : reason && cancellationReasons[reason];
  return [...(text ? [text] : []), ...(undoes ? [strings.undoes(undoes)] : [])];
}

/** The verb and data of the card with an event's details. */
function targetOf({ what, order, invoice, subscription, key }: AuditEntry, isAvailable: HistoryPage['isAvailable']) {
  if (order) return { verb: 'receipt', order };
  if (invoice) return { verb: 'invoice', number: invoice };
  if (what.startsWith('card-')) return { verb: 'payment' };
  if (what === 'settings') return { verb: 'settings' };
  if (what === 'sent-again') return { verb: 'undelivered' };
  if (key !== undefined && (what === 'asked' || what === 'withdrew' || what === 'answered')) {
    return { verb: 'request', request: key };
  }
  return subscription && isAvailable(subscription) ? { verb: 'open', subscription } : { verb: 'list' };
}
