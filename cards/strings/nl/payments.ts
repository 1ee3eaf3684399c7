import type { payment as en } from '../en/payments.ts';

const rules = new Intl.PluralRules('nl');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);

/** The cards and pages about payment cards and billing profiles. */
export const payment: typeof en = {
  failed: {
    eyebrow: 'Betaling mislukt',
    again: (card) =>
      card === ''
        ? 'Er is geen kaart om mee te betalen. Koppel een kaart aan het factureringsprofiel vóór de volgende poging. Tot dan houdt iedereen de licentie.'
        : `${card} is geweigerd. Koppel een andere kaart, of verbeter deze, vóór de volgende poging. Tot dan houdt iedereen de licentie.`,
    over: 'Ook de laatste poging is mislukt, dus het abonnement is geëindigd. Met een andere kaart kunt u het heractiveren.',
    summary: (product) => `De betaling voor ${product} is mislukt.`,
  },
  button: 'Betaalmethoden',
  add: 'Kaart toevoegen',
  newCard: 'Nieuwe kaart',
  edit: 'Bewerken',
  remove: 'Verwijderen',
  replace: 'Kaart vervangen',
  attach: 'Kaart koppelen',
  detach: 'Ontkoppelen',
  openPage: 'Pagina openen',
  profileName: 'Standaard',
  wallet: {
    eyebrow: 'Betaling',
    title: 'Betaalmethoden',
    none: 'U hebt nog geen kaart',
    noneWay: 'De eerste kaart die u toevoegt, krijgt een eigen factureringsprofiel.',
    caption: (profiles, cards) =>
      `${profiles} ${counted(profiles, 'factureringsprofiel', 'factureringsprofielen')}, ${cards} ${counted(cards, 'kaart', 'kaarten')}`,
    profiles: 'Factureringsprofielen',
    cards: 'Kaarten',
    pays: (count) => `betaalt voor ${count} ${counted(count, 'abonnement', 'abonnementen')}`,
    noCard: 'Geen kaart',
    unpaid: 'Onbetaald',
    expires: (date) => `verloopt ${date}`,
    expired: (date) => `verlopen ${date}`,
  },
  state: {
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
    unpaidWay: 'Koppel een kaart die werkt: de betaling wordt dan meteen opnieuw geprobeerd.',
    nothing: 'Via dit profiel volgen geen betalingen.',
  },
  choose: {
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
    mends: 'Mislukte betaling, meteen opnieuw geprobeerd',
    replaced: 'Blijft bij uw kaarten staan',
    fails: 'Blijft zonder kaart achter',
    failsWay: 'Zonder andere kaart mislukt de volgende betaling van deze abonnementen.',
    paysNothing: 'Via dit factureringsprofiel volgen geen betalingen.',
    deleteWay: 'Er wordt niets mee betaald. Om de kaart later te gebruiken, moet u die opnieuw toevoegen.',
    attachButton: (lastFour) => `•••• ${lastFour} koppelen`,
    detachButton: 'Kaart ontkoppelen',
    deleteButton: 'Kaart verwijderen',
    unclear: 'Daar kan ik hier niets mee. Druk op een knop.',
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
    loose: 'Nog niet aan een factureringsprofiel gekoppeld: er wordt niets mee betaald.',
    detached: (profile) => `Factureringsprofiel ${profile} heeft nu geen kaart.`,
    replaced: (card) => `${card} blijft bij uw kaarten staan.`,
    pays: 'Betaalt voor',
    fails: 'Volgende betaling mislukt',
    paid: 'Nu betaald',
    declined: 'Weer geweigerd',
    open: 'Wordt geprobeerd',
    declinedWay: 'De mislukte betaling is opnieuw geweigerd. Probeer een andere kaart. De geplande pogingen gaan door.',
  },
  opening: {
    add: 'Kaart toevoegen',
    edit: 'Kaart bewerken',
    addTo: (profile) => `Een nieuwe kaart voor ${profile}`,
    addTitle: 'Een nieuwe kaart',
    way: (minutes) =>
      `Kaartgegevens typt u op een aparte pagina, nooit in de chat. Die is alleen voor u en werkt één keer, binnen ${minutes} minuten.`,
    notHere: 'Open een chat met mij alleen om uw kaarten te beheren.',
  },
  typed: {
    eyebrow: 'Niets bewaard',
    title: 'Dat leek op een kaartnummer',
    way: 'Het is niet bewaard en ik kan het hier niet gebruiken. Kaartgegevens typt u op een aparte pagina.',
  },
  page: {
    addTitle: 'Kaart toevoegen',
    editTitle: 'Kaart bewerken',
    addTo: 'Deze kaart gaat betalen voor factureringsprofiel {profile}.',
    intro: 'Het nummer en de beveiligingscode gaan naar de kaartmaatschappij en worden hier niet bewaard.',
    number: 'Kaartnummer',
    fixed: 'Het nummer kan niet worden gewijzigd. Voeg voor een andere kaart een nieuwe toe.',
    expires: 'Geldig tot en met',
    expiresHint: 'MM/JJ',
    needsScript: 'Deze pagina heeft JavaScript nodig.',
    code: 'Beveiligingscode',
    codeHint: '3 cijfers op de achterkant',
    codeHint4: '4 cijfers op de voorkant',
    holder: 'Naam op de kaart',
    line: 'Straat en huisnummer',
    postalCode: 'Postcode',
    city: 'Plaats',
    country: 'Land',
    countryHint: 'Een kaart moet uit het land van uw organisatie komen.',
    save: 'Kaart opslaan',
    saving: 'Bezig met opslaan…',
    problems: {
      'number-empty': 'Vul het kaartnummer in.',
      'number-digits': 'Een kaartnummer bestaat alleen uit cijfers.',
      'number-length': 'Een kaartnummer heeft 12 tot 19 cijfers.',
      'number-wrong': 'Er zit een fout in dit kaartnummer. Controleer de cijfers.',
      'number-unknown': 'Dit soort kaart is niet bekend. Gebruik een andere kaart.',
      'number-fixed': 'Het nummer van een kaart kan niet worden gewijzigd.',
      'expires-empty': 'Vul maand en jaar in, zoals 04/29.',
      'expires-shape': 'Schrijf maand en jaar als MM/JJ, zoals 04/29.',
      'expires-past': 'Deze kaart is verlopen. Gebruik een andere kaart.',
      'expires-far': 'Zo lang is geen kaart geldig. Controleer het jaar.',
      'code-empty': 'Vul de beveiligingscode in.',
      'code-3': 'De beveiligingscode heeft 3 cijfers.',
      'code-4': 'De beveiligingscode heeft 4 cijfers.',
      'holder-empty': 'Vul de naam op de kaart in.',
      'holder-wrong': 'Vul de naam in zoals die op de kaart staat, geen nummer.',
      'holder-long': 'Een naam heeft maximaal 60 tekens.',
      'line-empty': 'Vul straat en huisnummer in.',
      'line-long': 'Een adres heeft maximaal 100 tekens.',
      'line-wrong': 'Een kaartnummer hoort hier niet.',
      'city-empty': 'Vul de plaats in.',
      'city-long': 'Een plaats heeft maximaal 60 tekens.',
      'city-wrong': 'Vul een plaats in, geen nummer.',
      'postalCode-empty': 'Vul de postcode in.',
      'postalCode-NL': 'Een Nederlandse postcode ziet eruit als 1234 AB.',
      'postalCode-BE': 'Een Belgische postcode heeft 4 cijfers.',
      'postalCode-DE': 'Een Duitse postcode heeft 5 cijfers.',
      'postalCode-FR': 'Een Franse postcode heeft 5 cijfers.',
      'postalCode-GB': 'Een Britse postcode ziet eruit als SW1A 1AA.',
      'postalCode-US': 'Een Amerikaanse postcode ziet eruit als 12345 of 12345-6789.',
      'postalCode-wrong': 'Dit is geen postcode.',
      'country-wrong': 'Een kaart moet uit het land van uw organisatie komen.',
    },
    mend: 'Er is niets opgeslagen. Verbeter de gemarkeerde velden.',
    unreachable: 'Er is niets opgeslagen: er was geen verbinding. Probeer het opnieuw.',
    done: 'Klaar, u kunt dit venster sluiten',
    doneWay: 'De chat laat zien wat er is opgeslagen.',
    used: 'Deze pagina is al gebruikt',
    expired: 'Deze pagina is verlopen',
    newOne: 'Ga terug naar de chat en open de pagina opnieuw: typ ‘betaalmethoden’.',
    unknown: 'Deze pagina bestaat niet',
    otherPerson: 'Deze pagina is voor iemand anders',
    otherPersonWay:
      'Alleen wie de pagina in de chat opende, kan die gebruiken. Meld u als die persoon aan, of open een eigen pagina.',
    busy: 'Deze kaart wordt opgeslagen',
    busyWay: 'Wacht tot de chat het resultaat laat zien.',
    tooMany: 'Op deze pagina zijn te veel kaarten geweigerd',
    enough: 'Vandaag zijn te veel van uw kaarten geweigerd',
    enoughWay: 'Er wordt nu niets opgeslagen. Vraag aan uw bank wat er mis is en probeer het morgen opnieuw.',
    broken: 'Dat is niet gelukt. Er is niets opgeslagen.',
    refused: 'Er is niets opgeslagen.',
    foreign: 'Dit verzoek kwam van een andere pagina. Er is niets opgeslagen.',
    signIn: {
      title: 'Wie bent u?',
      way: 'Dit is een test: kies wie u in de chat bent.',
      person: 'Persoon',
      go: 'Doorgaan',
    },
  },
  refusal: (refusal, say) => {
    switch (refusal.kind) {
      case 'unknown-card':
        return { title: 'Die kaart is niet van u', way: 'Kies er een uit uw betaalmethoden.' };
      case 'unknown-profile':
        return {
          title: 'Dat factureringsprofiel is niet van u',
          way: 'Kies er een uit uw factureringsprofielen.',
        };
      case 'card-attached':
        return {
          title: `${refusal.card} is gekoppeld aan ${refusal.profile}`,
          way: 'Koppel daar een andere kaart, of ontkoppel deze. Daarna kunt u de kaart verwijderen.',
        };
      case 'card-expired':
        return {
          title: `${refusal.card} is verlopen`,
          way: 'Gebruik een andere kaart, of wijzig de datum.',
          fact: ['Tot', say.date(refusal.at)],
        };
      case 'already-attached':
        return { title: `${refusal.card} betaalt al voor ${refusal.profile}`, way: 'Kies een andere kaart.' };
      case 'nothing-attached':
        return { title: `${refusal.profile} heeft geen kaart`, way: 'Koppel eerst een kaart.' };
      case 'card-country':
        return {
          title: 'Die kaart komt uit een ander land',
          way: 'Een kaart moet uit het land van uw organisatie komen.',
          fact: ['Land', refusal.country],
        };
      case 'code-needed':
        return {
          title: 'De beveiligingscode is nodig',
          way: `Vul de ${refusal.digits} cijfers op de kaart in om op te slaan.`,
        };
      case 'too-many-cards':
        return {
          title: `U hebt al ${say.number(refusal.max)} kaarten`,
          way: 'Verwijder er een die u niet gebruikt en voeg daarna een andere toe.',
        };
      case 'card-declined':
        return {
          title: 'De kaart is geweigerd',
          way: 'Er is niets opgeslagen. Vraag het aan uw bank, of gebruik een andere kaart.',
        };
      case 'card-company-silent':
        return {
          title: 'De kaartmaatschappij antwoordt niet',
          way: 'Er is niets opgeslagen of afgeschreven. Probeer het over een paar minuten opnieuw.',
        };
    }
  },
};
