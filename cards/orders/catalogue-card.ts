import type { Catalogue, CatalogueItem } from '../../src/application/subscriptions/product-catalogue.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import { type Button, buttonRows } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type Colour, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import search from '../kit/parts/search.json' with { type: 'json' };

const render = template(head, search);

const PAGE = 5;

/** What may be bought, five on a card, with a field to search (RULES S1, #18). */
export function catalogueCard(
  { items, terms, rules }: Catalogue,
  { find, page }: { find: string; page: number },
  t: Translations,
): Card {
  const { catalogue, buttons, links } = t;
  const home: Button = { title: buttons.home, verb: 'home' };
  if (items.length === 0 && find === '') {
    const says = { eyebrow: { text: catalogue.eyebrow }, title: catalogue.closed, sentences: [catalogue.closedWay] };
    return messageCard({ ...says, buttons: [home] }, t);
  }
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const at = Math.min(page, pages - 1);
  const shown = items.slice(at * PAGE, (at + 1) * PAGE);
  const left = Math.min(PAGE, items.length - (at + 1) * PAGE);
  const said = find === '' ? {} : { find };
  const all: Button[] = [
    ...(left > 0 ? [{ title: buttons.next(left), verb: 'catalogue', data: { ...said, page: at + 1 } }] : []),
    ...(at > 0 ? [{ title: buttons.previous, verb: 'catalogue', data: { ...said, page: at - 1 } }] : []),
    home,
  ];
  const none = find === '' ? catalogue.closed : catalogue.found(0, find);
  const some = find === '' ? catalogue.title(items.length) : catalogue.found(items.length, find);
  const title = items.length === 0 ? none : some;
  const noneWay = find === '' ? catalogue.closedWay : catalogue.noneWay;
  const [findRow] = buttonRows([{ title: catalogue.find, verb: 'catalogue', reads: true }]);
  return render({
    lang: t.lang,
    summary: find === '' ? catalogue.summary(items.length) : title,
    ...headerView({
      eyebrow: { text: catalogue.eyebrow },
      title: escapeMarkdown(title),
      caption: items.length > 0 ? catalogue.caption : noneWay,
      small: true,
    }),
    findLabel: catalogue.label,
    findHint: catalogue.placeholder,
    found: find,
    findAction: findRow?.actions ?? [],
    offers: shown.map((item) => offerView(item, terms, rules.trialDays, t)),
    buttons: all,
    link: { title: t.adminCentre.products, url: links.products },
  });
}

function offerView(item: CatalogueItem, terms: Terms, trialDays: number, t: Translations) {
  const { product } = item.offer;
  const { price, period } = priceOf(item, terms, t);
  const { note, color } = noteOf(item, trialDays, t);
  return {
    name: escapeMarkdown(product.name),
    price,
    period,
    note,
    noteColor: color,
    noteWeight: color === 'Default' ? 'Default' : 'Bolder',
    noteSubtle: color === 'Default',
    spoken: `${product.name}, ${price} ${period}, ${note}`,
    verb: 'buy',
    data: { verb: 'buy', product: product.id },
  };
}

function priceOf({ offer }: CatalogueItem, terms: Terms, { money, period, catalogue }: Translations) {
  const { monthly, annual, 'annual-monthly': spread } = offer.product.prices;
  const month = monthly ?? spread;
  if (month !== undefined) return { price: money(month, terms.currency), period: period.month };
  if (annual !== undefined) return { price: money(annual, terms.currency), period: period.year };
  return { price: catalogue.free, period: period.trial };
}

/** The one thing worth knowing of it: what one has, that a trial is possible, or that it is not allowed. */
function noteOf(
  { offer, ownedLicences }: CatalogueItem,
  days: number,
  { catalogue, number }: Translations,
): { note: string; color: Colour } {
  const { trial, plans } = offer;
  const some = trial.withCard || trial.withoutCard;
  if (plans.length === 0 && !some && offer.stopped) return { note: catalogue.stopped, color: 'Warning' };
  if (ownedLicences > 0) return { note: catalogue.have(number(ownedLicences)), color: 'Default' };
  if (plans.length === 0 && !some) return { note: catalogue.stopped, color: 'Warning' };
  if (plans.length === 0) return { note: catalogue.trialOnly, color: 'Accent' };
  return some ? { note: catalogue.trial(days), color: 'Accent' } : { note: catalogue.plain, color: 'Default' };
}
