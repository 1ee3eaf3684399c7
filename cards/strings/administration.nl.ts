import type { administrationEn } from './administration.en.ts';

const rules = new Intl.PluralRules('nl');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);

/** What an administrator reads of the organisation's purchases, in Dutch. */
export const administrationNl: typeof administrationEn = {
  all: 'Alle aankopen',
  list: {
    eyebrow: 'Alle aankopen · alleen inzien',
    month: (amount) => `${amount} per maand`,
    caption: (count, one) => `${count} ${counted(one, 'aankoop', 'aankopen')} · excl. btw`,
    page: (from, to, count) => `${from} t/m ${to} van ${count} · excl. btw`,
    used: (used, owned) => `${used} van ${owned} toegewezen`,
    summary: (count, one, total) => `${count} ${counted(one, 'aankoop', 'aankopen')}, ${total} per maand.`,
    none: 'Geen aankopen gevonden',
    noneWay: 'Niets past bij deze filters. Haal er een weg, of zoek iets anders.',
    nothing: 'Er heeft nog niemand iets gekocht',
    nothingWay: 'Abonnementen die mensen zelf kopen, komen hier te staan.',
  },
  conditions: {
    active: 'Actief',
    ends: 'Loopt af',
    trial: 'Proef',
    'past-due': 'Niet betaald',
    cancelled: 'Opgezegd',
    expired: 'Verlopen',
    disabled: 'Uitgeschakeld',
    left: 'Koper uit dienst',
  },
  next: {
    active: (date) => `verlengt ${date}`,
    ends: (date) => `${date}, niet verlengd`,
    trial: (date) => `tot ${date}`,
    'past-due': (date) => `sinds ${date}`,
    cancelled: (date) => `op ${date}`,
    expired: (date) => `toegang tot ${date}`,
    disabled: (date) => `sinds ${date}`,
  },
  leftNote: 'uit dienst',
  filter: {
    eyebrow: 'Alle aankopen',
    title: 'Welke aankopen?',
    search: 'Naam, product of nummer',
    searchHint: 'Noor, Visio',
    product: 'Product',
    state: 'Status',
    within: 'Vervaldatum',
    sort: 'Sorteren op',
    any: 'Alle',
    days: (count) => `Binnen ${count} dagen`,
    summary: 'Welke aankopen: zoeken en filteren.',
    words: (said) => `‘${said}’`,
    of: (name) => `van ${name}`,
  },
  columns: {
    purchaser: 'Koper',
    product: 'Product',
    licences: 'Licenties',
    assigned: 'Toegewezen',
    since: 'Gekocht',
    ends: 'Vervaldatum',
    price: 'Aankoopprijs',
    monthly: 'Per maand',
    state: 'Status',
  },
  descending: (column) => `${column}, hoogste eerst`,
  buttons: {
    filter: 'Filteren',
    totals: 'Totalen',
    policy: 'Beleid',
    csv: 'CSV',
    page: 'Als pagina openen',
    find: 'Zoeken',
    purchaser: 'Van deze koper',
    centre: 'Beheercentrum openen',
  },
  one: {
    eyebrow: 'Aankoop · alleen inzien',
    caption: 'licenties toegewezen',
    purchaser: 'Koper',
    left: (name) => `${name} (uit dienst)`,
    leftRuns: (date) => `De koper is uit dienst. Mensen houden hun licentie tot ${date}; er wordt niet verlengd.`,
    leftEnded: 'De koper is uit dienst.',
    licences: 'Gekochte abonnementen',
    expiry: 'Vervaldatum',
    price: (period) => `Aankoopprijs, een licentie ${period}`,
    monthly: 'Per maand, excl. btw',
    since: 'Gekocht',
    renews: 'Wordt verlengd',
    yes: 'Ja',
    no: 'Nee',
    number: 'Abonnement',
    reason: 'Reden van opzegging',
    holders: 'Toegewezen aan',
    more: (names, more) => `${names} en nog ${more}`,
    nobody: 'Niemand',
    summary: (product, name, used, owned) =>
      `${product}, gekocht door ${name}: ${used} van ${owned} licenties toegewezen.`,
  },
  totals: {
    eyebrow: 'Alle aankopen',
    title: 'Wat de organisatie uitgeeft',
    caption: (purchases, people) => `per maand, excl. btw · ${purchases} van ${people}`,
    purchases: (count, one) => `${count} ${counted(one, 'aankoop', 'aankopen')}`,
    people: (count, one) => `${count} ${counted(one, 'persoon', 'mensen')}`,
    chart: 'Per maand, naar product',
    series: 'Per maand',
    alt: (products) => `Per maand, naar product: ${products}`,
    product: (name, licences) => `${name} · ${licences}`,
    other: 'Andere producten',
    licences: 'Licenties',
    assigned: 'Toegewezen',
    summary: (total) => `De organisatie geeft ${total} per maand uit.`,
  },
  policy: {
    eyebrow: 'Beleid voor selfservice',
    title: 'Wat mensen mogen kopen',
    way: 'Beleid houdt nieuwe aankopen tegen, nooit bestaande. U stelt het in het beheercentrum in.',
    words: {
      Enabled: 'Toegestaan',
      OnlyTrialsWithoutPaymentMethod: 'Proef zonder kaart',
      Disabled: 'Niet toegestaan',
    },
    summary: 'Beleid voor selfservice, per product.',
  },
  csv: {
    name: 'aankopen',
    columns: [
      'Product',
      'Koper',
      'Koper uit dienst',
      'Abonnement',
      'Gekochte licenties',
      'Toegewezen licenties',
      'Toegewezen aan',
      'Gekocht',
      'Vervaldatum',
      'Wordt verlengd',
      'Valuta',
      'Aankoopprijs',
      'Looptijd',
      'Per maand',
      'Status',
      'Reden van opzegging',
    ],
  },
  refusal: (refusal) => {
    switch (refusal.kind) {
      case 'not-administrator':
        return {
          title: 'Alleen beheerders zien wat anderen kochten',
          way: 'Wat u zelf kocht, kunt u inzien en wijzigen.',
        };
      case 'read-only':
        return {
          title: refusal.said ? `‘${refusal.said}’ kunt u niet wijzigen` : 'Dat kunt u niet wijzigen',
          way: 'Beheerders kijken; de koper wijzigt. Een abonnement overnemen doet u in het beheercentrum.',
        };
      case 'unknown-purchase':
        return {
          title: 'Die aankoop is er niet',
          way: 'Misschien is het abonnement geëindigd. Zoek in alle aankopen.',
        };
    }
  },
};
