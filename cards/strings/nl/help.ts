import type { help as english } from '../en/help.ts';

const all = new Intl.ListFormat('nl', { type: 'conjunction' });

export const help: typeof english = {
  eyebrow: 'Help',
  title: 'Wat u hier kunt doen',
  hint: 'Druk op een voorbeeld, of typ het in uw eigen woorden.',
  guestTitle: 'Kopen is voor leden van de organisatie',
  guest: 'U kunt hier wel antwoorden op vragen lezen.',
  commands: {
    list: {
      title: 'Mijn abonnementen',
      what: 'Zien wat u hebt gekocht',
      example: () => 'mijn abonnementen',
    },
    buy: {
      title: 'Wat kan ik kopen',
      what: 'Iets kopen of proberen',
      example: () => 'wat kan ik kopen',
    },
    change: {
      title: 'Licenties wijzigen',
      what: 'Het aantal licenties wijzigen',
      example: (product) => `5 ${product} erbij`,
    },
    assign: {
      title: 'Licenties toewijzen',
      what: 'Mensen een licentie geven',
      example: (product) => `wijs ${product} toe`,
    },
    ask: {
      title: 'Licentie aanvragen',
      what: 'Een licentie krijgen die u nodig hebt',
      example: (product) => `vraag ${product} aan`,
    },
    cancel: {
      title: 'Abonnement opzeggen',
      what: 'Een abonnement beëindigen',
      example: (product) => `zeg ${product} op`,
    },
    invoices: {
      title: 'Facturen',
      what: 'Uw facturen bekijken',
      example: () => 'facturen van de afgelopen 3 maanden',
    },
    payment: {
      title: 'Betaalmethoden',
      what: 'Uw kaarten beheren',
      example: () => 'betaalmethoden',
    },
    history: {
      title: 'Mijn geschiedenis',
      what: 'Zien wat u hebt gedaan',
      example: () => 'mijn geschiedenis',
    },
    settings: {
      title: 'Instellingen',
      what: 'Kiezen waarover u bericht krijgt',
      example: () => 'instellingen',
    },
    help: {
      title: 'Help',
      what: 'Zien wat u hier kunt doen',
      example: () => 'help',
    },
  },
  otherLanguage: ['Speak English', 'taal Engels'],
  impersonate: ['Verdergaan als iemand anders (alleen om te testen)', 'wees'],
  quoted: (phrase) => `‘${phrase}’`,
  questions: 'Vragen',
  moreQuestions: 'Meer vragen',
  supportButton: 'Ondersteuning',
  questionsTitle: 'Wat wilt u weten?',
  faq: 'Veelgestelde vragen bij Microsoft',
  answers: ({ windowDays, expiredDays, disabledDays, trialDays, trialLicences, retryDays }) => ({
    pays: {
      question: 'Wie betaalt dit?',
      short: 'U, met uw eigen kaart',
      answer: [
        'U betaalt, met de kaart van het factureringsprofiel dat u kiest. Uw organisatie krijgt geen rekening.',
        'Wat u koopt of toevoegt, wordt meteen afgeschreven voor de resterende dagen van de looptijd. Elke verlenging wordt op de dag zelf afgeschreven.',
        `Mislukt een betaling, dan volgt een nieuwe poging na ${all.format(retryDays.map(String))} dagen.`,
      ],
    },
    sees: {
      question: 'Wie kan zien wat ik koop?',
      short: 'U en uw beheerders',
      answer: [
        'U ziet alles. Uw beheerders zien product, uw naam, aantal, einddatum, prijs en wie een licentie heeft, maar wijzigen niets.',
        'Wie een licentie krijgt, ziet het product en niet de prijs. Kaartnummers ziet niemand.',
      ],
    },
    leaving: {
      question: 'Wat als ik vertrek?',
      short: 'Licenties blijven tot het einde van de looptijd',
      answer: [
        'Wie u een licentie hebt gegeven, houdt die tot het einde van de looptijd. Daarna wordt het abonnement niet verlengd.',
        'U kunt hier dan niets meer doen. Een beheerder kan het abonnement in het beheercentrum overnemen.',
      ],
    },
    refunds: {
      question: 'Krijg ik een terugbetaling?',
      short: `Binnen ${windowDays} dagen, voor ongebruikte dagen`,
      answer: [
        `Zegt u op of verwijdert u licenties binnen ${windowDays} dagen na kopen, toevoegen of verlengen? Dan krijgt u de ongebruikte dagen terugbetaald.`,
        'Daarna gaat een lager aantal in bij de verlenging, en zet opzeggen het verlengen uit.',
        'De terugbetaling gaat naar de kaart waarmee u hebt betaald.',
      ],
    },
    renewal: {
      question: 'Wordt het vanzelf verlengd?',
      short: 'Ja, tot u dat uitzet',
      answer: [
        'Elke aankoop wordt aan het einde van de looptijd vanzelf verlengd, tegen de prijs van die dag.',
        `Zet u dat uit, dan loopt het abonnement af. Daarna is er nog ${expiredDays} dagen toegang en blijven de gegevens nog ${disabledDays} dagen bewaard.`,
      ],
    },
    trials: {
      question: 'Hoe werkt een proefversie?',
      short: `${trialLicences} licenties, ${trialDays} dagen, gratis`,
      answer: [
        `Een proefversie heeft ${trialLicences} licenties voor ${trialDays} dagen en kost niets. Er is er één per product en persoon.`,
        'Met een kaart wordt het daarna een betaald maandabonnement, tenzij u het verlengen uitzet. Zonder kaart eindigt de proefversie gewoon.',
      ],
    },
  }),
  support: {
    eyebrow: 'Ondersteuning',
    title: 'Vraag het de ondersteuning van Microsoft',
    text: 'Houd deze nummers bij de hand. Stuur nooit een kaartnummer mee.',
    order: 'Laatste bestelling',
    invoice: 'Factuur',
    about: 'Uw vraag gaat over',
    none: 'U hebt geen recente bestelling. Zeg om welk product het gaat.',
    open: 'Ondersteuning openen',
    summary: 'Waar u ondersteuning krijgt en welke nummers u nodig hebt.',
  },
};
