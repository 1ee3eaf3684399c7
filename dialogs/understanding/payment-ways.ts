import type { Intent } from './intent.ts';

const CARD = '(?:card|credit ?card|payment method|kaart|creditcard|betaalmethode)';

/** What is said about cards and billing profiles, in English and Dutch. */
export const paymentWays: readonly (readonly [pattern: string, intent: () => Intent])[] = [
  [
    '(?:(?:show|see|list|view|manage|change|edit)(?: me)? )?(?:my |the )?(?:payments?|payment (?:methods?|details|cards?)|cards?|credit ?cards?|billing|billing (?:profiles?|details))',
    () => ({ verb: 'payment' }),
  ],
  [
    '(?:(?:toon|bekijk|zie|beheer|wijzig) )?(?:mijn |de )?(?:betaling|betalingen|betaalmethoden?|betaalgegevens|betaalwijze|kaart|kaarten|creditcards?|facturerings?profiel(?:en)?)(?: (?:tonen|bekijken|beheren|wijzigen|bewerken))?',
    () => ({ verb: 'payment' }),
  ],
  [`(?:add|register)(?: (?:a|another|my))?(?: new)? ${CARD}|new ${CARD}`, () => ({ verb: 'add-card' })],
  [
    `(?:voeg )?(?:een |nog een |mijn )?(?:nieuwe |andere )?${CARD} (?:toe|toevoegen|registreren)|nieuwe ${CARD}`,
    () => ({ verb: 'add-card' }),
  ],
];
