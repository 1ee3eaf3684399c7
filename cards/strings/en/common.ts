import type { BillingPlan } from '../../../src/domain/catalogue/product.ts';
import { pluralFor } from '../plural.ts';

const plural = pluralFor('en');
const licences = (count: number) => plural(count, 'licence', 'licences');

/** What several cards share: buttons, periods, plans, and links to the admin centre. */
export const common = {
  buttons: {
    home: 'Home',
    subscriptions: 'My subscriptions',
    help: 'Help',
    back: 'Back',
    stop: 'Stop',
    review: 'Review',
    undo: 'Undo',
    next: (count: number) => `Next ${count}`,
    previous: 'Previous',
    current: 'Back to the card',
    tryAgain: 'Try again',
    find: 'Find',
  },
  period: {
    month: 'a month',
    year: 'a year',
    trial: 'trial',
    ended: 'ended',
  },
  plan: {
    monthly: 'Monthly',
    annual: 'Annual',
    'annual-monthly': 'Annual, paid monthly',
    trial: 'Trial',
  } satisfies Record<BillingPlan | 'trial', string>,
  licences: (total: string, count: number) => `${total} ${licences(count)}`,
  perLicence: {
    month: 'per licence per month',
    year: 'per licence per year',
  },
  estimate: {
    label: 'estimates',
    note: 'Amounts are estimates: Microsoft computes what is charged.',
  },
  unknownPerson: (id: string) => `Name not known · ${id}`,
  adminCentre: {
    open: 'Open the admin centre',
    products: 'Also in the admin centre: your products',
    licences: 'Also in the admin centre: licences',
    bills: 'Also in the admin centre: bills and payments',
    profiles: 'Also in the admin centre: billing profiles',
  },
};
