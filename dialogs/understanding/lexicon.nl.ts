/** What Dutch words stand for: phrases separated by commas, in plain letters. What stands for nothing is `filler`. */
export const dutch: Readonly<Record<string, string>> = {
  filler:
    'eerst, oeps, sorry, liever, naam, staan, gebruik wordt, volgend jaar, volgende maand, volgende keer, zelf, duurt, de, het, een, mijn, mn, me, mij, ik, je, jij, jouw, jullie, u, uw, we, wij, ons, onze, hun, zij, ze, zijn, haar, hij, er, daar, hier, hiervan, ervan, kan, kun, kunt, kunnen, kon, zou, zouden, zult, wilt, wil je, wilt u, willen, moet, moeten, mag, mogen, graag, alstublieft, alsjeblieft, aub, svp, alsjeblief, a u b, even, eventjes, eens, maar, nu, dan, dus, ook, toch, gewoon, misschien, wat meer info, alle, al, allemaal, allen, alles wat, elk, elke, ieder, iedere, enkele, een paar, paar, deze, die ik, welke, zulke, als, dus, zo, tot nu toe, tot dusver, op dit moment, momenteel, vandaag, direct, meteen, onmiddellijk, zo snel mogelijk, zsm, snel, spoedig, alleen, oke, nou, ach, eh, een stuk of, ongeveer, stuk, te, om te, wordt, gaat, om, worden, word, geworden, geweest, ben, is het mogelijk, mogelijk, kun je, kunt u, kan ik, mag ik, zou u, zou je, kan je, ik zou, zou ik, doe, doen, doet, gaan, ga, en, of, ja, nog even, willen we, team, ons team, onze, afdeling, collega, collegas, medewerker genaamd, persoon, per direct, vanaf nu, voortaan, in het vervolg, nogal, reeds, want, omdat, dat ik, inmiddels, even snel, weleens, wel, waar, alvast, mevrouw, meneer, heer, dhr, mevr, van mij, van ons, voor mij, voor ons, voor me, mogelijkheid, in orde, regel, verzoek, gelieve, hierbij, plaats, zojuist, net, laten we, sinds kort, echt, werk',
  greet:
    'hallo, hoi, hey, hi, dag, goedemorgen, goedemiddag, goedenavond, goeiemorgen, goeiemiddag, goedendag, goedenmorgen, goedenmiddag, moin, hallo daar, hoi hoi, heej, hee, goeie morgen, goeiedag, goede morgen, goede middag, goede avond',
  thanks:
    'dank, bedankt, dankjewel, dank je, dank u, dank je wel, dank u wel, dankuwel, alvast bedankt, bij voorbaat dank, merci, met vriendelijke groet',
  want: 'doe mij, doe me, geef mij maar, wil, wens, wilde, wou, zou willen, wil hebben, wil ik, zoek, op zoek naar, lijkt me',
  it: 'dat, dit, die, hem, hierbij dat, erbij dat, deze ene',
  home: 'begin, beginscherm, startscherm, startpagina, hoofdmenu, menu, beginpagina, hoofdscherm, hoofdpagina, thuis, naar huis, opnieuw beginnen, het begin, overnieuw beginnen',
  start: 'start, starten, begin met, beginnen, beginnen met, start met',
  go: 'ga naar, breng me, keer',
  page: 'pagina, scherm',
  show: 'toon, tonen, zien, bekijk, bekijken, kijken, kijk, geef me, geef mij, zie, weergeven, geef weer, tonen aan, stuur, stuur me, inzien, inzage, vertel, vertel me, vertel mij, zoek op, opvragen, weten, laat me zien, wil zien, raadplegen, download, downloaden, printen, opzoeken, bekijk eens, doorbladeren, ophalen, vinden',
  open: 'open, openen, details, detail, gegevens, informatie, info, status, stand, hoe staat het met, hoe gaat het met, hoe zit het met, hoe staat het ervoor met, hoe is het met, meer over, info over, informatie over, gegevens van, staat van, stand van zaken, hoe staat, hoe loopt, loopt, toestand, bijzonderheden, over, ervoor',
  list: 'lijst, overzicht, lijstje, overzichtje, samenvatting, opsomming',
  everything: 'alles, alle producten, producten, product, spullen, dingen, artikelen, pakketten, software, apps',
  subscription: 'abonnement, abo, contract, lopende abonnement',
  subscriptions: 'abonnementen, abos, aankopen, contracten, bestellingen, aankoop, lopende abonnementen',
  licence:
    'licentie, licenties, plaatsen, stuks, plekken, stoelen, gebruikerslicenties, gebruikerslicentie, exemplaren, licenses, plek, exemplaar, zitplaatsen',
  bought: 'gekocht, aangeschaft, besteld, afgenomen, aangekocht, afgesloten, in bezit',
  own: 'heb ik, hebben we, hebben wij, ik heb, bezit ik',
  have: 'zit, zitten, heb, heeft, hebben, hebt, had, bezit, toegewezen, in gebruik',
  use: 'werkt, werken, gebruikt, gebruiken, gebruik, gebruik maken van, gebruikmaken van, gebruik maakt van, gebruik van, werkt met, werken met, maakt gebruik van, maken gebruik van, gebruikmaakt van',
  access: 'toegang, toegang tot, toegang krijgen tot, toegang geven tot, rechten, recht',
  active: 'actief, lopend, lopende',
  much: 'hoeveel, hoeveel geld',
  many: 'hoeveel licenties',
  count: 'aantal, aantallen, hoeveelheid, het aantal',
  set: 'zet, zetten, breng, brengen, maak, maken, stel, stel in, instellen, gezet, zet je, zet u, maakt',
  change:
    'wijzig, wijzigen, wijziging, wijzigingen, verander, veranderen, verandering, aanpassen, pas aan, pas, aanpassing, bijwerken, bewerk, bewerken, bijstellen, herzien, bijstel, gewijzigd, veranderd, aangepast, updaten, vervangen, omzetten',
  more: 'extra, meer, erbij, nog, bijkopen, bijbestellen, bij bestellen, bij kopen, extraatje, aanvullend, aanvullende, bovenop, plus, additionele, bijkomende, bijgekocht, bestel bij, koop bij, nog eens, nog een keer',
  add: 'toevoegen, voeg, toe te voegen, bijvoegen, toegevoegd, bijschrijven, bijzetten',
  toe: 'toe',
  increase:
    'verhoog, verhogen, ophogen, hoog, vergroot, vergroten, uitbreiden, breid, breid uit, hoog op, opschalen, schaal op, opschroeven, vermeerder, vermeerderen, verhoging, uitbreiding, breiden, uit te breiden, omhoog, opkrikken',
  fewer: 'minder, te veel, eraf, minder dan, ervan af',
  reduce:
    'verlaag, verlagen, verminder, verminderen, verklein, verkleinen, afschalen, schaal af, terugbrengen, reduceer, reduceren, inkrimpen, krimp in, verlaging, breng terug, omlaag, terugschroeven, afbouwen, bouw af, vermindering, schroef terug, naar beneden, inperken, halveren',
  remove:
    'verwijder, verwijderen, schrap, schrappen, wis, weghalen, weg te halen, afhalen, eraf halen, doe weg, wegdoen, verwijderd, weggooien, laat vallen, haal eraf, inleveren, lever in, gooi weg, afstoten, wegnemen, weggehaald, kwijt',
  takes: 'haal, halen, neem, nemen, pak, trek, trekken, neemt, haalt, pakken, lever',
  away: 'weg, af, eruit, vanaf halen',
  total:
    'totaal, in totaal, bij elkaar, alles bij elkaar, al met al, totale, totaal van, samen, opgeteld, in het totaal',
  instead: 'in plaats van, ipv',
  buy: 'koop, kopen, bestel, bestellen, aanschaffen, schaf, schaf aan, aan te schaffen, aankopen doen, afnemen van abonnement, te kopen, te bestellen, abonneren, abonneer, abonneren op, afsluiten, sluit af, sluit, aan schaffen, inkopen, koopt, bestelt, aanschaf, afsluit, neem een abonnement op, neem een abonnement, aanvragen, vraag aan, verkrijgen, aanvraag, inslaan, te koop',
  get: 'krijg, krijgt, krijgen, ontvangt, ontvangen, gekregen, verkrijgt',
  need: 'nodig, nodig hebben, nodig heb, nodig heeft, benodigd, behoefte aan, vereist, hoeft, hoef, hoeven, nodig hebt',
  shop: 'catalogus, winkel, prijslijst, aanbod, assortiment, productlijst, shop, productaanbod, productoverzicht, prijzenlijst, te koop, verkoop, verkopen, verkoopt, productcatalogus, aanbiedingen, koopbaar, webwinkel, aanbieden, gamma',
  available: 'beschikbaar, beschikbare, verkrijgbaar, leverbaar, te krijgen, verkrijgbare, keuze, opties, kiezen',
  price: 'prijs, prijzen, kost, duur, tarief, tarieven',
  trial:
    'proef, proefversie, proefversies, proefperiode, proefperiodes, proefabonnement, proefabonnementen, proberen, probeer, uitproberen, uit te proberen, probeer uit, testen, test, uittesten, testversie, proeflicentie, proeflicenties, te proberen, proefje, proef nemen, op proef, testperiode, probeerversie, uitprobeer, proefduur, proefmaand, demo',
  free: 'gratis, kosteloos, kosteloze, vrijblijvend',
  yearly:
    'jaarlijks, jaarlijkse, per jaar, een jaar, voor een jaar, jaarabonnement, jaarcontract, jaarlicentie, voor 1 jaar, 1 jaar, elk jaar, ieder jaar, jaarbasis, op jaarbasis, voor een heel jaar, een heel jaar, per jaar betaald, jaarlijks betaald, jaarlijks betalen, per jaar betalen, twaalf maanden, 12 maanden, voor twaalf maanden, voor 12 maanden, jaarplan, met een jaarabonnement, jaartermijn, jaarverbintenis, jaarlijks abonnement',
  monthly:
    'maandelijks, maandelijkse, per maand, elke maand, iedere maand, maandabonnement, maandbasis, op maandbasis, een maand, voor een maand, maand tot maand, van maand tot maand, maandcontract, maandlicentie, een maand tegelijk, per maand opzegbaar, maandelijks opzegbaar, maandelijks betaald, per maand betaald, maandelijks betalen, per maand betalen, maandelijkse betaling, maandelijkse betalingen, maandelijkse termijnen, in maandelijkse termijnen, maandtermijnen, in maandtermijnen, betaald per maand, betalen per maand, voor 1 maand, 1 maand, maandplan, maand voor maand, steeds een maand, telkens een maand, per maand te betalen, maandelijks te betalen',
  billed: 'betaling, betalingen, termijnen, looptijd, gefactureerd, afrekenen, verbintenis',
  give: 'geef, geeft, gegeven, verstrek, verstrekken, deel, deel uit, uitdelen, uit te delen, uitgeven aan, voorzie, voorzien, uitreiken, bezorg, overhandig, verschaf, verschaffen, ter beschikking stellen, beschikbaar stellen, te geven, geven, regelen',
  assign:
    'toewijzen, toe te wijzen, toekennen, toe te kennen, wijs, ken, toegekend, wijzen, kennen, toewijzing, toebedelen, gun, verleen, verlenen, toedelen, koppel, koppelen',
  let: 'zorg dat, zorg ervoor dat, zorg, zorgen dat, toestaan, sta toe',
  off: 'uitzetten, uitschakelen, uit te zetten, uit te schakelen, schakel uit, zet uit, stopzetten, stop te zetten, zet stop, uitgezet, uitgeschakeld, deactiveer, deactiveren, uitdoen, afzetten, zet af, stopgezet',
  toggle: 'schakel, schakelen',
  uit: 'uit',
  termend:
    'aan het einde van de looptijd, aan het eind van de looptijd, aan het einde van het jaar, aan het einde, op het einde, na de looptijd, als de looptijd eindigt, bij het einde van de looptijd, als het afloopt',
  laat: 'laat, laten',
  op: 'op',
  on: 'aanzetten, inschakelen, aan te zetten, in te schakelen, aangezet, ingeschakeld, zet aan, schakel in, schakel aan',
  enable: 'activeer, activeren, te activeren, geactiveerd, inschakel',
  unassign:
    'intrekken, in te trekken, ingetrokken, afnemen, af te nemen, afpakken, pak af, ontneem, ontnemen, ontzeg, ontzeggen, afgenomen van, loskoppelen, ontkoppel, ontkoppelen, terughalen bij, terugnemen van, intrek, terugtrekken',
  gone: 'vertrokken, is vertrokken, weg is, is weg, vertrekt, gaat weg, uit dienst is, uit dienst getreden, zonder, uit dienst, niet meer in dienst',
  who: 'wie, wiens, welke mensen, welke gebruikers, welke collegas, welke medewerkers, welke personen, gebruikers, gebruiker, bij wie, aan wie, iedereen met, iedereen die, mensen, medewerkers, houders, iedereen, personen, wie allemaal, wie er, namen van, wie er allemaal, houder, personeelsleden',
  cancel:
    'opzeggen, op te zeggen, opzeg, opzegging, zeg op, annuleer, annuleren, te annuleren, annulering, beeindigen, te beeindigen, beeindig, beeindiging, stopzetting, afzeggen, zeg af, af te zeggen, uitschrijven, ontbinden, ontbind, staken, opdoeken, afmelden',
  zeg: 'zeg, zeggen, zegt',
  end: 'aflopen, afloopt, loopt af, verlopen, verloopt, eindigt, eindigen, einddatum, ten einde, vervallen, eindigt er, af te lopen, afloop, vervalt, te verlopen, uitlopen, einde',
  stop: 'stop, stoppen, stopt, ophouden, afbreken, hou op, houd op, verlaten, sluiten, stop maar, te stoppen, stop ermee, staak',
  nevermind:
    'laat maar, laat maar zitten, niet doen, vergeet het, vergeet het maar, toch niet, doe maar niet, laat zitten, nee dank je, nee bedankt, nee dank u, ik heb me bedacht, bedacht, ik bedenk me, nee laat maar, breek af, liever niet, niet nu, ik zie ervan af, zie ervan af',
  not: 'niemand, niet, geen, nooit, nee, noch, nimmer, zonder dat',
  nolonger: 'niet meer, niet langer, geen meer, nooit meer, overbodig',
  renew:
    'verleng, verlengen, verlenging, verlengingen, te verlengen, terugkerende betaling, terugkerende betalingen, terugkerend, terugkerende, terugkerende facturering, doorlopen, door te lopen, vernieuw, vernieuwen, vernieuwing, periodieke betaling, herhaalbetaling, te vernieuwen, automatische incasso, continueren, doorgaan, voortzetten, voort te zetten, voortzetting',
  renews: 'verlengt, verlengd, vernieuwt, vernieuwd, verlengt zich, loopt door',
  auto: 'automatisch, automatische, auto',
  itself: 'vanzelf, uit zichzelf, zichzelf',
  does: 'kan mijn',
  doi: 'krijg ik, krijgen we, moet ik',
  isit: 'is dit, is het',
  again: 'weer, opnieuw, nogmaals, wederom',
  keep: 'blijf, blijven, blijft',
  reactivate:
    'terugkrijgen, terughebben, terug te krijgen, heractiveer, heractiveren, heractivering, te heractiveren, reactiveer, reactiveren, herstel, herstellen, te herstellen, weer activeren, opnieuw activeren, weer actief maken, weer actief, opnieuw actief, activeer weer, activeer opnieuw, opzegging intrekken, opzegging ongedaan maken, opzegging ongedaan, opzegging terugdraaien, terughalen, terug te halen, haal terug, hervat, hervatten, nieuw leven, heropenen, heropen, hervatting, herleven, annulering ongedaan maken, annulering ongedaan, annulering terugdraaien, annulering intrekken',
  back: 'terug',
  cancelled: 'opgezegd, geannuleerd, beeindigd, gestopt, afgelopen, opgezegde, geannuleerde, gedeactiveerd',
  mistake: 'per ongeluk, vergissing, per vergissing, abusievelijk, fout, foutje, ten onrechte, vergist, onbedoeld',
  previous: 'vorige, vorige stap, stap terug, een stap terug, vorige pagina, vorige scherm, naar vorige',
  step: 'stap, stapje, een stap',
  undo: 'ongedaan, ongedaan maken, maak ongedaan, ongedaan te maken, terugdraaien, terug te draaien, draai, draaien, herroep, herroepen, teruggedraaid, terugzetten, herroeping',
  last: 'laatste, recentste, meest recente, nieuwste, recente, allerlaatste, jongste, huidige',
  order:
    'laatste bestelling, laatste aankoop, laatste wijziging, laatste actie, vorige wijziging, vorige bestelling, mijn laatste bestelling, recente wijziging, wat ik net deed, wat ik zojuist deed, laatste stap, laatste verandering, laatste handeling, laatste opdracht, bestelling',
  payment:
    'betaalmethode, betaalmethoden, betaalmethodes, betaalwijze, betaalwijzen, betaalgegevens, betaalmiddel, betaalmiddelen, betaalprofiel, betaalprofielen, factureringsprofiel, factuurgegevens, betalingsmethode, betalingsmethoden, betalingsmethodes, betalingsgegevens, betaal met, betaal ik met, betaal ik mee, manier van betalen, betaalopties, betaalmogelijkheden, betalingswijze, facturatiegegevens, factuuradres, factureringsgegevens, bankrekening, rekeningnummer, betaalinstellingen, betaalwijzes',
  card: 'kaart, kaarten, creditcard, creditcards, bankkaart, bankpas, betaalkaart, pas, betaalpas, kredietkaart, kaartgegevens, creditcardgegevens, kaartnummer, pasje, visakaart, betaalkaarten, kredietkaarten, creditkaart, kaartje',
  new: 'nieuw, nieuwe, andere, ander, tweede, registreren, registreer, invoeren, voer in, opgeven, vastleggen',
  expired:
    'verlopen, vervallen, gestolen, verloren, kwijt, geblokkeerd, geweigerd, afgewezen, vervang, ongeldig, niet meer geldig, vervangen',
  invoices:
    'facturen, rekeningen, notas, bonnen, bonnetjes, factuuroverzicht, rekeningoverzicht, factuurhistorie, factuurgeschiedenis, factuurlijst, betaalbewijzen, facturatie',
  invoice: 'factuur, rekening, nota, bon, bonnetje, betaalbewijs',
  spend:
    'uitgegeven, uitgaven, kosten, uitgave, besteed, uitgeef, geef ik uit, geef uit, verbruik, gespendeerd, bestedingen, betaalde, onkosten, uitgaf, uit gegeven, spendeerde, kwijt aan, kwijt geweest, gekost, kostte',
  pay: 'betaal, betaald, betalen, betaalt, betaalde, afgerekend, afgeschreven, in rekening gebracht, rekening gebracht, kwijt, betalen we, gefactureerd',
  money: 'geld, euro, centen',
  what: 'wat, wat voor, wat allemaal, welk, waarvoor, waaraan',
  how: 'hoe, hoe kan ik, hoe moet ik, hoe kunnen we, hoe kun je',
  when: 'wanneer, tot wanneer, hoe lang, hoelang, vanaf wanneer',
  why: 'waarom, hoezo',
  happens:
    'gebeurt, gebeuren, gebeurt er, wat gebeurt er, wat gebeurt er als, wat gebeurt er met, wat gebeurt er na, wat als, na, nadat, na afloop, na afloop van, gebeurt er na, gebeurt er met',
  help: 'help, hulp, helpen, help me, help mij, handleiding, uitleg, uitleggen, leg uit, instructies, hulp nodig, hoe werkt dit, hoe werkt het, hoe werkt dat, hoe werkt deze bot, wat kan ik, wat kan ik hier, wat kan ik doen, wat kan ik hier doen, wat kan ik allemaal, wat kan ik hier allemaal, wat kan ik hier allemaal doen, wat kun je, wat kun je allemaal, wat kunt u, wat kunt u allemaal, wat kan je, wat kan je allemaal, wat kun jij, wat kun je doen, wat kunt u doen, wat kan jij, wat doe je, wat doet u, wie ben je, wie bent u, wat ben je, wat is dit, waarmee kun je helpen, waarmee kunt u helpen, wat kan ik vragen, wat kan ik je vragen, wat kan ik u vragen, wat kan ik typen, wat kan ik zeggen, wat zijn mijn opties, wat zijn de mogelijkheden, mogelijkheden, welke opdrachten, commandos, opdrachten, voorbeelden, ondersteun, waar kun je me mee helpen, wat is er mogelijk, wat is hier mogelijk, wat kan deze bot, wat kun je voor me doen, wat kunt u voor mij doen, ik kom er niet uit, kom er niet uit, ik snap het niet, wat nu, waarmee',
  sees: 'kan zien, wie ziet, ziet, zichtbaar, zichtbaar voor, inzicht in, meekijken, kijkt mee, kan mijn, wie kan zien, privacy, prive, mijn leidinggevende, leidinggevende, mijn baas, baas, manager, mijn manager, beheerder, chef, wie weet, meekijkt',
  leave:
    'uit dienst, uit dienst ga, uit dienst treed, in dienst ben, weg ga, wegga, vertrek, ontslag, ontslag neem, ontslagen, vertrekken, ga weg, bedrijf verlaat, het bedrijf verlaat, organisatie verlaat, het bedrijf verlaten, van baan wissel, verander van baan, hier niet meer werk, niet meer hier werk, stop met werken, niet langer hier werk, werkgever verlaat, andere baan, een andere baan, nieuwe baan, met pensioen, pensioen, verlaat, bij een ander bedrijf',
  refund:
    'terugbetaling, terugbetalingen, restitutie, geld terug, mijn geld terug, terugbetaald, geld terugkrijgen, terugbetalen, teruggave, restituties, terugstorting, teruggestort, geld terug krijgen, gerestitueerd, refund',
  company: 'bedrijf, organisatie, werkgever, firma, de zaak, dienst, baan',
  support:
    'klantenservice, helpdesk, support, ondersteuning, servicedesk, service, contact, contact opnemen, contact opnemen met, neem contact op, klacht, klacht indienen, probleem melden, storing melden, telefoonnummer, klantendienst, service desk, technische ondersteuning, supportmedewerker, storing, ticket, contactgegevens, contact op met, klachten, meldpunt',
  talk: 'spreken, praten, praten met, spreken met, bellen, bel, te spreken, iemand aan de lijn, doorverbinden, doorverbonden, verbind me door, verbind mij door, verbind door, chatten, chatten met, mailen, in gesprek, gesprek, bereiken, te woord, vragen, een vraag stellen',
  somebody:
    'iemand, mens, een mens, medewerker, echt persoon, echt mens, een echt persoon, echte persoon, een echte persoon, een medewerker, echte medewerker, een persoon, menselijk, mens van vlees en bloed, levend persoon, adviseur, echte mens, een echt mens, supportmedewerker',
  problem: 'probleem, probleempje, storing, problemen',
  language:
    'taal, talen, spreek, praat, andere taal, een andere taal, schakel over, schakel over naar, overschakelen naar, antwoord in het, verder in het, in het, praten in het, taalinstelling, overschakelen, ga verder in het, taalkeuze',
  english: 'engels, engelse, engelstalig',
  dutch: 'nederlands, nederlandse, hollands, nederlandstalig',
  to: 'naar, tot, tot een totaal van, terug naar, omlaag naar, omhoog naar',
  aan: 'aan',
  by: 'met',
  from: 'van, bij, vanaf',
  for: 'voor',
  of: 'in',
  is: 'is er, zijn er, is, bent, was, waren',
  left: 'over, overgebleven, ongebruikt, vrije',
};
