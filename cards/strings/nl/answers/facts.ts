import type { Strings } from '../../en/strings.ts';
import { pluralFor } from '../../plural.ts';

const plural = pluralFor('nl');

export const facts: Strings['facts'] = {
  price: {
    eyebrow: 'Prijs · excl. btw',
    each: 'per licentie',
    forMany: (count) => `voor ${count} licenties`,
    month: 'per maand',
    year: 'per jaar',
    plan: { monthly: 'Per maand', annual: 'Per jaar', 'annual-monthly': 'Per jaar, maandelijks betaald' },
    noPrice: (product) => `${product} heeft op dit moment geen prijs`,
    noPriceText: 'Het wordt niet verkocht. De catalogus toont wat u kunt kopen.',
    moreEyebrow: 'Prijs van extra licenties',
    more: (count, product) => `${count} × ${product} erbij`,
    today: 'Vandaag, incl. btw',
    renewal: (date) => `Bij de verlenging op ${date}, incl. btw`,
    whichProduct: 'De prijs van welk product?',
    add: (count) => `${count} toevoegen`,
  },
  cost: {
    eyebrow: 'Wat u betaalt · excl. btw',
    month: (amount) => `${amount} per maand`,
    year: (amount) => `${amount} per jaar`,
    caption: (count) => `voor ${count} actieve ${plural(count, 'abonnement', 'abonnementen')}`,
    none: 'U betaalt op dit moment niets',
    noneText: 'U hebt geen actieve betaalde abonnementen.',
  },
  charge: {
    eyebrow: 'Waarom er is afgeschreven',
    order: 'Bestelling',
    renewed: 'Afgeschreven bij de verlenging, zonder bestelling.',
    ordered: (person) => `Besteld door ${person}.`,
    invoice: 'Factuur',
    date: 'Datum',
    card: 'Kaart',
    product: 'Product',
    onInvoice: (amount, id) => `Samen ${amount} op factuur ${id}.`,
    none: 'Zo’n afschrijving is niet gevonden',
    noneText: 'Op uw facturen van de laatste twaalf maanden staat die niet. Deze komen het dichtst in de buurt:',
    noneAtAll: 'In deze periode is er niets afgeschreven.',
    noTwice: 'Er is niets dubbel afgeschreven',
    noTwiceText: 'Geen twee afschrijvingen voor hetzelfde product hebben op één dag hetzelfde bedrag. Uw laatste:',
    twice: (count) => `${count} afschrijvingen lijken op elkaar`,
    twiceText: 'Elk heeft een eigen bestelling of verlenging:',
    open: 'Factuur tonen',
  },
  renewal: {
    eyebrow: (product) => product,
    renews: (date) => `Wordt verlengd op ${date}`,
    ends: (date) => `Eindigt op ${date}, zonder verlenging`,
    trialConverts: (date) => `Proefversie: betaald vanaf ${date}`,
    trialEnds: (date) => `Proefversie: eindigt op ${date}`,
    ended: (date) => `Geëindigd op ${date}`,
    pastDue: (date) => `Niet betaald sinds ${date}`,
    amount: 'Prijs van de verlenging, excl. btw',
    turnOff: 'Niet meer verlengen',
  },
  refund: {
    possible: (amount) => `${amount} terug als u nu opzegt`,
    until: (date) => `Tot ${date}`,
    licences: 'Licenties met terugbetaling',
    deadline: 'Terugbetaling mogelijk tot',
    none: 'Terugbetaling is niet meer mogelijk',
    noneText: (days) =>
      `Terugbetaling kan binnen ${days} dagen na kopen, toevoegen of verlengen. De verlenging stoppen kan nog wel.`,
    nonePaid: 'Er valt niets terug te betalen: er is niets afgeschreven.',
  },
  free: {
    title: (free, owned) => `${free} van ${owned} licenties zijn vrij`,
    all: (free) => `${free} licenties zijn vrij`,
    none: 'Er is geen licentie vrij',
    value: (free, owned) => `${free} van ${owned}`,
    eyebrow: 'Vrije licenties',
  },
  paidWith: {
    card: (card) => `Betaald met ${card}`,
    none: 'Er is geen kaart voor',
    noneText: 'Voeg een kaart toe aan een factureringsprofiel, zodat het verlengd kan worden.',
    profile: 'Factureringsprofiel',
  },
  cannot: {
    eyebrow: 'Niet mogelijk',
    'change-plan': {
      title: 'Het ene plan kan niet het andere worden',
      text: 'Koop eerst het andere plan en zeg dit daarna op. U controleert en bevestigt beide.',
    },
    'change-term': {
      title: 'De looptijd kan niet worden gewijzigd',
      text: 'Stop de verlenging van dit abonnement, en koop het opnieuw met de looptijd die u wilt.',
    },
    pause: {
      title: 'Een abonnement kan niet worden gepauzeerd',
      text: 'U kunt ongebruikte licenties verwijderen, of de verlenging stoppen en het later opnieuw activeren.',
    },
    transfer: {
      title: 'Een abonnement kan niet naar een collega',
      text: 'Uw collega kan het kopen, waarna u het uwe opzegt. Een beheerder kan het overnemen in het beheercentrum.',
    },
    'pay-otherwise': {
      title: 'Alleen betaalkaarten worden geaccepteerd',
      text: 'PayPal, iDEAL, overschrijvingen en betalen op factuur kunnen niet bij zelf gekochte abonnementen.',
    },
    remind: {
      title: 'Ik kan geen eigen herinnering instellen',
      text: 'Ik herinner u voordat een abonnement wordt verlengd of eindigt. Bij de instellingen kiest u hoeveel dagen ervoor.',
    },
  },
  nextWish: (text) => `Hierna: ${text}`,
};
