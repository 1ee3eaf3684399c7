import type { clarify as english } from '../../en/answers/clarify.ts';

const licences = (count: string) => (count === '1' ? '1 licentie' : `${count} licenties`);

const plans = { monthly: ', maandelijks', annual: ', jaarlijks', 'annual-monthly': ', jaarlijks, per maand betaald' };

const topics = {
  pays: 'wie er betaalt',
  sees: 'wie ziet wat u koopt',
  leaving: 'vertrek uit de organisatie',
  refunds: 'terugbetaling',
  renewal: 'verlenging',
  trials: 'proefversies',
};

export const clarify: typeof english = {
  title: 'Bedoelde u een van deze?',
  changes: 'U ziet het voordat er iets verandert',
  readOnly: 'Er verandert niets',
  and: 'en',
  others: (count) => `nog ${count}`,
  suggestions: {
    home: () => 'Naar het begin',
    list: () => 'Mijn abonnementen tonen',
    open: ({ product }) => `${product ?? 'Een abonnement'} tonen`,
    change: ({ product, total, delta, more }) => {
      if (total !== undefined) return `${product ?? 'Het totaal'} op ${licences(total)} zetten`;
      if (delta === undefined) return `Licenties van ${product ?? 'een abonnement'} wijzigen`;
      const of = product ? ` ${more ? 'aan' : 'van'} ${product}` : '';
      return more ? `${licences(delta)} toevoegen${of}` : `${licences(delta)} verwijderen${of}`;
    },
    keep: () => 'Het huidige aantal houden',
    catalogue: () => 'Tonen wat er te koop is',
    buy: ({ product, quantity, plan, trial }) => {
      if (!product) return trial ? 'Een product kiezen om te proberen' : 'Een product kiezen om te kopen';
      const what = quantity ? `${quantity} × ${product}` : product;
      return `${what} ${trial ? 'proberen' : 'kopen'}${plan ? plans[plan] : ''}`;
    },
    assign: ({ product, people }) => `${product ?? 'Een licentie'}${people ? ` aan ${people}` : ''} toewijzen`,
    unassign: ({ product, people }) =>
      `${product ? `Licentie van ${product}` : 'Een licentie'}${people ? ` bij ${people}` : ''} intrekken`,
    holders: ({ product }) => `Tonen wie ${product ?? 'mijn licenties'} ${product ? 'heeft' : 'hebben'}`,
    cancel: ({ product }) => (product ? `Abonnement op ${product} opzeggen` : 'Een abonnement opzeggen'),
    recurring: ({ product, on }) => `${product ?? 'Een abonnement'} ${on ? '' : 'niet meer '}automatisch verlengen`,
    reactivate: ({ product }) => `${product ?? 'Een abonnement'} heractiveren`,
    undo: () => 'De laatste wijziging terugdraaien',
    payment: () => 'Mijn betaalmethoden tonen',
    profile: () => 'Een factureringsprofiel tonen',
    method: () => 'Een betaalmethode tonen',
    'add-card': () => 'Een kaart toevoegen',
    'edit-card': () => 'Een kaart wijzigen',
    attach: () => 'Een kaart voor een factureringsprofiel gebruiken',
    detach: () => 'Een kaart niet meer voor een factureringsprofiel gebruiken',
    'delete-card': () => 'Een kaart verwijderen',
    invoices: ({ period }) => (period ? `Facturen tonen van ${period}` : 'Mijn facturen tonen'),
    invoice: ({ number }) => (number ? `Factuur ${number} tonen` : 'De laatste factuur tonen'),
    spend: ({ period }) => (period ? `Mijn uitgaven tonen, ${period}` : 'Mijn uitgaven tonen'),
    undelivered: () => 'Berichten tonen die niet zijn bezorgd',
    'send-again': () => 'Een bericht opnieuw sturen',
    price: ({ product, quantity, delta }) =>
      `De prijs tonen van ${delta ? `${delta} extra ` : quantity ? `${quantity} × ` : ''}${product ?? 'een product'}`,
    cost: ({ product }) => `Tonen wat ${product ?? 'alles'} mij kost`,
    charge: ({ product }) => `Uitzoeken waarom ${product ?? 'iets'} is afgeschreven`,
    renewal: ({ product }) => `Tonen wanneer ${product ?? 'een abonnement'} verlengt of eindigt`,
    refund: ({ product }) => `Tonen of er voor ${product ?? 'een abonnement'} geld terugkomt`,
    free: ({ product }) => `De vrije licenties tonen${product ? ` van ${product}` : ''}`,
    'paid-with': ({ product }) => `De kaart tonen die ${product ?? 'een abonnement'} betaalt`,
    cannot: () => 'Lezen waarom dit niet kan',
    history: () => 'Tonen wat ik heb gedaan',
    receipt: () => 'Een bevestiging tonen',
    team: () => 'Tonen wat mijn team uitgeeft',
    settings: () => 'Wijzigen waarover ik bericht krijg',
    'save-settings': () => 'Mijn instellingen opslaan',
    purchases: ({ product }) => `Alle aankopen${product ? ` van ${product}` : ''} tonen`,
    'purchase-filter': () => 'Zoeken in alle aankopen',
    purchase: () => 'Een aankoop tonen',
    totals: () => 'Tonen wat de organisatie uitgeeft',
    policy: () => 'Tonen wat mensen mogen kopen',
    ask: ({ product, people }) => `${product ?? 'Een licentie'}${people ? ` voor ${people}` : ''} aanvragen`,
    requests: ({ of }) => (of === 'decide' ? 'Aanvragen tonen die ik kan beoordelen' : 'Mijn aanvragen tonen'),
    request: () => 'Een aanvraag tonen',
    answer: () => 'Een aanvraag beantwoorden',
    withdraw: () => 'Een aanvraag intrekken',
    help: ({ topic }) => (topic ? `Lezen over ${topics[topic]}` : 'Zien wat u hier kunt doen'),
    questions: () => 'Antwoorden op vragen lezen',
    support: () => 'Contact opnemen met de ondersteuning',
    say: () => 'Dat nog eens zeggen',
    'sign-out': () => 'Afmelden',
    language: ({ to }) => (to ? `${to === 'nl' ? 'Nederlands' : 'Engels'} spreken` : 'Een taal kiezen'),
    be: ({ who }) => `Verdergaan als ${who ?? 'iemand anders'}`,
    stop: () => 'Stoppen met wat ik deed',
    back: () => 'Eén stap terug',
    current: () => 'De huidige kaart tonen',
  },
};
