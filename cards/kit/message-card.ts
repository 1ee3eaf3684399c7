import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import type { ProviderAction } from '../../src/domain/common/provider-action.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { exampleProduct } from '../subscriptions/example-product.ts';
import type { Button } from './buttons.ts';
import { type Card, type CardLink, template } from './card.ts';
import { type CardHeader, headerView } from './card-header.ts';
import type { Translations } from './locale.ts';
import {
  escapeMarkdown,
  joinMarkdown,
  type Markdown,
  type PlainText,
  personName,
  unescapeMarkdown,
} from './markdown.ts';
import headPart from './parts/head.json' with { type: 'json' };
import rowsPart from './parts/rows.json' with { type: 'json' };
import { type Fact, type Row, rowsView } from './rows.ts';

const render = template(headPart, rowsPart);

interface MessageCardContent extends CardHeader {
  /** The title and the sentences, unless given. */
  readonly summary?: PlainText;
  readonly rows?: readonly Row[];
  readonly facts?: readonly Fact[];
  readonly buttons: readonly Button[];
  readonly link?: CardLink;
}

/** A card with one message: its title says what is the case, its sentences what to do. */
export function messageCard(content: MessageCardContent, t: Translations): Card {
  const { title, sentences = [] } = content;
  const card = render({
    lang: t.lang,
    summary: content.summary ?? unescapeMarkdown(joinMarkdown([...(title ? [title] : []), ...sentences], '. ')),
    ...headerView(content),
    ...rowsView(content.rows ? [content.rows] : [], content.facts),
    buttons: content.buttons,
    ...(content.link && { link: content.link }),
  });
  if (content.eyebrow?.text === t.messages.refused.eyebrow) refusalCards.add(card);
  return card;
}

const refusalCards = new WeakSet<Card>();

/** Whether a card says why something was not done. */
export const isRefusal = (card: Card): boolean => refusalCards.has(card);

/**
 * Says why something is not possible, and what is.
 * @param again whether the request is still pending and can be tried again
 */
export function refusalCard(refusal: Refusal, t: Translations, again = false): Card {
  const { title, text, fact } = t.refusal(refusal, t);
  const { buttons } = t;
  const { refused, inProgress } = t.messages;
  const isPending = refusal.kind === 'under-way';
  const isForeign = refusal.kind === 'read-only';
  const hasAccess = refusal.kind !== 'guest' && refusal.kind !== 'left';
  return messageCard(
    {
      eyebrow: isPending ? { text: inProgress.eyebrow } : { text: refused.eyebrow, color: 'Attention' },
      title: escapeMarkdown(title),
      sentences: [escapeMarkdown(text)],
      summary: `${title}. ${text}`,
      ...(fact && { rows: [{ label: escapeMarkdown(fact[0]), value: escapeMarkdown(fact[1]) }] }),
      ...(refusal.kind === 'elsewhere' && { link: providerPageLink(refusal.what, t) }),
      ...(isForeign && { link: { title: t.administration.buttons.adminCentre, url: t.links.adminCentre } }),
      buttons: hasAccess
        ? [
            ...(again ? [{ title: buttons.tryAgain, verb: 'current' }] : []),
            ...requestLicenceButton(refusal, t),
            ...remedyButtons(refusal, t),
            { title: buttons.subscriptions, verb: 'list' },
            { title: buttons.home, verb: 'home' },
          ]
        : [{ title: buttons.help, verb: 'help' }],
    },
    t,
  );
}

/** The provider's own page for actions that are possible only there. */
function providerPageLink(what: ProviderAction, { adminCentre, links }: Translations): CardLink {
  return { title: adminCentre.open, url: what.startsWith('card-') ? links.profiles : links.products };
}

/** A user whom the policy stops from buying can request a licence (RULES #19). */
const requestLicenceButton = (refusal: Refusal, { licenceRequests }: Translations): readonly Button[] =>
  refusal.kind === 'policy'
    ? [{ title: licenceRequests.buttons.askFor, verb: 'ask', data: { product: refusal.product } }]
    : [];

/** The button that solves the problem, if one button can. */
function remedyButtons({ kind }: Refusal, t: Translations): readonly Button[] {
  const { payments, administration, licenceRequests } = t;
  if (purchaseRefusals.includes(kind)) return [{ title: administration.buttons.purchases, verb: 'purchases' }];
  if (requestRefusals.includes(kind))
    return [{ title: licenceRequests.buttons.mine, verb: 'requests', data: { of: 'own' } }];
  if (paymentRefusals.includes(kind)) return [{ title: payments.buttons.methods, verb: 'payment' }];
  return productRefusals.includes(kind) ? [{ title: t.subscriptions.buttons.buy, verb: 'catalogue' }] : [];
}

/** Solved by the overview of all purchases, for an administrator. */
const purchaseRefusals: readonly Refusal['kind'][] = ['read-only', 'unknown-purchase'];

/** Solved by the user's own requests. */
const requestRefusals: readonly Refusal['kind'][] = [
  'already-asked',
  'too-many-requests',
  'unknown-request',
  'request-decided',
];

/** Solved by another product, or by buying the product again. */
const productRefusals: readonly Refusal['kind'][] = [
  'unknown-product',
  'policy',
  'not-sold-here',
  'no-longer-sold',
  'not-sold-so',
  'no-trial',
  'trial-used',
  'trial-over',
];

/** Solved by another payment card. */
const paymentRefusals: readonly Refusal['kind'][] = [
  'past-due',
  'no-card',
  'declined',
  'unknown-card',
  'unknown-profile',
  'card-attached',
  'card-expired',
  'already-attached',
  'nothing-attached',
  'too-many-cards',
];

/** An internal error; the reference is in the log. */
export const errorCard = (reference: string, t: Translations): Card =>
  technicalErrorCard(reference, t.messages.internalError, t, [{ title: t.buttons.current, verb: 'current' }]);

/** The store is unavailable: whether anything was done before that is unknown. */
export const storeUnavailableCard = (reference: string, t: Translations): Card =>
  technicalErrorCard(reference, t.messages.unavailable, t);

/** A service of the provider failed. */
export const providerErrorCard = (reference: string, request: string | undefined, t: Translations): Card =>
  technicalErrorCard(
    reference,
    t.messages.providerError,
    t,
    [],
    request ? [{ label: t.messages.providerError.reference, value: escapeMarkdown(request) }] : [],
  );

function technicalErrorCard(
  reference: string,
  message: Translations['messages']['unavailable'],
  t: Translations,
  firstButtons: readonly Button[] = [],
  moreRows: readonly Row[] = [],
): Card {
  const { buttons } = t;
  const { internalError } = t.messages;
  return messageCard(
    {
      eyebrow: { text: internalError.eyebrow, color: 'Attention' },
      title: message.title,
      sentences: [message.text],
      summary: message.summary(reference),
      rows: [{ label: internalError.reference, value: escapeMarkdown(reference) }, ...moreRows],
      buttons: [...firstButtons, { title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** The request takes longer than the channel waits: the result follows in another message. */
export function inProgressCard(t: Translations): Card {
  const { buttons } = t;
  const { inProgress } = t.messages;
  return messageCard(
    {
      eyebrow: { text: inProgress.eyebrow },
      title: inProgress.title,
      sentences: [inProgress.text],
      summary: `${inProgress.title}. ${inProgress.text}`,
      buttons: [{ title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** The user exceeds the rate limit: the request was not done. */
export function rateLimitedCard(t: Translations): Card {
  const { eyebrow, title, text } = t.messages.rateLimited;
  return messageCard({ eyebrow: { text: eyebrow, color: 'Attention' }, title, sentences: [text], buttons: [] }, t);
}

/** The user pressed a button of a card that was replaced. */
export function staleCard(current: boolean, t: Translations): Card {
  const { buttons } = t;
  const { replaced } = t.messages;
  return messageCard(
    {
      eyebrow: { text: replaced.eyebrow },
      title: replaced.title,
      sentences: [current ? replaced.newerCard : replaced.noNewerCard],
      buttons: current
        ? [
            { title: buttons.current, verb: 'current' },
            { title: buttons.home, verb: 'home' },
          ]
        : [{ title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** The message was not understood. */
export function notUnderstoodCard(title: Markdown, t: Translations): Card {
  const { buttons } = t;
  const { notUnderstood } = t.messages;
  return messageCard(
    {
      eyebrow: { text: notUnderstood.eyebrow },
      title,
      sentences: [notUnderstood.text],
      buttons: [
        { title: buttons.subscriptions, verb: 'list' },
        { title: buttons.help, verb: 'help' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** The first card a user gets. */
export function welcomeCard(name: string, purchases: OwnPurchases, t: Translations): Card {
  const { welcome } = t.messages;
  const product = exampleProduct(purchases);
  return messageCard(
    {
      eyebrow: { text: welcome.eyebrow },
      title: welcome.title(personName(name)),
      sentences: [welcome.text, product ? welcome.example(escapeMarkdown(product)) : welcome.hint],
      buttons: [],
    },
    t,
  );
}
