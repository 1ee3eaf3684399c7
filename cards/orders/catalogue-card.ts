import { pageOf } from '../../src/application/runtime/pages.ts';
import type { Catalogue, CatalogueItem } from '../../src/application/subscriptions/product-catalogue.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import { type Button, buttonRows } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type Colour, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, type PlainText } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import searchPart from '../kit/parts/search.json' with { type: 'json' };

const render = template(headPart, searchPart);

const PAGE_SIZE = 5;

/** The products that the user can buy, five on a card, with a search field (RULES S1, #18). */
export function catalogueCard(
  { items, terms, rules }: Catalogue,
  { find, page }: { find: string; page: number },
  t: Translations,
): Card {
  const { buttons, links } = t;
  const { catalogue } = t.orders;
  const home: Button = { title: buttons.home, verb: 'home' };
  const eyebrow = { text: catalogue.eyebrow };
  if (items.length === 0 && find === '') {
    const { closed: title, closedText } = catalogue;
    return messageCard({ eyebrow, title, sentences: [closedText], buttons: [home] }, t);
  }
  const shown = pageOf(items, page, PAGE_SIZE);
  const search = find === '' ? {} : { find };
  const pageButton = (title: PlainText, to: number): Button => ({
    title,
    verb: 'catalogue',
    data: { ...search, page: to },
  });
  const all: Button[] = [
    ...(shown.nextCount > 0 ? [pageButton(buttons.next(shown.nextCount), shown.page + 1)] : []),
    ...(shown.page > 0 ? [pageButton(buttons.previous, shown.page - 1)] : []),
    home,
  ];
  const count = items.length;
  const [findRow] = buttonRows([{ title: catalogue.find, verb: 'catalogue', reads: true }]);
  return render({
    lang: t.lang,
    summary: find === '' ? catalogue.summary(count) : catalogue.found(count, find),
    ...headerView({
      eyebrow,
      title: find === '' ? catalogue.title(count) : catalogue.found(count, escapeMarkdown(find)),
      caption: count > 0 ? catalogue.caption : catalogue.noneText,
      small: true,
    }),
    findLabel: catalogue.label,
    findHint: catalogue.placeholder,
    found: find,
    findAction: findRow?.actions ?? [],
    offers: shown.items.map((item) => offerView(item, terms, rules.trialDays, t)),
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

function priceOf({ offer }: CatalogueItem, terms: Terms, { money, period, orders: { catalogue } }: Translations) {
  const { monthly, annual, 'annual-monthly': annualMonthly } = offer.product.prices;
  const month = monthly ?? annualMonthly;
  if (month !== undefined) return { price: money(month, terms.currency), period: period.month };
  if (annual !== undefined) return { price: money(annual, terms.currency), period: period.year };
  return { price: catalogue.free, period: period.trial };
}

/** The most useful fact about an offer: licences the user has, a possible trial, or that it cannot be bought. */
function noteOf(
  { offer, ownedLicences }: CatalogueItem,
  days: number,
  { number, orders: { catalogue } }: Translations,
): { note: Markdown; color: Colour } {
  const { trial, plans } = offer;
  const hasTrial = trial.withCard || trial.withoutCard;
  if (plans.length === 0 && !hasTrial && offer.stopped) return { note: catalogue.notAllowed, color: 'Warning' };
  if (ownedLicences > 0) return { note: catalogue.owned(number(ownedLicences)), color: 'Default' };
  if (plans.length === 0 && !hasTrial) return { note: catalogue.notAllowed, color: 'Warning' };
  if (plans.length === 0) return { note: catalogue.trialOnly, color: 'Accent' };
  return hasTrial ? { note: catalogue.trial(days), color: 'Accent' } : { note: catalogue.plans, color: 'Default' };
}
