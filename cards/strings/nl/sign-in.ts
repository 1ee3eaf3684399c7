import type { signIn as english } from '../en/sign-in.ts';

export const signIn: typeof english = {
  button: 'Aanmelden',
  buttonAgain: 'Opnieuw aanmelden',
  needed: 'Meld u aan om deze pagina te openen',
  neededText: 'De pagina is voor één persoon. Na het aanmelden komt u er meteen op terug.',
  unknownPage: 'Deze pagina bestaat niet',
  unknownPageText: 'Ga terug naar de chat en druk daar opnieuw op de knop.',
  declined: 'U bent niet aangemeld',
  declinedText:
    'Het aanmelden is afgebroken en er is niets gewijzigd. Meld u opnieuw aan om verder te gaan. Moet uw organisatie het eerst goedkeuren, vraag dat dan aan een beheerder.',
  stale: 'Het aanmelden is niet op tijd afgerond',
  staleText:
    'U hebt 10 minuten de tijd, in één browser die cookies toestaat. Ga terug naar de chat en druk daar opnieuw op de knop.',
  otherAccount: 'Dat account kunt u hier niet gebruiken',
  otherAccountText: 'Meld u aan met het werkaccount dat u in Teams gebruikt. Er is niets gewijzigd.',
  failed: 'Het aanmelden is niet gelukt',
  failedText:
    'Er is niets gewijzigd. Probeer het zo dadelijk opnieuw. Blijft het misgaan, geef uw beheerder dan deze referentie:',
  signedOut: 'U bent hier afgemeld',
  signedOutText: 'Op andere pagina’s van Microsoft bent u misschien nog aangemeld.',
  chat: {
    eyebrow: 'Aanmelden · niets gewijzigd',
    title: 'Meld u aan om verder te gaan',
    text: 'Microsoft toont alleen aan u wat u hebt gekocht. Zodra u bent aangemeld, gebeurt vanzelf wat u vroeg.',
    inChat: 'Ga terug naar de chat en vraag daar om uw facturen: u wordt daar aangemeld en krijgt de link opnieuw.',
    signingIn: 'U wordt eerst aangemeld. Daarna gaat het vanzelf verder.',
    signedIn: 'U bent aangemeld',
    signedInText: 'Sluit deze pagina en ga terug naar de chat: daar gaat het vanzelf verder.',
    signedOutEyebrow: 'Afgemeld',
    signedOut: 'U bent hier afgemeld',
    signedOutText:
      'Zolang u zich niet opnieuw aanmeldt, kan er niets uit uw naam gebeuren. In andere apps van Microsoft bent u misschien nog aangemeld.',
    example: ['Afmelden', 'afmelden'],
    allowed: 'Het is nu toegestaan',
    allowedText: 'Laat het weten aan degene die erom vroeg: die kan zich vanuit de chat aanmelden.',
    notAllowed: 'Het is niet toegestaan',
    notAllowedText: 'Er is niets gewijzigd. Open de link opnieuw om het toe te staan, aangemeld als beheerder.',
    consent: {
      eyebrow: 'Goedkeuring nodig · niets gewijzigd',
      title: 'Uw organisatie moet dit eerst toestaan',
      text: 'Een beheerder opent de eerste link, ziet deze machtigingen en accepteert ze. Meld u daarna aan: wat u vroeg, gaat vanzelf verder.',
      kinds: {
        azure: 'Azure Service Management, namens u',
        graph: 'Microsoft Graph, als de app',
      },
      open: 'Voor beheerders',
    },
  },
  teams: {
    title: 'Een ogenblik',
    waitText: 'Purchase Desk vraagt aan Teams wie u bent.',
    failed: 'Teams liet niet weten wie u bent',
    failedText: 'Er is niets gewijzigd. Open deze pagina in uw browser en meld u daar aan.',
    browser: 'Openen in browser',
    close: 'Sluiten',
  },
};
