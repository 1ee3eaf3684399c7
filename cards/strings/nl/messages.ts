import type { messages as english } from '../en/messages.ts';

export const messages: typeof english = {
  welcome: {
    eyebrow: 'Purchase Desk',
    title: (name) => `Welkom, ${name}`,
    text: 'Beheer de Microsoft 365-abonnementen die u zelf hebt gekocht: licenties, wie ze heeft en wat ze kosten.',
    hint: 'Druk op een knop of typ wat u wilt.',
    example: (product) => `Druk op een knop of typ wat u wilt: ‘5 ${product} erbij’.`,
  },
  inProgress: {
    eyebrow: 'Bezig',
    title: 'Dit duurt wat langer',
    text: 'De uitkomst komt hier vanzelf. U hoeft niet opnieuw te drukken: er gebeurt niets dubbel.',
  },
  refused: {
    eyebrow: 'Niet mogelijk · niets gewijzigd',
  },
  groupChat: {
    privateReply: 'Ik heb u privé geantwoord',
    privateReplyText: 'Wat u kocht, is privé.',
    title: 'Laten we dit privé bespreken',
    text: 'Open een chat met mij alleen: wat u kocht, is privé.',
  },
  internalError: {
    eyebrow: 'Dat is niet gelukt',
    title: 'Er is niets gewijzigd',
    text: 'Opnieuw proberen kan veilig: u bestelt niet dubbel.',
    reference: 'Referentie',
    summary: (reference) => `Dat is niet gelukt. Er is niets gewijzigd. Referentie ${reference}.`,
  },
  rateLimited: {
    eyebrow: 'Iets langzamer',
    title: 'Dit is meer dan ik kan bijhouden',
    text: 'Wat u zojuist stuurde of indrukte, is niet uitgevoerd. Wacht een minuut en doe het dan opnieuw.',
  },
  unavailable: {
    title: 'Dat kan op dit moment niet',
    text: 'Uw gegevens zijn even niet bereikbaar. Probeer het over een minuut opnieuw: wat u vraagt gebeurt één keer, hoe vaak u ook drukt.',
    summary: (reference) => `Dat kan op dit moment niet. Probeer het over een minuut opnieuw. Referentie ${reference}.`,
  },
  providerError: {
    title: 'Microsoft 365 antwoordde niet zoals het hoort',
    text: 'Over een minuut opnieuw proberen kan veilig: wat u vraagt gebeurt één keer. Blijft het misgaan, geef uw beheerder dan beide referenties.',
    reference: 'Referentie van Microsoft',
    summary: (reference) =>
      `Microsoft 365 antwoordde niet zoals het hoort. Probeer het over een minuut opnieuw. Referentie ${reference}.`,
  },
  replaced: {
    eyebrow: 'Niet meer actueel · niets gewijzigd',
    title: 'Deze kaart is vervangen',
    newerCard: 'Waar u mee bezig was, staat op een nieuwere kaart.',
    noNewerCard: 'Op deze kaart valt niets meer te doen.',
  },
  stopped: {
    eyebrow: 'Gestopt · niets gewijzigd',
  },
  notUnderstood: {
    eyebrow: 'Niets gewijzigd',
    title: 'Dat heb ik niet begrepen',
    text: 'Druk op een knop of typ bijvoorbeeld ‘zet Power BI Pro op 12’.',
    tooLong: 'Dat is meer tekst dan ik kan lezen',
  },
};
