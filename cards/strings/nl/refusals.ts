import { pluralFor } from '../plural.ts';
import type { RefusalTexts } from '../refusal-text.ts';

const plural = pluralFor('nl');
const licences = (count: number) => plural(count, 'licentie', 'licenties');

export const refusals: RefusalTexts = {
  guest: () => ({
    title: 'Gasten kunnen niet kopen of wijzigen',
    text: 'Vraag het aan een collega in deze organisatie, of lees de help.',
  }),
  left: () => ({
    title: 'U hoort niet meer bij deze organisatie',
    text: 'Wat u kocht, loopt door tot het einde van de looptijd en wordt niet verlengd. Vraag het aan een beheerder van de organisatie.',
  }),
  file: () => ({ title: 'Ik kan geen bestanden gebruiken', text: 'Druk op een knop of typ wat u wilt.' }),
  'unknown-subscription': ({ said }) => ({
    title: said ? `U hebt geen ‘${said}’ om te wijzigen` : 'Dat abonnement staat niet in uw lijst',
    text: 'Kies er een uit uw abonnementen.',
  }),
  'none-changeable': () => ({
    title: 'Geen van uw abonnementen kan nu worden gewijzigd',
    text: 'Open er een om te zien waarom, en tot wanneer.',
  }),
  'unknown-order': () => ({
    title: 'Er is niets terug te draaien',
    text: 'Open het abonnement om te zien wat nu mogelijk is.',
  }),
  'not-a-number': ({ said, max }, say) => ({
    title: `‘${said}’ is geen heel getal`,
    text: `Voer een getal van 1 tot en met ${say.number(max)} in.`,
  }),
  'out-of-range': ({ asked, max }, say) => ({
    title: `${say.number(asked)} kan niet`,
    text: `Voer een getal van 1 tot en met ${say.number(max)} in.`,
  }),
  'same-number': ({ total }, say) => ({
    title: `U hebt er al ${say.number(total)}`,
    text: 'Voer een ander aantal in.',
  }),
  'already-scheduled': ({ total, at }, say) => ({
    title: `${say.number(total)} is al gepland`,
    text: 'Voer een ander aantal in.',
    fact: ['Gaat in', say.date(at)],
  }),
  'below-assigned': ({ total, assigned, renewal }, say) => ({
    title: `${say.number(total)} is te weinig: ${assigned} toegewezen`,
    text: `Trek eerst ${assigned - total} ${licences(assigned - total)} in, of laat het aantal ingaan bij de verlenging.`,
    fact: ['Verlenging', say.date(renewal)],
  }),
  'recurring-off': ({ product, ends }, say) => ({
    title: `${product} loopt af zonder verlenging`,
    text: 'Licenties verwijderen kan weer als automatisch verlengen aan staat. Toevoegen kan nu al.',
    fact: ['Loopt af', say.date(ends)],
  }),
  'credit-check': ({ product, until }, say) => ({
    title: 'Er loopt een kredietcontrole',
    text: `${product} kan worden gewijzigd zodra die klaar is.`,
    fact: ['Verwacht vóór', say.date(until)],
  }),
  trial: ({ product, ends }, say) => ({
    title: `${product} is een proefversie`,
    text: 'Het aantal licenties ligt vast tot de proefversie eindigt.',
    fact: ['Proefversie eindigt', say.date(ends)],
  }),
  'end-of-sale': ({ product, since }, say) => ({
    title: `${product} wordt niet meer verkocht`,
    text: 'Het aantal licenties kan niet meer worden gewijzigd. Wat u hebt, loopt door.',
    fact: ['Sinds', say.date(since)],
  }),
  'not-active': ({ product, since }, say) => ({
    title: `${product} is geëindigd`,
    text: 'Een geëindigd abonnement kan niet worden gewijzigd. Kies een ander uit uw lijst.',
    fact: ['Geëindigd', say.date(since)],
  }),
  'past-due': ({ product, card, since }, say) => ({
    title: `Een betaling voor ${product} is mislukt`,
    text: `Er volgt een nieuwe poging op ${card || 'uw kaart'}. Koppel een kaart die werkt om meteen te betalen. Daarna kunt u het aantal wijzigen.`,
    fact: ['Onbetaald sinds', say.date(since)],
  }),
  'no-card': ({ product }) => ({
    title: `${product} heeft geen kaart`,
    text: 'Koppel eerst een kaart aan het factureringsprofiel en probeer het dan opnieuw.',
  }),
  declined: ({ card, gross, currency }, say) => ({
    title: 'De kaart is geweigerd',
    text: `Er is niets afgeschreven. Overleg met uw bank over ${card} en probeer het daarna opnieuw.`,
    fact: ['Bedrag', say.money(gross, currency)],
  }),
  'unknown-product': ({ said }) => ({
    title: `Het product ‘${said}’ ken ik niet`,
    text: 'Bekijk wat er te koop is, of zoek op een ander woord.',
  }),
  'not-sold-here': ({ product }) => ({
    title: `${product} is hier niet te koop`,
    text: 'Microsoft biedt dit niet als selfserviceaankoop aan in dit land of deze sector. Vraag het aan uw beheerder, of kies een ander product.',
  }),
  'no-longer-sold': ({ product, since }, say) => ({
    title: `${product} wordt niet meer verkocht`,
    text: 'Kies een ander product.',
    fact: ['Sinds', say.date(since)],
  }),
  'not-sold-so': ({ product }) => ({
    title: `${product} is met deze looptijd niet te koop`,
    text: 'Kies een van de aangeboden looptijden.',
  }),
  policy: ({ product, trial }) => ({
    title: `${product} is hier niet te koop`,
    text: trial
      ? 'Uw organisatie staat alleen een proefversie zonder kaart toe. Start die, of vraag een licentie aan.'
      : 'Uw organisatie staat dit niet toe. Vraag een collega om een licentie, of kies een ander product.',
  }),
  'no-trial': ({ product }) => ({
    title: `${product} heeft geen proefversie`,
    text: 'Koop het, of kies een ander product.',
  }),
  'trial-used': ({ product }) => ({
    title: `U hebt al een proefversie van ${product} gehad`,
    text: 'Er is één proefversie per persoon. Koop het product.',
  }),
  'trial-needs-card': ({ product }) => ({
    title: `Voor de proefversie van ${product} is een kaart nodig`,
    text: 'Voeg een kaart toe: zolang de proefversie duurt, wordt er niets afgeschreven.',
  }),
  'trial-over': ({ product }) => ({
    title: `De proefversie van ${product} is voorbij`,
    text: 'Een proefversie kan niet opnieuw worden gestart. Koop het product.',
  }),
  'trial-ends': ({ product, ends }, say) => ({
    title: `${product} is een proefversie zonder kaart`,
    text: 'Die kan niet worden verlengd. Koop het product voordat de proefversie eindigt en wijs de licenties daar toe.',
    fact: ['Proefversie eindigt', say.date(ends)],
  }),
  'no-profile': () => ({
    title: 'Er is geen kaart om mee te betalen',
    text: 'Voeg eerst een kaart toe, dan gaat deze bestelling verder.',
  }),
  nobody: () => ({ title: 'Er is niemand gekozen', text: 'Kies iemand, of typ een naam.' }),
  'too-many-people': ({ count, max }, say) => ({
    title: `${say.number(count)} mensen zijn te veel`,
    text: `Kies er maximaal ${say.number(max)} tegelijk. Daarna kunt u verder met de anderen.`,
  }),
  'too-few-licences': ({ missing, free, wanted }, say) => ({
    title: `${say.number(missing)} ${licences(missing)} te weinig: ${say.number(free)} vrij, ${say.number(wanted)} nodig`,
    text: 'Koop in dezelfde stap bij, of kies minder mensen.',
  }),
  'nobody-has-it': ({ product }) => ({
    title: `Niemand heeft ${product}`,
    text: 'Er valt niets in te trekken. U kunt het wel aan iemand toewijzen.',
  }),
  'not-enough-chosen': ({ needed, chosen }, say) => ({
    title: `Er ${plural(needed, 'moet', 'moeten')} ${say.number(needed)} ${licences(needed)} weg, ${say.number(chosen)} gekozen`,
    text: `Kies er minstens ${say.number(needed)}.`,
  }),
  'no-reason': () => ({ title: 'Er is geen reden gekozen', text: 'Kies een reden.' }),
  'feedback-too-long': ({ letters, max }, say) => ({
    title: `${say.number(letters)} tekens zijn te veel`,
    text: `Schrijf er maximaal ${say.number(max)}.`,
  }),
  'already-so': ({ on, product, ends }, say) =>
    on
      ? {
          title: `${product} wordt al verlengd`,
          text: 'U hoeft niets te doen.',
          fact: ['Verlenging', say.date(ends)],
        }
      : {
          title: `${product} loopt al af`,
          text: 'Het wordt niet verlengd. Zet automatisch verlengen aan om het te houden.',
          fact: ['Loopt af', say.date(ends)],
        },
  'not-ended': ({ product }) => ({
    title: `${product} is niet geëindigd`,
    text: 'Er valt niets te heractiveren. Open het om het te wijzigen.',
  }),
  unanswered: () => ({
    title: 'Het factureringssysteem antwoordde niet',
    text: 'Opnieuw proberen kan veilig: het gebeurt één keer.',
  }),
  'undo-too-late': ({ until }, say) => ({
    title: 'Te laat om terug te draaien',
    text: 'Open het abonnement om te zien wat nu mogelijk is.',
    fact: ['Kon tot', say.moment(until)],
  }),
  'changed-since': ({ product, total }, say) => ({
    title: `${product} is sindsdien gewijzigd`,
    text: `Het heeft nu ${say.number(total)} ${licences(total)}. Kies Licenties wijzigen voor een ander aantal.`,
  }),
  'not-a-date': ({ said }) => ({
    title: said ? `‘${said}’ is geen datum` : 'Er ontbreekt een datum',
    text: 'Vul beide datums in, bijvoorbeeld 1 oktober 2026.',
  }),
  'future-date': ({ at }, say) => ({
    title: `${say.date(at)} moet nog komen`,
    text: 'Vul vandaag of een eerdere datum in.',
  }),
  'reversed-dates': ({ from, to }, say) => ({
    title: `${say.date(from)} is later dan ${say.date(to)}`,
    text: 'Vul de vroegste datum als eerste in.',
  }),
  'long-period': ({ years }) => ({ title: `Dat is meer dan ${years} jaar`, text: 'Vul een kortere periode in.' }),
  'unknown-invoice': ({ said }) => ({ title: `U hebt geen factuur ‘${said}’`, text: 'Kies een van uw facturen.' }),
  'no-invoices': () => ({
    title: 'U hebt nog geen facturen',
    text: 'Zodra er iets wordt afgeschreven, staat de factuur hier.',
  }),
  'other-content': () => ({ title: 'Deze kaart is al gebruikt', text: 'Begin opnieuw met Licenties wijzigen.' }),
  changed: () => ({ title: 'Er is intussen iets veranderd', text: 'Controleer het opnieuw.' }),
  elsewhere: () => ({
    title: 'Dat kan alleen op de pagina van Microsoft zelf',
    text: 'Open die vanaf hier. Wat u daar doet, ziet u hier meteen.',
  }),
  service: ({ said, request }) => ({
    title: 'Microsoft 365 heeft dit niet uitgevoerd',
    text: said ? `Het meldt: ‘${said}’ Er is niets gewijzigd.` : 'Er is niets gewijzigd. Probeer het later opnieuw.',
    ...(request && { fact: ['Referentie van Microsoft', request] }),
  }),
  locked: () => ({
    title: 'Er loopt al een andere wijziging',
    text: 'Van hieruit is niets gewijzigd. Kijk over een paar minuten opnieuw.',
  }),
  'service-busy': () => ({
    title: 'Microsoft 365 heeft het druk',
    text: 'Er is niets gewijzigd. Probeer het over een paar minuten opnieuw.',
  }),
  'under-way': ({ order }) => ({
    title: 'Het factureringssysteem heeft nog niet geantwoord',
    text: 'Uw bestelling wordt nog verwerkt. Die wordt één keer uitgevoerd, of helemaal niet. Kijk over een minuut opnieuw.',
    fact: ['Bestelling', order],
  }),
  'not-administrator': () => ({
    title: 'Alleen beheerders zien wat anderen kochten',
    text: 'Wat u zelf kocht, kunt u inzien en wijzigen.',
  }),
  'read-only': ({ said }) => ({
    title: said ? `‘${said}’ kunt u niet wijzigen` : 'Dat kunt u niet wijzigen',
    text: 'Alleen de koper kan het wijzigen. Een abonnement overnemen doet u in het beheercentrum.',
  }),
  'unknown-purchase': () => ({
    title: 'Die aankoop kan ik niet vinden',
    text: 'Misschien is het abonnement geëindigd. Zoek in alle aankopen.',
  }),
  'nobody-decides': ({ product }) => ({
    title: `Er is niemand die over ${product} kan beslissen`,
    text: 'Niemand in uw team heeft een licentie over en de adreslijst kent geen leidinggevende van u. Vraag het aan uw beheerder.',
  }),
  'already-asked': ({ product }) => ({
    title: `U hebt ${product} al aangevraagd`,
    text: 'Die aanvraag loopt nog. Wacht op het antwoord, of trek de aanvraag eerst in.',
  }),
  'too-many-requests': ({ max }, say) => ({
    title: `U hebt in 24 uur ${say.number(max)} keer iets aangevraagd`,
    text: 'Wie beslist, krijgt over elke aanvraag bericht. Wacht op de antwoorden en vraag het morgen opnieuw.',
  }),
  'not-members': ({ names }) => ({
    title: `Niet in uw organisatie: ${names.join(', ')}`,
    text: 'U kunt alleen een licentie aanvragen voor leden van uw eigen organisatie.',
  }),
  'no-why': () => ({ title: 'De reden ontbreekt', text: 'Schrijf waarvoor het nodig is, voor degene die beslist.' }),
  'why-too-long': ({ letters, max }, say) => ({
    title: `${say.number(letters)} tekens zijn te veel`,
    text: `Kort het in tot ${say.number(max)}.`,
  }),
  'needs-approval': ({ manager, product }) => ({
    title: `${manager} moet eerst akkoord gaan`,
    text: `Er is niets gekocht. Controleer ${product} opnieuw en vraag dan om akkoord.`,
  }),
  'unknown-request': () => ({
    title: 'Die aanvraag is niet van u',
    text: 'Bekijk uw eigen aanvragen, of die u kunt beoordelen.',
  }),
  'request-decided': () => ({
    title: 'Over de aanvraag is intussen beslist',
    text: 'Bekijk de aanvraag om te zien wat.',
  }),
  'unknown-card': () => ({ title: 'Die kaart is niet van u', text: 'Kies er een uit uw betaalmethoden.' }),
  'unknown-profile': () => ({
    title: 'Dat factureringsprofiel is niet van u',
    text: 'Kies er een uit uw factureringsprofielen.',
  }),
  'card-attached': ({ card, profile }) => ({
    title: `${card} is gekoppeld aan ${profile}`,
    text: 'Koppel daar een andere kaart, of ontkoppel deze. Daarna kunt u de kaart verwijderen.',
  }),
  'card-expired': ({ card, at }, say) => ({
    title: `${card} is verlopen`,
    text: 'Gebruik een andere kaart, of wijzig de datum.',
    fact: ['Tot', say.date(at)],
  }),
  'already-attached': ({ card, profile }) => ({
    title: `${card} betaalt al voor ${profile}`,
    text: 'Kies een andere kaart.',
  }),
  'nothing-attached': ({ profile }) => ({ title: `${profile} heeft geen kaart`, text: 'Koppel eerst een kaart.' }),
  'card-country': ({ country }) => ({
    title: 'Die kaart komt uit een ander land',
    text: 'Een kaart moet uit het land van uw organisatie komen.',
    fact: ['Land', country],
  }),
  'code-needed': ({ digits }) => ({
    title: 'De beveiligingscode is nodig',
    text: `Vul de ${digits} cijfers op de kaart in om op te slaan.`,
  }),
  'too-many-cards': ({ max }, say) => ({
    title: `U hebt al ${say.number(max)} kaarten`,
    text: 'Verwijder er een die u niet gebruikt en voeg daarna een andere toe.',
  }),
  'card-declined': () => ({
    title: 'De kaart is geweigerd',
    text: 'Er is niets opgeslagen. Vraag het aan uw bank, of gebruik een andere kaart.',
  }),
  'card-company-silent': () => ({
    title: 'De kaartmaatschappij antwoordt niet',
    text: 'Er is niets opgeslagen of afgeschreven. Probeer het over een paar minuten opnieuw.',
  }),
};
