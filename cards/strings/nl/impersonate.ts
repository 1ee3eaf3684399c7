import type { impersonate as english } from '../en/impersonate.ts';

export const impersonate: typeof english = {
  eyebrow: 'Testomgeving',
  title: 'Wie bent u vandaag?',
  caption: 'Een verzonnen organisatie om mee te oefenen. Kies iemand, of typ ‘wees’ en een naam.',
  current: (name) => `U bent ${name}`,
  unknown: (text) => `Niemand heet hier ‘${text}’`,
  several: (text) => `Meerdere mensen passen bij ‘${text}’`,
  notAllowed: 'U kunt hier niet als iemand anders verdergaan',
  notAllowedText: 'Dat is om uit te proberen zonder aan te melden.',
  teamsOnly: 'Open mij in Microsoft Teams',
  teamsOnlyText: 'Alleen daar kan ik weten wie u bent.',
  roles: {
    many: 'veel abonnementen',
    none: 'nog niets gekocht',
    'old-invoices': 'alleen oude facturen',
    manager: 'een leidinggevende',
    administrator: 'een beheerder',
    guest: 'een gast',
    left: 'uit dienst',
  },
};
