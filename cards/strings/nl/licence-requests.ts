import type { requestsEn } from '../en/licence-requests.ts';

const plural = new Intl.PluralRules('nl');
const counted = (count: number, one: string, other: string) => (plural.select(count) === 'one' ? one : other);

/** Asking for licences, and deciding on it. */
export const requestsNl: typeof requestsEn = {
  askFor: 'Licentie aanvragen',
  mine: 'Mijn aanvragen',
  toDecide: 'Te beoordelen',
  form: {
    eyebrow: 'Licentie aanvragen',
    caption: 'Er is nog niets aangevraagd',
    people: 'Voor wie',
    why: 'Waarvoor het nodig is',
    whyHint: 'Wat u of zij ermee gaan doen',
    hint: (most) => `Maximaal ${most} mensen uit uw eigen organisatie.`,
    summary: (product) => `Een licentie voor ${product} aanvragen.`,
    which: 'Welk product?',
  },
  review: {
    eyebrow: 'Controleren · nog niet aangevraagd',
    caption: (count) => `${count} ${counted(count, 'licentie', 'licenties')}`,
    decides: (count) => counted(count, 'Beslist', 'Een van hen beslist'),
    until: 'Verloopt zonder antwoord op',
    ask: (count) => `${count} aanvragen`,
    edit: 'Aanpassen',
    summary: (product, names) => `${product} aanvragen: ${names} beslist.`,
  },
  own: {
    eyebrow: 'Uw aanvraag',
    answered: 'Uw aanvraag · beantwoord',
    summary: (product, state) => `Uw aanvraag voor ${product}: ${state}.`,
    withdraw: 'Aanvraag intrekken',
    receipt: 'Bestelling tonen',
    again: 'Opnieuw aanvragen',
  },
  decide: {
    eyebrow: 'Licentieaanvraag',
    again: 'Licentieaanvraag · herinnering',
    title: (who, product) => `${who} vraagt ${product} aan`,
    free: (wanted, free, count) => `${wanted} van uw ${free} vrije ${counted(count, 'licentie', 'licenties')}`,
    had: 'Zij hebben al een licentie',
    add: (free, missing) => `per maand, excl. btw: ${free} vrij, ${missing} erbij`,
    buy: (period) => `${period}, excl. btw: een nieuw abonnement`,
    cannot: 'U kunt de aanvraag afwijzen, of laten staan tot u licenties hebt.',
    term: 'Looptijd',
    choices: { later: 'Later beslissen', approve: 'Goedkeuren', reject: 'Afwijzen' },
    note: 'Toelichting bij uw antwoord',
    noteHint: 'Niet verplicht',
    nothing: 'Kies voor minstens één persoon een antwoord.',
    approve: 'Goedkeuren',
    approveAll: (count) => `Alle ${count} goedkeuren`,
    reject: 'Afwijzen',
    send: 'Antwoord sturen',
    summary: (title) => `${title}.`,
  },
  decided: { eyebrow: 'Licentieaanvraag · afgehandeld' },
  why: 'Waarvoor',
  quoted: (text) => `‘${text}’`,
  whom: 'Voor',
  askedOn: 'Aangevraagd op',
  expires: 'Verloopt op',
  deciders: 'Kan beslissen',
  by: (who) => `door ${who}`,
  state: {
    waiting: 'Wacht',
    claimed: 'Bezig',
    approved: 'Goedgekeurd',
    rejected: 'Afgewezen',
    withdrawn: 'Ingetrokken',
    expired: 'Verlopen',
    answered: 'Beantwoord',
    stopped: 'Niet uitgevoerd',
  },
  yes: {
    eyebrow: 'Wacht op uw akkoord',
    reminder: 'Wacht op uw akkoord · herinnering',
    over: 'Uw akkoord · afgehandeld',
    ask: (who) => `${who} vragen`,
    first: (who, monthly, above) =>
      `${who} moet eerst akkoord gaan: dit kost ${monthly} per maand, meer dan ${above}. Tot die tijd wordt er niets afgeschreven.`,
    title: (who, product) => `${who} wil ${product} kopen`,
    month: 'per maand, excl. btw, op de eigen kaart',
    ownMonth: 'per maand, excl. btw',
    licences: 'Licenties',
    stoppedWay: 'Er is akkoord gegeven, maar er is sindsdien iets veranderd. Controleer het opnieuw.',
    again: 'Opnieuw controleren',
  },
  list: {
    own: 'Mijn aanvragen',
    decide: 'Te beoordelen aanvragen',
    noneOwn: 'U hebt niets aangevraagd',
    noneOwnWay: 'U kunt een licentie aanvragen als een product niet te koop is, of als een collega er een over heeft.',
    noneDecide: 'U hebt geen aanvragen te beoordelen',
    noneDecideWay: 'Aanvragen gaan naar wie in het team licenties over heeft, en anders naar de leidinggevende.',
    title: (count) => `${count} ${counted(count, 'aanvraag', 'aanvragen')}`,
    row: (state, count, day) => `${state} · ${count} ${counted(count, 'persoon', 'mensen')} · ${day}`,
  },
  home: {
    unit: (count) => counted(count, 'aanvraag', 'aanvragen'),
    what: 'U hebt aanvragen te beoordelen',
    detail: 'Goedkeuren of afwijzen',
  },
  refusal: (refusal, say) => {
    switch (refusal.kind) {
      case 'nobody-decides':
        return {
          title: `Er is niemand die over ${refusal.product} kan beslissen`,
          way: 'Niemand in uw team heeft een licentie over en de adreslijst kent geen leidinggevende van u. Vraag het aan uw beheerder.',
        };
      case 'already-asked':
        return {
          title: `U hebt ${refusal.product} al aangevraagd`,
          way: 'Die aanvraag loopt nog. Wacht op het antwoord, of trek de aanvraag eerst in.',
        };
      case 'too-many-requests':
        return {
          title: `U hebt in 24 uur ${say.number(refusal.max)} keer iets aangevraagd`,
          way: 'Wie beslist, krijgt over elke aanvraag bericht. Wacht op de antwoorden en vraag het morgen opnieuw.',
        };
      case 'not-members':
        return {
          title: `Niet in uw organisatie: ${refusal.names.join(', ')}`,
          way: 'U kunt alleen een licentie aanvragen voor leden van uw eigen organisatie.',
        };
      case 'no-why':
        return { title: 'De reden ontbreekt', way: 'Schrijf waarvoor het nodig is, voor degene die beslist.' };
      case 'why-too-long':
        return {
          title: `${say.number(refusal.letters)} tekens zijn te veel`,
          way: `Kort het in tot ${say.number(refusal.max)}.`,
        };
      case 'needs-approval':
        return {
          title: `${refusal.manager} moet eerst akkoord gaan`,
          way: `Er is niets gekocht. Controleer ${refusal.product} opnieuw en vraag dan om akkoord.`,
        };
      case 'unknown-request':
        return { title: 'Die aanvraag is niet van u', way: 'Bekijk uw eigen aanvragen, of die u kunt beoordelen.' };
      case 'request-decided':
        return { title: 'Over de aanvraag is intussen beslist', way: 'Bekijk de aanvraag om te zien wat.' };
    }
  },
};
