import type { payments as english } from '../en/payments.ts';
import { pluralFor } from '../plural.ts';
import { cardPage } from './pages/card-page.ts';

const plural = pluralFor('nl');

export const payments: typeof english = {
  buttons: {
    methods: 'Betaalmethoden',
    add: 'Kaart toevoegen',
    newCard: 'Nieuwe kaart',
    edit: 'Bewerken',
    delete: 'Verwijderen',
    replace: 'Kaart vervangen',
    attach: 'Kaart koppelen',
    detach: 'Ontkoppelen',
    openPage: 'Pagina openen',
  },
  methods: {
    eyebrow: 'Betaling',
    title: 'Betaalmethoden',
    none: 'U hebt nog geen kaart',
    noneText: 'De eerste kaart die u toevoegt, krijgt een eigen factureringsprofiel.',
    caption: (profiles, cards) =>
      `${profiles} ${plural(profiles, 'factureringsprofiel', 'factureringsprofielen')}, ${cards} ${plural(cards, 'kaart', 'kaarten')}`,
    profiles: 'Factureringsprofielen',
    cards: 'Kaarten',
    pays: (count) => `betaalt voor ${count} ${plural(count, 'abonnement', 'abonnementen')}`,
    noCard: 'Geen kaart',
    unpaid: 'Onbetaald',
    expires: (date) => `verloopt ${date}`,
    expired: (date) => `verlopen ${date}`,
  },
  failed: {
    eyebrow: 'Betaling mislukt',
    retry: (card) =>
      card === ''
        ? 'Er is geen kaart om mee te betalen. Koppel een kaart aan het factureringsprofiel vóór de volgende poging. Tot dan houdt iedereen de licentie.'
        : `${card} is geweigerd. Koppel een andere kaart, of verbeter deze, vóór de volgende poging. Tot dan houdt iedereen de licentie.`,
    ended:
      'Ook de laatste poging is mislukt, dus het abonnement is geëindigd. Met een andere kaart kunt u het heractiveren.',
    summary: (product) => `De betaling voor ${product} is mislukt.`,
  },
  defaultProfileName: 'Standaard',
  cardState: {
    'in-use': 'In gebruik',
    attached: 'Gekoppeld',
    unused: 'Niet in gebruik',
    'expires-soon': 'Verloopt binnenkort',
    expired: 'Verlopen',
    declined: 'Laatst geweigerd',
  },
  card: {
    eyebrow: 'Kaart',
    holder: 'Naam op de kaart',
    expires: 'Geldig tot en met',
    address: 'Adres',
    profiles: 'Factureringsprofielen',
    pays: 'Betaalt voor',
    number: 'Het nummer van een kaart kan niet worden gewijzigd: voeg de nieuwe kaart toe.',
  },
  profile: {
    eyebrow: 'Factureringsprofiel',
    card: 'Kaart',
    pays: 'Betaalt voor',
    unpaid: 'Betaling mislukt',
    unpaidText: 'Koppel een kaart die werkt: de betaling wordt dan meteen opnieuw geprobeerd.',
    nothing: 'Via dit profiel volgen geen betalingen.',
  },
  replaceCard: {
    eyebrow: 'Kaart vervangen',
    title: (profile) => `Welke kaart voor ${profile}?`,
    caption: 'De vervangen kaart blijft bij uw kaarten staan.',
  },
  review: {
    eyebrow: 'Controleren · nog niets gewijzigd',
    attach: (card, profile) => `${card} betaalt voor ${profile}`,
    detach: (card, profile) => `${card} ontkoppelen van ${profile}`,
    delete: (card) => `${card} verwijderen`,
    pays: 'Voortaan hiermee betaald',
    retries: 'Mislukte betaling, meteen opnieuw geprobeerd',
    replaced: 'Blijft bij uw kaarten staan',
    fails: 'Blijft zonder kaart achter',
    failsText: 'Zonder andere kaart mislukt de volgende betaling van deze abonnementen.',
    paysNothing: 'Via dit factureringsprofiel volgen geen betalingen.',
    deleteText: 'Er wordt niets mee betaald. Om de kaart later te gebruiken, moet u die opnieuw toevoegen.',
    buttons: {
      attach: (lastFour) => `•••• ${lastFour} koppelen`,
      detach: 'Kaart ontkoppelen',
      delete: 'Kaart verwijderen',
    },
    notUnderstood: 'Daar kan ik hier niets mee. Druk op een knop.',
    changed: 'Er is iets veranderd sinds u dit bekeek.',
  },
  receipt: {
    done: {
      add: 'Kaart toegevoegd',
      edit: 'Kaart gewijzigd',
      attach: 'Kaart gekoppeld',
      detach: 'Kaart ontkoppeld',
      delete: 'Kaart verwijderd',
    },
    attached: (profile) => `Gekoppeld aan factureringsprofiel ${profile}.`,
    notAttached: 'Nog niet aan een factureringsprofiel gekoppeld: er wordt niets mee betaald.',
    detached: (profile) => `Factureringsprofiel ${profile} heeft nu geen kaart.`,
    replaced: (card) => `${card} blijft bij uw kaarten staan.`,
    pays: 'Betaalt voor',
    fails: 'Volgende betaling mislukt',
    paid: 'Nu betaald',
    declined: 'Weer geweigerd',
    open: 'Wordt geprobeerd',
    declinedText:
      'De mislukte betaling is opnieuw geweigerd. Probeer een andere kaart. De geplande pogingen gaan door.',
  },
  pageLink: {
    add: 'Kaart toevoegen',
    edit: 'Kaart bewerken',
    addTo: (profile) => `Een nieuwe kaart voor ${profile}`,
    addTitle: 'Een nieuwe kaart',
    text: (minutes) =>
      `Kaartgegevens typt u op een aparte pagina, nooit in de chat. Die is alleen voor u en werkt één keer, binnen ${minutes} minuten.`,
  },
  cardNumber: {
    eyebrow: 'Niets bewaard',
    title: 'Dat leek op een kaartnummer',
    text: 'Het is niet bewaard en ik kan het hier niet gebruiken. Kaartgegevens typt u op een aparte pagina.',
  },
  cardPage,
};
