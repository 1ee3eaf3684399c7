import type { ProviderAction } from '../../src/domain/common/provider-action.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import type { Button } from './buttons.ts';
import type { Card, CardLink } from './card.ts';
import type { Translations } from './locale.ts';
import { escapeMarkdown } from './markdown.ts';
import { messageCard } from './message-card.ts';

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
