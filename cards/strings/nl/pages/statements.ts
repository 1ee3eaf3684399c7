import type { statements as english } from '../../en/pages/statements.ts';

const removed = 'tot het wordt verwijderd';

export const statements: typeof english = {
  contactTitle: 'Bij wie u terechtkunt',
  askAdministrator: 'Vraag het aan uw beheerder.',
  askOperator: (who) => `Vraag het aan ${who}.`,
  contact: (who) => `Vraag het aan ${who}:`,
  organisation: 'uw organisatie',
  privacy: {
    title: 'Privacy',
    intro: ({ operator = 'uw organisatie' }) =>
      `Purchase Desk is een chatbot waarmee mensen de Microsoft 365-abonnementen beheren die ze zelf hebben gekocht. Hier wordt het aangeboden door ${operator}, die verantwoordelijk is voor de gegevens. Op deze pagina staat wat er wordt bewaard, hoe lang, en wie het ziet.`,
    storedTitle: 'Wat er wordt bewaard, en hoe lang',
    stored: (facts) => [
      [
        'U: de id’s die u en uw organisatie in de adreslijst hebben, uw taal, dat u bent verwelkomd, en waar in de chat u te bereiken bent',
        removed,
      ],
      [
        'Wat u hebt gekocht: uw naam, abonnementen en wie er een licentie van heeft, bestellingen, facturen, waarom u hebt opgezegd en wat u daarover schreef',
        removed,
      ],
      [
        'Uw betaalkaarten: merk, laatste vier cijfers, vervaldatum, naam op de kaart, factuuradres',
        'tot u de kaart verwijdert; merk en laatste cijfers blijven bij de bestellingen en in de geschiedenis staan',
      ],
      [
        'De geschiedenis van elk account: wat er is gedaan, wanneer, door wie, waarom en voor welk bedrag, als id’s, codes en getallen. Elke regel is samen met de vorige ondertekend, zodat een wijziging of verwijdering opvalt',
        removed,
      ],
      [
        'Licentieaanvragen: wie vraagt, voor wie en waarom, wie beslist, en diens toelichting',
        `${facts.requestMonths} maanden nadat ze zijn afgehandeld; een aanvraag waarover niet wordt beslist, vervalt na ${facts.requestDays} dagen`,
      ],
      ['Waarover u bericht wilt, en wanneer', 'tot u het wijzigt'],
      [
        'Berichten die de bot uit zichzelf stuurt: aan wie, wanneer en waarover, niet de tekst',
        `tot ${facts.messageDays} dagen nadat u ze hebt gekregen`,
      ],
      ['Het formulier dat openstaat in de chat, voor zover u het hebt ingevuld', 'tot u het afrondt of verlaat'],
      [
        'De sleutel van elke knop waarmee u iets bevestigt, zodat die één keer werkt',
        `wordt ${facts.keyDays} dagen vergeleken; staat daarna alleen nog bij de bestelling en in de geschiedenis`,
      ],
      [
        'Eenmalige links naar de pagina voor kaartgegevens: voor wie, en waarvoor',
        `${facts.linkMinutes} minuten; een dag later weggehaald, zodra er een nieuwe wordt gemaakt`,
      ],
      ...(facts.microsoft365
        ? ([
            ['Wat u vroeg voordat u was aangemeld', 'tot u dat bent'],
            ['Uw aanmeldtokens voor Microsoft 365, versleuteld', 'tot u ‘afmelden’ typt; ze worden intussen vernieuwd'],
          ] as const)
        : []),
      ...(facts.inTeams
        ? ([
            ['In uw browser, als u zich daar hebt aangemeld: een ondertekende cookie die zegt wie u bent', '1 uur'],
          ] as const)
        : ([['De testchat: de laatste 100 berichten', removed]] as const)),
    ],
    notStoredTitle: 'Wat er niet wordt bewaard',
    notStored: (facts) => [
      facts.microsoft365 || !facts.buys
        ? 'Kaartnummers en beveiligingscodes. Kaarten voegt u toe en wijzigt u op pagina’s van Microsoft zelf.'
        : 'Kaartnummers en beveiligingscodes. U typt ze op een aparte pagina en ze worden nergens bewaard.',
      'Een kaartnummer dat u in de chat typt, wordt herkend, geweigerd en onleesbaar gemaakt voordat iets anders het ziet.',
      'Het logboek heeft per bericht één regel: wanneer, hoe lang het duurde, en een kenmerk. Er staan geen namen in, geen id’s van mensen, en niets van wat u schreef.',
      'Er is geen reclame en u wordt niet gevolgd. Alleen de mensen en diensten die hieronder staan, krijgen gegevens.',
    ],
    accessTitle: 'Wie het ziet',
    access: [
      'U: alles van uzelf.',
      'Beheerders van uw organisatie: product, uw naam, licenties en wie ze heeft, data, prijs, status, en de reden die u bij het opzeggen koos. Zij kunnen daar niets aan wijzigen. Ook zien zij bij wie een bericht niet kon worden bezorgd.',
      'Uw leidinggevende: wat u koopt en wijzigt, en wat het kost. Bij een aankoop waarvoor akkoord nodig is: de aankoop.',
      'Collega’s aan wie u een licentie vraagt: uw naam, voor wie, en waarom.',
      'Collega’s die een licentie aanvragen: uw naam, als ze er u om kunnen vragen.',
      'Wie van u een licentie krijgt: het product, niet de prijs.',
      'Wie Purchase Desk aanbiedt, voor zover die de gegevens mag lezen.',
    ],
    microsoftTitle: 'Wat Microsoft krijgt',
    microsoft: (facts) => [
      ...(facts.inTeams
        ? [
            'Het gesprek loopt via Microsoft Teams, dat er zelf een kopie van bewaart. Aanmelden gaat via Microsoft Entra.',
          ]
        : []),
      facts.microsoft365
        ? 'Bestellingen, wijzigingen, opzeggingen en facturen lopen via Azure Billing, op uw naam. Mensen, en wie een licentie heeft, worden gelezen en gewijzigd met Microsoft Graph. Wat u bij het opzeggen schreef, wordt niet verstuurd.'
        : 'Deze installatie werkt met een verzonnen organisatie: niets van wat hier wordt gekocht, gaat naar Microsoft.',
      ...(facts.inTeams || facts.microsoft365
        ? [
            'Wat Microsoft ermee doet, staat in de privacyverklaring van Microsoft en in zijn overeenkomst met uw organisatie.',
          ]
        : []),
    ],
    removalTitle: 'Gegevens laten verwijderen',
    removal: ({ microsoft365, buys }) => [
      ...(microsoft365 ? ['Typ ‘afmelden’ in de chat: uw aanmeldtokens worden meteen gewist.'] : []),
      ...(buys
        ? ['Typ ‘betaalmethoden’ in de chat om een kaart te verwijderen waarmee niets meer wordt betaald.']
        : []),
      'Voor de rest is er geen knop. Vraag degene die Purchase Desk aanbiedt, hieronder genoemd, om inzage, verbetering of verwijdering. Facturen en de geschiedenis moeten volgens de wet soms langer worden bewaard.',
    ],
  },
  terms: {
    title: 'Gebruiksvoorwaarden',
    intro: ({ operator = 'uw organisatie' }) =>
      `Voor wie Purchase Desk gebruikt. Hier wordt het aangeboden door ${operator}.`,
    doesTitle: 'Wat Purchase Desk doet',
    does: ({ buys }) => [
      buys
        ? 'Met Purchase Desk bekijkt, koopt, wijzigt en beëindigt u de Microsoft 365-abonnementen die u zelf betaalt. Ook geeft u mensen een licentie en ziet u wat er is uitgegeven.'
        : 'Met Purchase Desk bekijkt en beëindigt u de Microsoft 365-abonnementen die u zelf betaalt. Ook verwijdert u licenties, geeft u mensen de licenties die u hebt en ziet u wat er is uitgegeven. Kopen, licenties toevoegen en betaalmethoden regelt u op pagina’s van Microsoft zelf.',
      'U ziet vooraf wat iets kost en tot wanneer u het kunt terugdraaien. Wat u bevestigt, gebeurt op uw naam, één keer.',
      'Vanzelf gebeurt alleen wat u eerder hebt geregeld: een verlenging, een aantal dat dan ingaat, het einde van een proefversie.',
    ],
    doesNotTitle: 'Wat Purchase Desk niet doet',
    doesNot: [
      'Het int geen geld en bepaalt geen prijzen. Wat er mag worden gekocht, bepalen uw organisatie en Microsoft.',
      'Het geeft geen ondersteuning voor de producten en geen advies over welke u nodig hebt.',
      'Beheerders kunnen hier aankopen bekijken, maar niet wijzigen.',
      'Het heeft geen kaartnummer in de chat nodig. Typ daar nooit een kaartnummer.',
    ],
    partiesTitle: 'Tussen wie een aankoop tot stand komt',
    parties: ({ microsoft365 }) => [
      ...(microsoft365
        ? []
        : ['Deze installatie werkt met een verzonnen organisatie: er wordt niets echt gekocht of betaald.']),
      'Een aankoop is een overeenkomst tussen uw organisatie, of u als koper, en Microsoft, onder de voorwaarden van Microsoft. Purchase Desk geeft door wat u bevestigt en is daarin geen partij.',
      'U betaalt met de kaart die u hebt gekozen. U kunt hetzelfde altijd doen in het beheercentrum van Microsoft.',
    ],
    amountsTitle: 'Bedragen, en terugdraaien',
    amounts: ({ microsoft365, windowDays }) => [
      'Bedragen zijn exclusief btw, tenzij er iets anders bij staat. Voordat u bevestigt, ziet u de btw en het totaal.',
      ...(microsoft365
        ? ['Voordat u bevestigt, zijn bedragen schattingen op basis van de lijstprijs. De factuur is exact.']
        : []),
      `Abonnementen worden vanzelf verlengd tot u dat uitzet. Binnen ${windowDays} dagen na kopen, toevoegen of verlengen kunt u licenties verwijderen of opzeggen: de ongebruikte dagen worden terugbetaald. Daarna gaat een lager aantal in bij de verlenging, en zet opzeggen het verlengen uit.`,
    ],
    support: 'Ondersteuning van Microsoft',
    faq: 'Veelgestelde vragen bij Microsoft',
  },
};
