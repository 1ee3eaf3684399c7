import type { Strings } from '../en/en.ts';
import { historyNl } from './activity-history.ts';
import { administrationNl } from './administration.ts';
import { help } from './help.ts';
import { invoicesNl } from './invoices.ts';
import { requestsNl } from './licence-requests.ts';
import { toldNl } from './notifications.ts';
import { orders } from './orders.ts';
import { payment } from './payments.ts';
import { signIn } from './sign-in.ts';
import { statementsNl } from './statements.ts';

const rules = new Intl.PluralRules('nl');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);
const licenties = (count: number) => counted(count, 'licentie', 'licenties');
const zijn = (count: number) => counted(count, 'is', 'zijn');

export const nl: Strings = {
  ...orders,
  invoices: invoicesNl,
  told: toldNl,
  statements: statementsNl,
  administration: administrationNl,
  history: historyNl,
  requests: requestsNl,
  buttons: {
    ...orders.buttons,
    home: 'Start',
    subscriptions: 'Mijn abonnementen',
    change: 'Licenties wijzigen',
    help: 'Help',
    back: 'Terug',
    stop: 'Stoppen',
    review: 'Controleren',
    other: 'Ander aantal',
    undo: 'Terugdraaien',
    next: (count) => `Volgende ${count}`,
    previous: 'Vorige',
    keep: (total) => `${total} behouden`,
    atRenewal: (total) => `${total} bij verlenging`,
    pay: (amount) => `${amount} betalen`,
    add: (count) => `${count} toevoegen`,
    remove: (count) => `${count} verwijderen`,
    split: (now, later) => `Nu ${now}, later ${later}`,
    current: 'Terug naar de kaart',
    english: 'English',
    dutch: 'Nederlands',
    open: 'Abonnement tonen',
  },
  welcome: {
    eyebrow: 'Purchase Desk',
    title: (name) => `Welkom, ${name}`,
    sentence: 'Beheer de Microsoft 365-abonnementen die u zelf hebt gekocht: licenties, wie ze heeft en wat ze kosten.',
    hint: 'Druk op een knop of typ wat u wilt.',
    example: (product) => `Druk op een knop of typ wat u wilt: ‘5 ${product} erbij’.`,
  },
  home: {
    attention: (count) => `${count} ${counted(count, 'aandachtspunt', 'aandachtspunten')}`,
    attentionFirst: (count) => `Eerst deze ${count} aandachtspunten`,
    calm: 'Niets vraagt om uw aandacht',
    none: 'U hebt nog niets gekocht',
    noneWay: 'Abonnementen die u zelf koopt, verschijnen hier.',
    hours: () => 'uur',
    days: (count) => counted(count, 'dag', 'dagen'),
    unusedUnit: 'ongebruikt',
    overUnit: 'te veel',
    unpaidUnit: 'onbetaald',
    undo: (count, product) => `${count} × ${product} terugdraaien`,
    until: (moment) => `Tot ${moment}`,
    renews: (product) => `${product} wordt verlengd`,
    converts: (product) => `${product} wordt na de proefversie betaald`,
    ends: (product) => `${product} loopt af`,
    endsDetail: (date) => `Geen verlenging · ${date}`,
    usedOf: (used, owned) => `${used} van ${owned} licenties in gebruik`,
    over: (date) => `Oplossen vóór ${date}`,
    pastDue: (since) => `Betaling mislukt ${since}`,
    cardExpires: (card) => `${card} verloopt`,
    cardExpired: (card) => `${card} is verlopen`,
    cardFor: (product) => `Betaalt voor ${product}`,
  },
  list: {
    eyebrow: 'Mijn abonnementen',
    month: (amount) => `${amount} per maand`,
    year: (amount) => `${amount} per jaar`,
    alsoYear: (year, rest) => `en ${year} per jaar · ${rest}`,
    caption: (count) => `${count} ${counted(count, 'abonnement', 'abonnementen')} · excl. btw`,
    page: (from, to, count) => `${from} t/m ${to} van ${count} · excl. btw`,
    used: (used, owned) => `${used} van ${owned} in gebruik`,
    summary: (count, total) => `${count} ${counted(count, 'abonnement', 'abonnementen')}, ${total}.`,
  },
  period: { month: 'per maand', year: 'per jaar', trial: 'proefversie', ended: 'geëindigd' },
  state: {
    active: 'Actief',
    ends: 'Loopt af',
    trial: 'Proefversie',
    over: (count) => `${count} te veel`,
    pastDue: 'Onbetaald',
    creditCheck: 'Kredietcontrole',
    expired: 'Verlopen',
    disabled: 'Uitgeschakeld',
    deleted: 'Verwijderd',
  },
  next: {
    renews: (date) => `verlenging ${date}`,
    ends: (date) => `${date}, geen verlenging`,
    trialEnds: (date) => `eindigt ${date}`,
    trialConverts: (date) => `betaald vanaf ${date}`,
    resolve: (date) => `oplossen vóór ${date}`,
    retry: (date) => `volgende poging ${date}`,
    creditCheck: (date) => `tot ${date}`,
    access: (date) => `toegang tot ${date}`,
    dataUntil: (date) => `gegevens tot ${date}`,
  },
  detail: {
    count: (used, owned) => `${used} van ${owned}`,
    caption: 'licenties in gebruik',
    price: 'Prijs',
    renews: 'Verlenging',
    ends: 'Loopt af',
    trialEnds: 'Proefversie eindigt',
    paidFrom: 'Betaald vanaf',
    term: 'Looptijd',
    paidWith: 'Betaald met',
    recurring: 'Automatisch verlengen',
    on: 'Aan',
    off: 'Uit',
    scheduled: 'Vanaf de verlenging',
    removable: 'Te verwijderen met terugbetaling',
    resolveBy: 'Oplossen vóór',
    creditCheck: 'Kredietcontrole tot',
    pastDue: 'Onbetaald sinds',
    retry: 'Volgende poging',
    ended: 'Geëindigd',
    accessUntil: 'Toegang tot',
    dataUntil: 'Gegevens bewaard tot',
    summary: (product, used, owned) => `${product}: ${used} van ${owned} licenties in gebruik.`,
  },
  plan: {
    monthly: 'Maandelijks',
    annual: 'Jaarlijks',
    'annual-monthly': 'Jaarlijks, per maand betaald',
    trial: 'Proefversie',
  },
  licences: (total, count) => `${total} ${licenties(count)}`,
  perLicence: { month: 'per licentie per maand', year: 'per licentie per jaar' },
  chooseTitle: 'Welk abonnement?',
  chooseTitleFor: (said) => `Welke ${said}?`,
  form: {
    eyebrow: 'Licenties wijzigen',
    caption: (licencesText, assigned) => `${licencesText}, ${assigned} toegewezen`,
    label: 'Nieuw totaal',
    hint: (price, period, example) => `${price} ${period} · 5 erbij: ${example}`,
    range: (max) => `Een heel getal van 1 tot en met ${max}`,
    summary: (product) => `${product}: voer het nieuwe totaal in.`,
    notANumber: (said, max) => `‘${said}’ is geen heel getal. Voer een getal van 1 tot en met ${max} in.`,
    outOfRange: (asked, max) => `${asked} kan niet. Voer een getal van 1 tot en met ${max} in.`,
    zero: (max) => `Met 0 blijft er niets over. Voer een getal van 1 tot en met ${max} in.`,
    same: (total) => `U hebt er al ${total}. Voer een ander aantal in.`,
    alreadyScheduled: (total, date) => `${total} gaat al in op ${date}. Voer een ander aantal in.`,
    belowAssigned: (total, assigned) =>
      `${assigned} ${zijn(assigned)} toegewezen. Voer ${assigned} of meer in, of kies ${total} bij de verlenging.`,
    belowAssignedNoRenewal: (assigned) => `${assigned} ${zijn(assigned)} toegewezen. Voer ${assigned} of meer in.`,
    file: 'Een bestand is hier niet nodig. Voer het nieuwe totaal in.',
  },
  review: {
    eyebrow: 'Controleren · nog niets gewijzigd',
    changedEyebrow: 'Intussen veranderd · nog niets gedaan',
    change: (from, to, count) => `${from} → ${to} ${licenties(count)}`,
    changeSplit: (from, now, later, date) => `${from} → nu ${now}, ${later} vanaf ${date}`,
    changeLater: (from, later, date) => `${from} → ${later} vanaf ${date}`,
    changeKeep: (total, count) => `${total} ${licenties(count)} ${counted(count, 'blijft', 'blijven')}`,
    charged: (card) => `vandaag afgeschreven van ${card}`,
    estimates: 'schattingen',
    estimate: 'Bedragen zijn schattingen: Microsoft berekent wat er wordt afgeschreven.',
    chargedThen: (card, who) => `afgeschreven van ${card} zodra ${who} akkoord is`,
    refunded: (card) => `terugbetaling op ${card}`,
    nothing: 'vandaag te betalen',
    unclear: 'Daar kan ik hier niets mee. Druk op een knop, of typ een ander totaal.',
    line: (quantity, count, days, of) => `${quantity} ${licenties(count)}, ${days} van ${of} dagen`,
    tax: (percent) => `Btw ${percent}`,
    today: 'Vandaag',
    refund: 'Terugbetaling',
    month: (date) => `Per maand vanaf ${date}, incl. btw`,
    year: (date) => `Per jaar vanaf ${date}, incl. btw`,
    ends: 'Loopt af, geen verlenging',
    undoUntil: 'Terugdraaien tot',
    undo: 'Terugdraaien',
    anyTime: 'voeg ze opnieuw toe',
    never: 'niet mogelijk',
    withdrawn: (total) => `Gepland totaal ${total}`,
    withdrawnValue: 'ingetrokken',
    outside: (count, of, days) =>
      `${count} ${licenties(of)} buiten de termijn van ${days} dagen ${counted(of, 'gaat', 'gaan')} eraf bij de verlenging.`,
    over: (count) => `Zonder licentie als dit niet binnen ${count} dagen is opgelost`,
    overCount: (count) => `${count} te veel bij de verlenging`,
    changed: {
      version: 'Abonnement',
      versionValue: 'intussen gewijzigd',
      licences: 'Licenties',
      now: 'Licenties vandaag',
      later: 'Bij de verlenging',
      price: 'Prijs van een licentie',
      today: 'Vandaag, incl. btw',
      next: 'Volgende betaling',
      renewal: 'Verlenging',
      renewalAt: 'Datum van verlenging',
      over: 'Te veel bij de verlenging',
    },
    summary: (product, change, amount) => `${product}, ${change}: vandaag ${amount}.`,
  },
  receipt: {
    done: 'Gedaan',
    unassigned: (count) => `${count} nog niet toegewezen`,
    allAssigned: 'alle toegewezen',
    later: (later, date) => `${later} vanaf ${date}`,
    charged: 'Betaald',
    refunded: 'Terugbetaald',
    order: 'Bestelling',
    undoUntil: 'Terugdraaien tot',
    summary: (product, licencesText, order) => `Gedaan: ${product} heeft ${licencesText}. Bestelling ${order}.`,
    scheduled: (product, later, date) => `Gedaan: ${product} gaat op ${date} naar ${later}.`,
  },
  progress: {
    eyebrow: 'Bezig',
    title: 'Dit duurt wat langer',
    way: 'De uitkomst komt hier vanzelf. U hoeft niet opnieuw te drukken: er gebeurt niets dubbel.',
  },
  refused: { eyebrow: 'Niet mogelijk · niets gewijzigd' },
  refusal: (refusal, say) => {
    switch (refusal.kind) {
      case 'guest':
        return {
          title: 'Gasten kunnen niet kopen of wijzigen',
          way: 'Vraag het aan een collega in deze organisatie, of lees de help.',
        };
      case 'left':
        return {
          title: 'U hoort niet meer bij deze organisatie',
          way: 'Wat u kocht, loopt door tot het einde van de looptijd en wordt niet verlengd. Vraag het aan een beheerder van de organisatie.',
        };
      case 'not-administrator':
      case 'read-only':
      case 'unknown-purchase':
        return administrationNl.refusal(refusal);
      case 'nobody-decides':
      case 'already-asked':
      case 'too-many-requests':
      case 'not-members':
      case 'no-why':
      case 'why-too-long':
      case 'needs-approval':
      case 'unknown-request':
      case 'request-decided':
        return requestsNl.refusal(refusal, say);
      case 'file':
        return { title: 'Ik kan geen bestanden gebruiken', way: 'Druk op een knop of typ wat u wilt.' };
      case 'unknown-subscription':
        return {
          title: refusal.said
            ? `U hebt geen ‘${refusal.said}’ om te wijzigen`
            : 'Dat abonnement staat niet in uw lijst',
          way: 'Kies er een uit uw abonnementen.',
        };
      case 'none-changeable':
        return {
          title: 'Geen van uw abonnementen kan nu worden gewijzigd',
          way: 'Open er een om te zien waarom, en tot wanneer.',
        };
      case 'unknown-order':
        return { title: 'Er is niets terug te draaien', way: 'Open het abonnement om te zien wat nu mogelijk is.' };
      case 'not-a-number':
        return {
          title: `‘${refusal.said}’ is geen heel getal`,
          way: `Voer een getal van 1 tot en met ${say.number(refusal.max)} in.`,
        };
      case 'out-of-range':
        return {
          title: `${say.number(refusal.asked)} kan niet`,
          way: `Voer een getal van 1 tot en met ${say.number(refusal.max)} in.`,
        };
      case 'same-number':
        return { title: `U hebt er al ${say.number(refusal.total)}`, way: 'Voer een ander aantal in.' };
      case 'already-scheduled':
        return {
          title: `${say.number(refusal.total)} is al gepland`,
          way: 'Voer een ander aantal in.',
          fact: ['Gaat in', say.date(refusal.at)],
        };
      case 'below-assigned':
        return {
          title: `${say.number(refusal.total)} is te weinig: ${refusal.assigned} toegewezen`,
          way: `Trek eerst ${refusal.assigned - refusal.total} ${licenties(refusal.assigned - refusal.total)} in, of laat het aantal ingaan bij de verlenging.`,
          fact: ['Verlenging', say.date(refusal.renewal)],
        };
      case 'recurring-off':
        return {
          title: `${refusal.product} loopt af zonder verlenging`,
          way: 'Licenties verwijderen kan weer als automatisch verlengen aan staat. Toevoegen kan nu al.',
          fact: ['Loopt af', say.date(refusal.ends)],
        };
      case 'credit-check':
        return {
          title: 'Er loopt een kredietcontrole',
          way: `${refusal.product} kan worden gewijzigd zodra die klaar is.`,
          fact: ['Verwacht vóór', say.date(refusal.until)],
        };
      case 'trial':
        return {
          title: `${refusal.product} is een proefversie`,
          way: 'Het aantal licenties ligt vast tot de proefversie eindigt.',
          fact: ['Proefversie eindigt', say.date(refusal.ends)],
        };
      case 'end-of-sale':
        return {
          title: `${refusal.product} wordt niet meer verkocht`,
          way: 'Het aantal licenties kan niet meer worden gewijzigd. Wat u hebt, loopt door.',
          fact: ['Sinds', say.date(refusal.since)],
        };
      case 'not-active':
        return {
          title: `${refusal.product} is geëindigd`,
          way: 'Een geëindigd abonnement kan niet worden gewijzigd. Kies een ander uit uw lijst.',
          fact: ['Geëindigd', say.date(refusal.since)],
        };
      case 'past-due':
        return {
          title: `Een betaling voor ${refusal.product} is mislukt`,
          way: `Er volgt een nieuwe poging op ${refusal.card || 'uw kaart'}. Koppel een kaart die werkt om meteen te betalen. Daarna kunt u het aantal wijzigen.`,
          fact: ['Onbetaald sinds', say.date(refusal.since)],
        };
      case 'no-card':
        return {
          title: `${refusal.product} heeft geen kaart`,
          way: 'Koppel eerst een kaart aan het factureringsprofiel en probeer het dan opnieuw.',
        };
      case 'declined':
        return {
          title: 'De kaart is geweigerd',
          way: `Er is niets afgeschreven. Overleg met uw bank over ${refusal.card} en probeer het daarna opnieuw.`,
          fact: ['Bedrag', say.money(refusal.gross, refusal.currency)],
        };
      case 'unknown-product':
        return {
          title: `Het product ‘${refusal.said}’ ken ik niet`,
          way: 'Bekijk wat er te koop is, of zoek op een ander woord.',
        };
      case 'not-sold-here':
        return {
          title: `${refusal.product} is hier niet te koop`,
          way: 'Microsoft biedt dit niet als selfserviceaankoop aan in dit land of deze sector. Vraag het aan uw beheerder, of kies een ander product.',
        };
      case 'no-longer-sold':
        return {
          title: `${refusal.product} wordt niet meer verkocht`,
          way: 'Kies een ander product.',
          fact: ['Sinds', say.date(refusal.since)],
        };
      case 'not-sold-so':
        return {
          title: `${refusal.product} is met deze looptijd niet te koop`,
          way: 'Kies een van de aangeboden looptijden.',
        };
      case 'policy':
        return {
          title: `${refusal.product} is hier niet te koop`,
          way: refusal.trial
            ? 'Uw organisatie staat alleen een proefversie zonder kaart toe. Start die, of vraag een licentie aan.'
            : 'Uw organisatie staat dit niet toe. Vraag een collega om een licentie, of kies een ander product.',
        };
      case 'no-trial':
        return {
          title: `${refusal.product} heeft geen proefversie`,
          way: 'Koop het, of kies een ander product.',
        };
      case 'trial-used':
        return {
          title: `U hebt al een proefversie van ${refusal.product} gehad`,
          way: 'Er is één proefversie per persoon. Koop het product.',
        };
      case 'trial-needs-card':
        return {
          title: `Voor de proefversie van ${refusal.product} is een kaart nodig`,
          way: 'Voeg een kaart toe: zolang de proefversie duurt, wordt er niets afgeschreven.',
        };
      case 'trial-over':
        return {
          title: `De proefversie van ${refusal.product} is voorbij`,
          way: 'Een proefversie kan niet opnieuw worden gestart. Koop het product.',
        };
      case 'trial-ends':
        return {
          title: `${refusal.product} is een proefversie zonder kaart`,
          way: 'Die kan niet worden verlengd. Koop het product voordat de proefversie eindigt en wijs de licenties daar toe.',
          fact: ['Proefversie eindigt', say.date(refusal.ends)],
        };
      case 'no-profile':
        return {
          title: 'Er is geen kaart om mee te betalen',
          way: 'Voeg eerst een kaart toe, dan gaat deze bestelling verder.',
        };
      case 'nobody':
        return { title: 'Er is niemand gekozen', way: 'Kies iemand, of typ een naam.' };
      case 'too-many-people':
        return {
          title: `${say.number(refusal.count)} mensen zijn te veel`,
          way: `Kies er maximaal ${say.number(refusal.max)} tegelijk. Daarna kunt u verder met de anderen.`,
        };
      case 'too-few-licences':
        return {
          title: `${say.number(refusal.missing)} ${licenties(refusal.missing)} te weinig: ${say.number(refusal.free)} vrij, ${say.number(refusal.wanted)} nodig`,
          way: 'Koop in dezelfde stap bij, of kies minder mensen.',
        };
      case 'nobody-has-it':
        return {
          title: `Niemand heeft ${refusal.product}`,
          way: 'Er valt niets in te trekken. U kunt het wel aan iemand toewijzen.',
        };
      case 'not-enough-chosen':
        return {
          title: `Er ${counted(refusal.needed, 'moet', 'moeten')} ${say.number(refusal.needed)} ${licenties(refusal.needed)} weg, ${say.number(refusal.chosen)} gekozen`,
          way: `Kies er minstens ${say.number(refusal.needed)}.`,
        };
      case 'no-reason':
        return { title: 'Er is geen reden gekozen', way: 'Kies een reden.' };
      case 'feedback-too-long':
        return {
          title: `${say.number(refusal.letters)} tekens zijn te veel`,
          way: `Schrijf er maximaal ${say.number(refusal.max)}.`,
        };
      case 'already-so':
        return refusal.on
          ? {
              title: `${refusal.product} wordt al verlengd`,
              way: 'U hoeft niets te doen.',
              fact: ['Verlenging', say.date(refusal.ends)],
            }
          : {
              title: `${refusal.product} loopt al af`,
              way: 'Het wordt niet verlengd. Zet automatisch verlengen aan om het te houden.',
              fact: ['Loopt af', say.date(refusal.ends)],
            };
      case 'not-ended':
        return {
          title: `${refusal.product} is niet geëindigd`,
          way: 'Er valt niets te heractiveren. Open het om het te wijzigen.',
        };
      case 'unanswered':
        return {
          title: 'Het factureringssysteem antwoordde niet',
          way: 'Opnieuw proberen kan veilig: het gebeurt één keer.',
        };
      case 'undo-too-late':
        return {
          title: 'Te laat om terug te draaien',
          way: 'Open het abonnement om te zien wat nu mogelijk is.',
          fact: ['Kon tot', say.moment(refusal.until)],
        };
      case 'changed-since':
        return {
          title: `${refusal.product} is sindsdien gewijzigd`,
          way: `Het heeft nu ${say.number(refusal.total)} ${licenties(refusal.total)}. Kies Licenties wijzigen voor een ander aantal.`,
        };
      case 'unknown-card':
      case 'unknown-profile':
      case 'card-attached':
      case 'card-expired':
      case 'already-attached':
      case 'nothing-attached':
      case 'card-country':
      case 'code-needed':
      case 'too-many-cards':
      case 'card-declined':
      case 'card-company-silent':
        return payment.refusal(refusal, say);
      case 'not-a-date':
        return {
          title: refusal.said ? `‘${refusal.said}’ is geen datum` : 'Er ontbreekt een datum',
          way: 'Vul beide datums in, bijvoorbeeld 1 oktober 2026.',
        };
      case 'future-date':
        return { title: `${say.date(refusal.at)} moet nog komen`, way: 'Vul vandaag of een eerdere datum in.' };
      case 'reversed-dates':
        return {
          title: `${say.date(refusal.from)} is later dan ${say.date(refusal.to)}`,
          way: 'Vul de vroegste datum als eerste in.',
        };
      case 'long-period':
        return { title: `Dat is meer dan ${refusal.years} jaar`, way: 'Vul een kortere periode in.' };
      case 'unknown-invoice':
        return { title: `U hebt geen factuur ‘${refusal.said}’`, way: 'Kies een van uw facturen.' };
      case 'no-invoices':
        return { title: 'U hebt nog geen facturen', way: 'Zodra er iets wordt afgeschreven, staat de factuur hier.' };
      case 'other-content':
        return { title: 'Deze kaart is al gebruikt', way: 'Begin opnieuw met Licenties wijzigen.' };
      case 'changed':
        return { title: 'Er is intussen iets veranderd', way: 'Controleer het opnieuw.' };
      case 'elsewhere':
        return {
          title: 'Dat kan alleen op de pagina van Microsoft zelf',
          way: 'Open die vanaf hier. Wat u daar doet, ziet u hier meteen.',
        };
      case 'service':
        return {
          title: 'Microsoft 365 heeft dit niet uitgevoerd',
          way: refusal.said
            ? `Het meldt: ‘${refusal.said}’ Er is niets gewijzigd.`
            : 'Er is niets gewijzigd. Probeer het later opnieuw.',
          ...(refusal.request && { fact: ['Referentie van Microsoft', refusal.request] }),
        };
      case 'locked':
        return {
          title: 'Er loopt al een andere wijziging',
          way: 'Van hieruit is niets gewijzigd. Kijk over een paar minuten opnieuw.',
        };
      case 'service-busy':
        return {
          title: 'Microsoft 365 heeft het druk',
          way: 'Er is niets gewijzigd. Probeer het over een paar minuten opnieuw.',
        };
      case 'under-way':
        return {
          title: 'Het factureringssysteem heeft nog niet geantwoord',
          way: 'Uw bestelling wordt nog verwerkt. Die wordt één keer uitgevoerd, of helemaal niet. Kijk over een minuut opnieuw.',
          fact: ['Bestelling', refusal.order],
        };
    }
  },
  payment,
  group: {
    answered: 'Ik heb u privé geantwoord',
    answeredWay: 'Wat u kocht, is privé.',
    title: 'Laten we dit privé bespreken',
    way: 'Open een chat met mij alleen: wat u kocht, is privé.',
  },
  problem: {
    eyebrow: 'Dat is niet gelukt',
    title: 'Er is niets gewijzigd',
    sentence: 'Opnieuw proberen kan veilig: u bestelt niet dubbel.',
    reference: 'Referentie',
    summary: (reference) => `Dat is niet gelukt. Er is niets gewijzigd. Referentie ${reference}.`,
  },
  tooMuch: {
    eyebrow: 'Iets langzamer',
    title: 'Dit is meer dan ik kan bijhouden',
    way: 'Wat u zojuist stuurde of indrukte, is niet uitgevoerd. Wacht een minuut en doe het dan opnieuw.',
  },
  unreachable: {
    title: 'Dat kan op dit moment niet',
    sentence:
      'Uw gegevens zijn even niet bereikbaar. Probeer het over een minuut opnieuw: wat u vraagt gebeurt één keer, hoe vaak u ook drukt.',
    summary: (reference) => `Dat kan op dit moment niet. Probeer het over een minuut opnieuw. Referentie ${reference}.`,
  },
  provider: {
    title: 'Microsoft 365 antwoordde niet zoals het hoort',
    sentence:
      'Over een minuut opnieuw proberen kan veilig: wat u vraagt gebeurt één keer. Blijft het misgaan, geef uw beheerder dan beide referenties.',
    reference: 'Referentie van Microsoft',
    summary: (reference) =>
      `Microsoft 365 antwoordde niet zoals het hoort. Probeer het over een minuut opnieuw. Referentie ${reference}.`,
  },
  stale: {
    eyebrow: 'Niet meer actueel · niets gewijzigd',
    title: 'Deze kaart is vervangen',
    way: 'Waar u mee bezig was, staat op een nieuwere kaart.',
    ended: 'Op deze kaart valt niets meer te doen.',
  },
  stopped: { eyebrow: 'Gestopt · niets gewijzigd' },
  unknown: {
    eyebrow: 'Niets gewijzigd',
    title: 'Dat heb ik niet begrepen',
    way: 'Druk op een knop of typ bijvoorbeeld ‘zet Power BI Pro op 12’.',
    long: 'Dat is meer tekst dan ik kan lezen',
  },
  help,
  signIn,
  language: {
    eyebrow: 'Taal',
    title: 'Ik spreek nu Nederlands',
    choose: 'Welke taal?',
    caption: 'Dat blijft zo tot u het wijzigt.',
  },
  be: {
    eyebrow: 'Testomgeving',
    title: 'Wie bent u vandaag?',
    caption: 'Een verzonnen organisatie om mee te oefenen. Kies iemand, of typ ‘wees’ en een naam.',
    now: (name) => `U bent ${name}`,
    unknown: (said) => `Niemand heet hier ‘${said}’`,
    several: (said) => `Meerdere mensen passen bij ‘${said}’`,
    notHere: 'U kunt hier niet als iemand anders verdergaan',
    notHereWay: 'Dat is om uit te proberen zonder aan te melden.',
    teamsOnly: 'Open mij in Microsoft Teams',
    teamsOnlyWay: 'Alleen daar kan ik weten wie u bent.',
    roles: {
      many: 'veel abonnementen',
      none: 'nog niets gekocht',
      'old-invoices': 'alleen oude facturen',
      manager: 'een leidinggevende',
      administrator: 'een beheerder',
      guest: 'een gast',
      left: 'uit dienst',
    },
  },
};
