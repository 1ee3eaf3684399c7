import type { common as english } from '../en/common.ts';
import { pluralFor } from '../plural.ts';

const plural = pluralFor('nl');
const licences = (count: number) => plural(count, 'licentie', 'licenties');

export const common: typeof english = {
  buttons: {
    home: 'Start',
    subscriptions: 'Mijn abonnementen',
    help: 'Help',
    back: 'Terug',
    stop: 'Stoppen',
    review: 'Controleren',
    undo: 'Terugdraaien',
    next: (count) => `Volgende ${count}`,
    previous: 'Vorige',
    current: 'Terug naar de kaart',
    tryAgain: 'Opnieuw proberen',
    find: 'Zoeken',
  },
  period: {
    month: 'per maand',
    year: 'per jaar',
    trial: 'proefversie',
    ended: 'geëindigd',
  },
  plan: {
    monthly: 'Maandelijks',
    annual: 'Jaarlijks',
    'annual-monthly': 'Jaarlijks, per maand betaald',
    trial: 'Proefversie',
  },
  licences: (total, count) => `${total} ${licences(count)}`,
  perLicence: {
    month: 'per licentie per maand',
    year: 'per licentie per jaar',
  },
  estimate: {
    label: 'schattingen',
    note: 'Bedragen zijn schattingen: Microsoft berekent wat er wordt afgeschreven.',
  },
  unknownPerson: (id) => `Naam onbekend · ${id}`,
  adminCentre: {
    open: 'Beheercentrum openen',
    products: 'Ook in het beheercentrum: uw producten',
    licences: 'Ook in het beheercentrum: licenties',
    bills: 'Ook in het beheercentrum: facturen en betalingen',
    profiles: 'Ook in het beheercentrum: factureringsprofielen',
  },
};
