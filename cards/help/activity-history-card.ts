import type { HistoryPage } from '../../src/application/audit/activity-history.ts';
import type { AuditEntry } from '../../src/domain/audit/audit-trail.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import historyPart from '../kit/parts/history.json' with { type: 'json' };

const render = template(head, historyPart);

/** What somebody did and what time brought them, newest first, each with the way to more of it. */
export function historyCard(found: HistoryPage, t: Translations): Card {
  const { entries, page, size, count } = found;
  const { history: says, buttons, number } = t;
  const eyebrow = { text: says.eyebrow };
  const home = { title: buttons.home, verb: 'home' };
  if (count === 0) {
    const rest = [{ title: buttons.buy, verb: 'catalogue' }, home];
    return messageCard({ eyebrow, title: says.none, sentences: [says.noneWay], buttons: rest }, t);
  }
  const from = page * size + 1;
  const left = Math.min(size, count - (page + 1) * size);
  const turn = (title: string, to: number): Button => ({ title, verb: 'history', data: { page: to } });
  return render({
    lang: t.lang,
    summary: says.summary(number(count), count),
    ...headerView({
      eyebrow,
      title: says.title(number(count), count),
      caption: count > size ? says.page(number(from), number(from + entries.length - 1), number(count)) : says.caption,
      small: true,
    }),
    entries: entries.map((entry) => rowOf(entry, found, t)),
    buttons: [
      ...(left > 0 ? [turn(buttons.next(left), page + 1)] : []),
      ...(page > 0 ? [turn(buttons.previous, page - 1)] : []),
      { title: buttons.invoices, verb: 'invoices' },
      home,
    ],
  });
}

function rowOf(entry: AuditEntry, { product, isAvailable: there }: HistoryPage, t: Translations) {
  const { what, at, order, invoice, gross = 0, currency } = entry;
  const amount = gross === 0 || currency === undefined ? [] : [t.money(gross, currency)];
  const named = entry.product === undefined ? [] : [product(entry.product)];
  const details = [
    [...named, ...numbers(entry, t), ...why(entry, t)].join(' · '),
    [t.date(at), ...[order ?? invoice ?? []].flat()].join(' · '),
  ].filter((text) => text !== '');
  const says = t.history.whats[what];
  const pressed = leadsTo(entry, there);
  return {
    what: says,
    color: what === 'payment-failed' ? 'Attention' : 'Default',
    details: details.map((text) => ({ text: escapeMarkdown(text) })),
    amount: amount.map((text) => ({ text })),
    spoken: [says, ...details, ...amount].join(', '),
    verb: pressed.verb,
    data: pressed,
  };
}

const aboutPeople: readonly AuditEntry['what'][] = ['assign', 'unassign', 'licences-lost'];

/** How many people or licences it was about. */
function numbers({ what, from, now, later, people, card, replaced }: AuditEntry, t: Translations): readonly string[] {
  const { history: says, number, licences } = t;
  if (what.startsWith('card-')) return [...[card ?? []].flat(), ...(replaced ? [says.instead(replaced)] : [])];
  const done = aboutPeople.includes(what) ? people?.filter(({ result }) => result === 'done').length : undefined;
  const whom = done === undefined ? [] : [says.people(number(done), done)];
  if (now === undefined) return whom;
  const changed = from !== undefined && from !== 0 && from !== now;
  if (whom.length > 0 && !changed) return whom;
  const count = changed ? `${number(from)} → ${licences(number(now), now)}` : licences(number(now), now);
  return [...whom, count, ...(later === undefined ? [] : [says.later(number(later))])];
}

function why({ reason, undoes }: AuditEntry, { history: says, reasons }: Translations): readonly string[] {
  const because = reason === 'left' || reason === 'not-sold' ? says.why[reason] : reason && reasons[reason];
  return [...[because ?? []].flat(), ...(undoes ? [says.undoes(undoes)] : [])];
}

function leadsTo({ what, order, invoice, subscription, key }: AuditEntry, there: HistoryPage['isAvailable']) {
  if (order) return { verb: 'receipt', order };
  if (invoice) return { verb: 'invoice', number: invoice };
  if (what.startsWith('card-')) return { verb: 'payment' };
  if (what === 'settings') return { verb: 'settings' };
  if (what === 'sent-again') return { verb: 'undelivered' };
  if (key !== undefined && (what === 'asked' || what === 'withdrew' || what === 'answered')) {
    return { verb: 'request', request: key };
  }
  return subscription && there(subscription) ? { verb: 'open', subscription } : { verb: 'list' };
}
