import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import type { ProviderAction } from '../../src/domain/common/provider-action.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { exampleProduct } from '../subscriptions/example-product.ts';
import type { Button } from './buttons.ts';
import { type Card, template } from './card.ts';
import { type CardHeader, headerView } from './card-header.ts';
import type { Translations } from './locale.ts';
import { escapeMarkdown, personName } from './markdown.ts';
import head from './parts/head.json' with { type: 'json' };
import rows from './parts/rows.json' with { type: 'json' };
import { type Fact, type Row, rowsView } from './rows.ts';

const render = template(head, rows);

/** A card that says one thing: a finding as its title, a sentence on what to do. */
export function messageCard(
  says: CardHeader & {
    summary?: string;
    rows?: readonly Row[];
    facts?: readonly Fact[];
    buttons: readonly Button[];
    link?: { title: string; url: string };
  },
  t: Translations,
): Card {
  const card = render({
    lang: t.lang,
    summary: says.summary ?? [says.title, ...(says.sentences ?? [])].join('. '),
    ...headerView(says),
    ...rowsView(says.rows ? [says.rows] : [], says.facts),
    buttons: says.buttons,
    ...(says.link && { link: says.link }),
  });
  if (says.eyebrow?.text === t.refused.eyebrow) refusalCards.add(card);
  return card;
}

const refusalCards = new WeakSet<Card>();

/** Whether a card says why something was not done. */
export const isRefusal = (card: Card): boolean => refusalCards.has(card);

/**
 * Why something is not possible, and what is.
 * @param again whether what was wanted still waits, to be tried again
 */
export function refusalCard(refusal: Refusal, t: Translations, again = false): Card {
  const { title, way, fact } = t.refusal(refusal, t);
  const { buttons, refused, progress } = t;
  const underWay = refusal.kind === 'under-way';
  const foreign = refusal.kind === 'read-only';
  const rest: readonly Button[] =
    refusal.kind === 'guest' || refusal.kind === 'left'
      ? [{ title: buttons.help, verb: 'help' }]
      : [
          ...(again ? [{ title: buttons.tryAgain, verb: 'current' }] : []),
          ...requestLicenceButton(refusal, t),
          ...remedyButtons(refusal, t),
          { title: buttons.subscriptions, verb: 'list' },
          { title: buttons.home, verb: 'home' },
        ];
  return messageCard(
    {
      eyebrow: underWay ? { text: progress.eyebrow } : { text: refused.eyebrow, color: 'Attention' },
      title: escapeMarkdown(title),
      sentences: [escapeMarkdown(way)],
      summary: `${title}. ${way}`,
      ...(fact && { rows: [{ label: fact[0], value: fact[1] }] }),
      ...(refusal.kind === 'elsewhere' && { link: providerPageLink(refusal.what, t) }),
      ...(foreign && { link: { title: t.administration.buttons.centre, url: t.links.adminCentre } }),
      buttons: rest,
    },
    t,
  );
}

/** The provider's own page for what only that does. */
function providerPageLink(what: ProviderAction, { adminCentre, links }: Translations): { title: string; url: string } {
  return { title: adminCentre.open, url: what.startsWith('card-') ? links.profiles : links.products };
}

/** Whom the policy stops can ask those who have licences (RULES #19). */
const requestLicenceButton = (refusal: Refusal, { requests }: Translations): readonly Button[] =>
  refusal.kind === 'policy' ? [{ title: requests.askFor, verb: 'ask', data: { product: refusal.product } }] : [];

/** What mends it, where one press can. */
function remedyButtons(
  { kind }: Refusal,
  { payment, buttons, administration, requests }: Translations,
): readonly Button[] {
  if (purchaseRefusals.includes(kind)) return [{ title: administration.all, verb: 'purchases' }];
  if (requestRefusals.includes(kind)) return [{ title: requests.mine, verb: 'requests', data: { of: 'own' } }];
  if (paymentRefusals.includes(kind)) return [{ title: payment.button, verb: 'payment' }];
  return productRefusals.includes(kind) ? [{ title: buttons.buy, verb: 'catalogue' }] : [];
}

/** What an administrator can look at. */
const purchaseRefusals: readonly Refusal['kind'][] = ['read-only', 'unknown-purchase'];

/** What a look at one's own requests would mend. */
const requestRefusals: readonly Refusal['kind'][] = [
  'already-asked',
  'too-many-requests',
  'unknown-request',
  'request-decided',
];

/** What another product, or buying it anew, would mend. */
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

/** What another card, or a look at the cards, would mend. */
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

/** Something went wrong that is nobody's fault but ours; the reference finds it in the log. */
export const errorCard = (reference: string, t: Translations): Card =>
  technicalErrorCard(reference, t.problem, t, [{ title: t.buttons.current, verb: 'current' }]);

/** What is remembered cannot be reached: whether something was done before that is not known. */
export const storeUnavailableCard = (reference: string, t: Translations): Card =>
  technicalErrorCard(reference, t.unreachable, t);

/** A service behind the conversation did not answer as it should. */
export const providerErrorCard = (reference: string, request: string | undefined, t: Translations): Card =>
  technicalErrorCard(reference, t.provider, t, [], request ? [{ label: t.provider.reference, value: request }] : []);

function technicalErrorCard(
  reference: string,
  says: Translations['unreachable'],
  t: Translations,
  first: readonly Button[] = [],
  more: readonly Row[] = [],
): Card {
  const { problem, buttons } = t;
  return messageCard(
    {
      eyebrow: { text: problem.eyebrow, color: 'Attention' },
      title: says.title,
      sentences: [says.sentence],
      summary: says.summary(reference),
      rows: [{ label: problem.reference, value: reference }, ...more],
      buttons: [...first, { title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** It takes longer than a channel waits: the result follows by itself. */
export function inProgressCard(t: Translations): Card {
  const { progress, buttons } = t;
  return messageCard(
    {
      eyebrow: { text: progress.eyebrow },
      title: progress.title,
      sentences: [progress.way],
      summary: `${progress.title}. ${progress.way}`,
      buttons: [{ title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** Somebody sends more than can be followed: what it was, was not done. */
export function rateLimitedCard(t: Translations): Card {
  const { eyebrow, title, way } = t.tooMuch;
  return messageCard({ eyebrow: { text: eyebrow, color: 'Attention' }, title, sentences: [way], buttons: [] }, t);
}

/** A card pressed after it was replaced. */
export function staleCard(current: boolean, t: Translations): Card {
  const { stale, buttons } = t;
  return messageCard(
    {
      eyebrow: { text: stale.eyebrow },
      title: stale.title,
      sentences: [current ? stale.way : stale.ended],
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

/** Something was said that the desk cannot make sense of. */
export function notUnderstoodCard(title: string, t: Translations): Card {
  const { unknown, buttons } = t;
  return messageCard(
    {
      eyebrow: { text: unknown.eyebrow },
      title,
      sentences: [unknown.way],
      buttons: [
        { title: buttons.subscriptions, verb: 'list' },
        { title: buttons.help, verb: 'help' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** The first thing somebody reads here. */
export function welcomeCard(name: string, purchases: OwnPurchases, t: Translations): Card {
  const { welcome } = t;
  const product = exampleProduct(purchases);
  return messageCard(
    {
      eyebrow: { text: welcome.eyebrow },
      title: welcome.title(personName(name)),
      sentences: [welcome.sentence, product ? welcome.example(escapeMarkdown(product)) : welcome.hint],
      buttons: [],
    },
    t,
  );
}
