/** Why a sentence that mentions an act must not start one. */
export type Bar =
  | 'negated'
  | 'reported'
  | 'conditional'
  | 'past'
  | 'hesitating'
  | 'a question about it'
  | 'a reminder'
  | 'takes back a cancellation';

/** Verbs of acts, in the forms that a negation, a question or a condition has before or behind them. */
const EN_ACT =
  '(?:buy|buying|order|ordering|purchase|purchasing|get|getting|add|adding|remove|removing|reduce|reducing|increase|increasing|cancel|cancell?ing|end|ending|stop|stopping|terminate|drop|dropping|delete|assign|assigning|unassign|unassigning|give|giving|take|taking|revoke|renew|renewing|extend|reactivate|reactivating|restore|turn|switch|set|change|changing|approve|approving|reject|rejecting|touch|do|need)';
const NL_ACT =
  '(?:koop|kopen|bestel|bestellen|neem|nemen|voeg|toevoegen|toe te voegen|bijkopen|verwijder|verwijderen|verlaag|verlagen|verhoog|verhogen|verminder|verminderen|annuleer|annuleren|zeg|opzeggen|op te zeggen|op|stop|stoppen|stopzetten|beeindig|beeindigen|wijs|toewijzen|toe|geef|geven|pak|afpakken|haal|halen|weghalen|af|weg|verleng|verlengen|zet|zetten|aan|uit|uitzetten|aanzetten|wijzig|wijzigen|verander|veranderen|aanpassen|keur|goedkeuren|afwijzen|intrekken|heractiveren|doen|hoeft|hoeven|bij|erbij|eraf)';

const NEGATED: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:do not|don ?t|dont|never|must not|mustn ?t|should ?n[o']?t|shouldn ?t|should not|wouldn ?t|would not|won ?t|will not|not going to|no need to|not to|rather not|please not|can ?not|can ?t) (?:\w+ ){0,2}?${EN_ACT}\b`,
  ),
  /\b(?:without|instead of|avoid|before) (?:\w+ ){0,1}?(?:buying|cancell?ing|removing|adding|ending|renewing|assigning|ordering)\b/,
  /\b(?:not|never) (?:yet |now )?(?:cancel|buy|remove|add|assign|end|order|renew|approve|reject)\b/,
  new RegExp(String.raw`\b(?:niet|nooit|geenszins|nog niet) (?:\w+ ){0,7}?${NL_ACT}\b`),
  /\bgeen (?:\w+ ){0,4}?(?:kopen|koop|bestellen|bestel|toevoegen|toewijzen|opzeggen|bijkopen|verwijderen|meer bij|erbij|geven|aanvragen)\b/,
  /\b(?:koop|bestel|zeg|annuleer|verwijder|verleng|stop|wijs|geef|haal|voeg|verhoog|verlaag|keur|zet) (?:\w+ ){0,6}?(?:niet|nooit)\b/,
  /^(?:no|nee|neen) (?:don|do not|dont|niet)\b/,
];

const SPEAKER_EN =
  '(?:he|she|they|tom|my (?:boss|manager|colleague|team|director)|our (?:boss|manager|director|team|it)|the (?:boss|manager|team|director|company|office)|someone|somebody|everyone|finance|accounting|hr|it department|management|people|[a-z]+)';
const REPORTED: readonly RegExp[] = [
  new RegExp(
    String.raw`\b${SPEAKER_EN} (?:said|says|thinks?|thought|told (?:me|us)|suggested|suggests|wants (?:me|us) to|asked (?:me|us|if|whether)|asks (?:me|us|if|whether)|wonders|insists|mentioned|claims|claimed|believes|heard|decided|is asking|keeps asking|wrote|mailed|emailed)\b`,
  ),
  /\b(?:according to|i heard|we heard|i read|rumou?r)\b/,
  /\b(?:zegt|zei|zeiden|vindt|vond|denkt|dacht|wil dat (?:ik|we)|wilt dat|vroeg|vraagt|vroegen|beweert|opperde|stelt voor|stelde voor|schreef|mailde|meldde|heeft gezegd|heeft gevraagd|volgens) (?!op\b)(?:\w+ )*?(?:dat|of|om|we|ik|mij|me|ons|\w+)\b/,
  /\b(?:ik hoorde|we hoorden|ik las|naar verluidt|men zegt)\b/,
];

const CONDITIONAL: readonly RegExp[] = [
  /\b(?:if|unless|in case|suppose|supposing|assuming|whenever|provided|should we ever|what happens|what would happen|what if)\b/,
  /\b(?:when|once|after|as soon as) (?:i|we|you|it|he|she|they|somebody|someone|the \w+) (?:\w+ )?(?:cancel|buy|remove|end|stop|reduce|add|leave|leaves|assign|approve|renew|renews|ends)\w*\b/,
  /\b(?:als|indien|stel|tenzij|mocht|mochten|zodra|wanneer (?:ik|we|je|ge|u)|wat gebeurt|voor het geval|gesteld)\b/,
];

const PAST: readonly RegExp[] = [
  /\b(?:already|just|yesterday|last (?:week|month|year)|earlier|previously|once) (?:\w+ ){0,2}?(?:gave|given|bought|cancell?ed|removed|added|assigned|ordered|did|took|turned|approved|rejected|renewed|reduced)\b/,
  /\b(?:i|we|he|she|they|you|who|somebody|someone|milan) (?:have |has |had |ve )?(?:already |just |also )?(?:gave|given|bought|cancell?ed|removed|added|assigned|ordered|took|taken|turned|approved|rejected|renewed|reduced|unassigned)\b/,
  /\b(?:was|were|has|have|had|been|got) (?:\w+ ){0,3}?(?:cancell?ed|bought|removed|assigned|added|ordered|renewed|approved|rejected|given)\b/,
  /\b(?:heb|hebben|heeft|had|hadden|ben|is|zijn|was|werd|werden|hebt) (?:\w+ ){0,8}?(?:gekocht|besteld|opgezegd|geannuleerd|gegeven|toegewezen|verwijderd|toegevoegd|bijgekocht|verlengd|verlaagd|verhoogd|afgenomen|afgepakt|weggehaald|beeindigd|stopgezet|uitgezet|aangezet|goedgekeurd|afgewezen|aangevraagd|ingetrokken)\b/,
  /\b(?:al|gisteren|vorige week|net|zojuist|eerder) (?:\w+ ){0,4}?(?:gekocht|besteld|opgezegd|geannuleerd|gegeven|toegewezen|verwijderd|toegevoegd)\b/,
  /\b(?:gaf|kocht|bestelde|annuleerde|verwijderde|verlengde) (?:ik|we|hij|zij|ze)\b|\b(?:ik|we|hij|zij|ze) (?:gaf|kocht|bestelde|annuleerde|zegde|verwijderde|verlengde)\b/,
];

const HESITATING: readonly RegExp[] = [
  /\b(?:might|maybe|perhaps|thinking (?:about|of)|considering|consider|not sure|undecided|in doubt|tempted|hesitat\w*|someday|one day|eventually|not yet|later|still deciding|would it be (?:wise|smart|better|an idea)|is it (?:wise|smart|worth|better)|does it make sense|good idea)\b/,
  /\b(?:misschien|wellicht|twijfel\w*|overweeg\w*|overwegen|denken erover|denk erover|denk eraan|denken eraan|ooit|nog niet|later|weet (?:nog )?niet|verstandig|slim om|is het handig|loont het|goed idee|zin om|moet nog|moeten nog|nog eens nadenken)\b/,
  /^(?:wait|wacht|hold off|hold on|forget|vergeet|even wachten)\b/,
];

const QUESTION_ABOUT: readonly RegExp[] = [
  /^(?:did|was|were|has|had|why|how come|explain|tell me|who|when|what|which|where|is it|does|do (?:my|our|the|i|we|you|trials|they)|am i|are (?:my|our|the|we|you|they)|is (?:my|our|the|there|anyone|auto\w*))\b/,
  /^(?:should|shall) (?:i|we)\b|\b(?:should i|shall i|should we|shall we|must i|do i have to|do we have to|do i need to|do we need to|am i allowed to|is it possible to|is there a way to|how (?:do|can|could|would) (?:i|we|you)|difference between)\b/,
  /^(?:heeft|hebben|heb|waarom|hoezo|wie|wanneer|wat|welke|waar|zijn|worden|wordt|werd|leg|vertel|stopt|verlengt|is (?:het|de|er|dat|dit|mijn|onze)|staat|loopt)\b/,
  /\b(?:moet ik|moeten we|zal ik|zullen we|mag ik|mogen we|zou ik|zouden we|kan ik beter|kunnen we beter|hoe (?:kan|moet|zou) (?:ik|je|u|ge|we)|is het mogelijk|bestaat er|verschil tussen|wat is het verschil)\b/,
];

const REMINDER =
  /\b(?:remind|reminder|herinner (?:me|mij|ons)|help me onthouden|(?:ik|we|i) (?:moet|moeten|must|need to|have to) (?:nog |still )?(?:onthouden|remember)|don ?t let me forget|laat me niet vergeten|seintje|zet in mijn agenda|put (?:it )?in my calendar)\b/;

const TAKES_BACK =
  /\b(?:(?:cancel|undo|revoke|withdraw|stop|reverse|take back|annuleer|annuleren|stop|trek|herroep|draai|maak)\b(?: \w+){0,3} (?:the |my |our |de |mijn |onze )?(?:cancell?ation|opzegging|annulering|annulatie)|un ?cancel\w*|(?:opzegging|annulering|annulatie|cancell?ation)(?: \w+){0,5} (?:intrekken|in|ongedaan|terug|terugdraaien|annuleren|back|undone|stoppen))\b/;

/** Any negation, and the phrases in which it is a reason or a wish to end something. */
const NEGATION =
  /\b(?:not|never|no|none|nobody|nothing|without|dont|didnt|doesnt|wont|cant|cannot|isnt|shouldnt|wouldnt|havent|hasnt|wasnt|don t|didn t|doesn t|won t|can t|isn t|shouldn t|wouldn t|haven t|hasn t|niet|nie|geen|gene|nooit|niks|niets|niemand|zonder)\b/;
const ENDING_NEGATION =
  /\b(?:no longer|any ?more|not need\w*|(?:don ?t|doesn ?t|do not|does not|didn ?t|isn ?t|not) (?:really |even |actually )?(?:need|use|used|using|want|have|work|renew|extend|require|open|log|touch|auto\w*)\w*|no (?:need|use|budget|one uses|point|money)|nobody (?:uses|needs|opens|wants)|niet (?:meer|langer|nodig|gebruikt|automatisch|verleng\w*|eens|echt|vanzelf)|nie meer|niemand (?:gebruikt|heeft|meer)|niks (?:meer|mee)|niets (?:meer|mee)|geen (?:\w+ )?(?:budget|nut|zin|gebruik|nood|behoefte|geld)|geen (?:\w+ ){0,4}(?:meer|nodig)|hoeft niet|hoeven niet)\b/;
/** A correction before the wish: "no, make it 12". */
const LEADING_NO = /^(?:no|nope|nah|nee|neen)\b[ ,:;.-]*/;

/** Whether a sentence has a negation that is neither a correction nor the reason to end something. */
const isNegated = (plain: string): boolean => {
  const rest = plain
    .replace(LEADING_NO, '')
    .replace(new RegExp(ENDING_NEGATION.source, 'g'), '')
    .replace(/\b(?:not|niet|instead of|ipv) \d+\b/g, '');
  return NEGATION.test(rest);
};

const MOODS: readonly (readonly [Bar, readonly RegExp[]])[] = [
  ['takes back a cancellation', [TAKES_BACK]],
  ['a reminder', [REMINDER]],
  ['negated', NEGATED],
  ['reported', REPORTED],
  ['conditional', CONDITIONAL],
  ['past', PAST],
  ['hesitating', HESITATING],
  ['a question about it', QUESTION_ABOUT],
];

/** Why a sentence must not start an act; nothing if it may. Both languages are read, since users mix them. */
export function barOf(text: string): Bar | undefined {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`]/g, ' ')
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (
    MOODS.find(([, patterns]) => patterns.some((pattern) => pattern.test(plain)))?.[0] ??
    (isNegated(plain) ? 'negated' : undefined)
  );
}
