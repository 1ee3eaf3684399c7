import type { Verb } from './intent.ts';

/** The cues by which a sentence is recognised as one verb. */
export interface Pattern {
  readonly verb: Verb;
  /** Groups of cues: the sentence must have at least one of each group. */
  readonly required: readonly (readonly string[])[];
  /** Cues that the sentence must not have. */
  readonly excludes: ReadonlySet<string>;
  /** Cues that the sentence can have besides, without meaning something else. */
  readonly optional: ReadonlySet<string>;
  /** Which slots or topic the verb gets, where it has several, such as `up` and `down` of `change`. */
  readonly variant: string;
}

/** Cues without any weight: they say nothing about the verb. */
const neutralCues = new Set(
  'filler greet thanks want it to aan op at by from for of is uit toe go page toggle upward laat termend doi isit self others policy vraag'.split(
    ' ',
  ),
);

/** How much a cue says about the verb. Others have weight 1. */
export const cueWeights: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...neutralCues].map((cue) => [cue, 0])),
  ...Object.fromEntries(
    'show have own what how licence subscription get need let everything left active company count money keep again billed'
      .split(' ')
      .map((cue) => [cue, 0.5]),
  ),
  not: 2,
  nolonger: 2,
};

/** Cues that are optional in every pattern of a verb. */
const optionalCues: { readonly [V in Verb]?: string } = {
  home: 'home back go show start page to greet',
  list: 'ask give payfor pay for explain what own show have bought subscriptions subscription list everything get how many active licence total open',
  open: 'ask give show open subscription licence what how have own many list when left is much product active need',
  change:
    'on licence subscription count product number signed need have get own left total more billed use how total set again',
  buy: 'shop subscriptions own what much on licence subscription product number signed yearly monthly billed get need new free trial buy start how count use everything have',
  assign: 'licence subscription product access give assign get need have use let people toe on add new how number',
  unassign: 'licence subscription product access away back people have use gone takes off number how need',
  holders:
    'on give assign have use licence subscription product access show list active what get is at many own everything',
  cancel: 'subscription licence product nolonger need have use how end everything own off',
  recurring:
    'set renews back more subscription licence product auto renew again on off end keep let it how have active',
  reactivate:
    'set takes undo cancel subscription licence product again back on cancelled mistake how get enable need have off keep use nevermind',
  undo: 'set order last mistake change it back what bought have own buy add remove licence subscription',
  payment:
    'ask paywith open assign on use it nolonger have what broken invoice many own give card show change expired cancelled end have new add what how own last remove need list use pay set problem stop not get is',
  'add-card': 'payment have own show need use get how set pay',
  invoices:
    'ask what how open number give show list get invoices invoice have own what everything need last bought pay',
  invoice: 'ask give show get need have own what last invoice invoices how open',
  spend:
    'own it is for explain pay money monthly yearly give show much what have own spend pay money total everything how get list subscriptions subscription licence what bought count',
  undelivered: 'show list what how many open give get have is',
  history: 'does show have get what how on open own give list everything last bought subscriptions',
  settings: 'does show have get what how on open change set own give not list',
  team: 'does show have get what how much many open give list money own monthly yearly explain total',
  help: 'ask give what how does when show have get need is own why much use explain confused not many happens it on talk open explain others somebody subscription subscriptions company card yearly monthly again self pay end stop cancel auto access free use active money new termend cancelled reactivate want licence bought',
  purchases:
    'ask purchases company expiring thismonth show list what give how have everything open get many number product own active subscriptions is',
  totals: 'ask show list what how give get much own spend',
  ask: 'subscription licence product access give get need have want new use let for on',
  requests: 'requests approvals ask need show list what have own get everything subscription licence product how open',
  policy: 'show list what how give get explain product open change set',
  support:
    'ask broken confused what not have it get buy product subscription licence card payment invoice order need get have how help talk somebody problem show what give own',
  language:
    'talk change set english dutch language show how get what add give explain use new more not on have own want back start',
  back: 'step previous back page show go',
  current: 'back show go',
  stop: 'stop nevermind cancel what not nolonger want it need thanks buy what',
};

const all: Pattern[] = [];

/**
 * Adds patterns of a verb. `list` separates patterns by `; `, groups of required cues by spaces and alternatives by `|`.
 * A group that starts with `!` has the excluded cues.
 */
const addPatterns = (verb: Verb, list: string, variant = ''): void => {
  for (const pattern of list.split('; ')) {
    const groups = pattern.split(' ');
    const required = groups.filter((group) => !group.startsWith('!')).map((group) => group.split('|'));
    const excluded = groups.filter((group) => group.startsWith('!')).flatMap((group) => group.slice(1).split('|'));
    all.push({
      verb,
      required,
      // A question about leaving the company is about that, whatever else it mentions.
      excludes: new Set([...excluded, ...(variant === 'renewal' ? ['leave'] : [])]),
      optional: new Set([
        ...(optionalCues[verb] ?? '').split(' '),
        ...required.flat(),
        'help',
        ...(required.flat().includes('nolonger') ? ['not'] : []),
      ]),
      variant,
    });
  }
};

addPatterns('home', 'greet; home; back home|start; start !product|trial|renew|auto; go home|start');
addPatterns(
  'list',
  'list !who; subscriptions !who|sees|others|leave|renew|price|new; what own|have !product|card; what bought !others|sees; what pay for; payfor !product|who; list payfor|own; everything bought|own; show everything; subscription !product|number|new|shop|price|cancelled|buy; licence own|show|what !product; list subscriptions|licence|bought|everything; bought own; many subscriptions; own subscription; what active; bought everything; own everything',
);
addPatterns(
  'open',
  'show|open|go product !others; explain product !trial|renew|auto|refund|leave|sees|pocket; product how !use; what product; when product; subscription product !new; many product; does|when|is renew|renews|end|active|expired product; left product; price product !people|period; have product many; end product when; open subscription; licence product own',
);

// Changes of the number of licences: to a total, up or down.
addPatterns(
  'change',
  'set|change|increase|reduce|more|fewer|need|buy|get|have|keep|add|go to#; product to# !card; from# to#; instead number; total number !spend|invoices|spend|much|assign|unassign',
  'total',
);
addPatterns('change', 'set|change number !by#|more|fewer|reduce|increase|add|remove|away|takes|card|people', 'total');
addPatterns(
  'change',
  'more|add|increase number !to#|fewer|reduce|remove|away|total|takes|renew|yearly|monthly; increase by#; upward by#; upward number product !to#|yearly|monthly; signed product|licence|more',
  'up',
);
addPatterns(
  'change',
  'add toe number !to#|people; buy more number !to#; need more number !to#; get more number !to#',
  'up',
);
addPatterns(
  'change',
  'fewer|reduce|remove number !to#|more|total|add|increase; reduce by#; down by#; down number !to#|people; takes away|off number !people|more; takes number from licence|product !people|more|yearly|monthly; away number !people|more; number nolonger need',
  'down',
);
addPatterns(
  'change',
  'change|count product|licence|count|subscription; more|fewer|increase|reduce licence|product|count !back; set count; add licence; remove licence !product|people; change product !number',
  'open',
);
addPatterns('change', 'set|change to typed; set|change op typed', 'typed');

addPatterns(
  'buy',
  'buy !who|sees|others|happens|undo|to#|by#; buy product !others|who|to#|by#; buy product number who; shop !others|sees; buy shop !others|sees; open|go shop; buy !product|people|typed|number; shop what|show|own; buy available|what|everything !who|sees|others|leave; available what|everything|subscriptions|licence; get product !let|on; product yearly|monthly unassign; trial product buy; how product get|aan !again|back; want subscription product op|on|for; new|want subscription product; takes number product yearly|monthly !people|away; takes product yearly|monthly !people|away; set upward number product yearly|monthly; give number product|licence product yearly|monthly !people; what everything get|buy; need product !people; number product licence !more|fewer|to#|go|instead|total|ought; want product; new subscription|licence; show shop; show buy what|available|everything !sees|others|who; show available; get number product !to#; want number !to#|instead; need number product|licence !to#; yearly|monthly product; subscription product new|want|get; takes subscription product; shop what; price product !people|period',
);
addPatterns(
  'buy',
  'trial product !does|happens|explain|when; trial product show !does|happens|explain|when|what|how; trial want|start|get|buy|give|need !does|happens|explain|when|what|how|much; free trial|product !does|happens|explain|when|what|how|much|open; trial product want !does; trial product buy',
  'trial',
);

addPatterns(
  'assign',
  'assign !who; assign product|licence !who; give licence|product|access; toe licence|product assign; assign people; give people licence|product|access; let|laat people product|licence|access !show|takes|remove|unassign; people permitted product use; people need product|licence|access !does|nolonger|not; people have ought product|licence|access; set people upward product|licence|access; enable people product|licence|access !renew|auto; people get product|licence|access; want people have product|licence|access; want people use product|licence|access; add people product to|toe|aan|op|for|from; set people on|op product; people product new; people start product; product for people !buy|more|trial|renew|unassign|vraag; licence for people !buy|more|vraag; people access product; give it people to|aan; people need licence|product|access',
);
addPatterns(
  'unassign',
  'unassign; takes of product|licence !number|cancel|undo; unassign product|licence|people !yearly|monthly|refund; takes|remove people licence|product|access !number; takes|remove away people !number; people nolonger need|use|have|access|get; people not need|use|have|get product|licence|access; cancel people licence|product; people gone licence|product takes|remove|unassign; end|stop people licence|access|product; takes it people from; back people licence|product|access takes|get|unassign; away people product|licence|access; off people product takes|set|get; people gone product',
);
addPatterns(
  'holders',
  'who have|use|get|access|assign product|licence|access|subscription|it; who product; who licence|subscription; show who product|licence; assign who product|licence; does people have product|licence',
);

addPatterns(
  'cancel',
  'cancel; cancel product|subscription|licence|everything; cancelled product ought !mistake|again|reactivate|back; zeg op; cancel op; zeg op product|subscription; end product|subscription !let|laat|when|does|what|how; stop product|subscription|licence !on; nolonger product need|want|have|use|subscription; cancel nolonger product; remove product|subscription !licence|number|people|card; nolonger subscription need|want|use; not need product|subscription; away product|subscription want|need; want off product from; away product !number|people|takes',
);
addPatterns(
  'recurring',
  'renew|auto off|not|stop|cancel|end|nolonger|remove; renew|auto uit set|toggle|ought; renew|auto zeg op; let|laat end product|it|subscription !show|when; renew off uit; not renew|renews|auto; renew|renews|auto nolonger',
  'off',
);
addPatterns(
  'recurring',
  'renew|auto on|enable|start|aan|reactivate !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens; renews auto want !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens; renew again|auto|keep|let|want !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens; renew|auto on|aan set !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens; keep product active !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens; auto again !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens; keep product renew !off|not|nolonger|stop|cancel|end|remove|uit|does|what|when|happens',
  'on',
);
addPatterns(
  'reactivate',
  'reactivate !renew|auto|people|money; reactivate product|subscription !people|renew|auto; back product want|get|set|need|have !people; takes back product|subscription !people; takes of cancel; cancel undo; back subscription want|get|set; again active|enable product|subscription|it; again on|aan product|subscription !renew|auto; enable product|subscription !trial|renew|auto|people; cancelled mistake; back product show; again need product; mistake cancel product; nevermind keep product; keep product cancelled; cancelled reactivate|back subscription|product; own cancelled mistake; cancel reactivate|back product|subscription; cancelled again|enable|back|start|on; cancel mistake; cancel undo product|subscription; start again product; on back product; off mistake product; start product cancelled; again have product; again want product; again use product !trial; again takes product; again get product',
  '',
);

addPatterns(
  'undo',
  'undo; undo order|last|change|it; order cancel|back|takes; mistake !product|cancelled|cancel; undo back; back order; cancel order; undo last order; last order cancel|remove; undo what',
);

addPatterns(
  'payment',
  'paywith !product|who|company|pocket; card takes|remove away|remove; pay card new !add; card new use|change !add; paywith card new !add; paywith show|open; paywith card|invoice|change; pay card !add|much|who; payment change|show|what|how; card broken|what|own|many|get|pay; card what own|have; pay invoice by|instead|how; how pay !much|who|company|product; payment !add|new; card !add|new|toe|more; card expired show|is|does|what; card expired|cancelled|end|change|show|remove; how pay !much; payment change|show; card what; pay what by; pay by; billed !product|yearly|monthly|number',
);
addPatterns(
  'add-card',
  'card add|toe; card add|toe more|new; card new|more !pay|paywith|use|add; add card toe; payment add|new|more|set; add card|payment; new card|payment !pay|paywith|use; new card have !pay|paywith|use; new card assign|add !people|pay|paywith',
);
addPatterns(
  'invoices',
  'invoices; invoice !last|invoice-number; invoices show|last; invoice period; invoices period; list invoice',
  '',
);
addPatterns('invoice', 'invoice last !period; invoice-number !buy', '');
addPatterns(
  'spend',
  'spend !pocket|self|who|company|trial; spend own|what|everything|much; payfor much|total|period|monthly|yearly; what payfor period|monthly|yearly; price everything|it total|everything; much money|price everything|subscriptions; spend everything|subscriptions|monthly|yearly; much pay|money|spend !product; what pay !by|for|happens|who; spend period|total; money period|much|spend; pay period; what|much monthly|yearly !trial|product|number|buy; much period; what spend; total pay|spend|price; much subscriptions|everything price; what everything|subscriptions price; much have pay; price list !product|shop; price everything|subscriptions|own|total|period',
);

addPatterns(
  'ask',
  'ask product|licence|access|subscription !invoices|invoice|trial|refund|price|undo|money|shop|signed|approvals; vraag aan product|licence|subscription !invoices|invoice|refund|trial; vraag product|licence people aan|for !invoices|refund',
);
addPatterns('requests', 'requests !approvals|shop|refund|product', 'own');
addPatterns('requests', 'approvals !refund|invoices', 'decide');

addPatterns('settings', 'settings');
addPatterns('undelivered', 'undelivered');
addPatterns('history', 'history');
addPatterns('team', 'teamspend');

addPatterns(
  'purchases',
  'purchases; list purchases; purchases of|from|for product; who buy|bought product !sees|show|others|own|leave',
);
addPatterns('purchases', 'expiring; purchases end|expiring; purchases|expiring thismonth; expiring number', 'expiring');
addPatterns(
  'purchases',
  'purchases gone; purchases who gone; subscriptions who gone; subscriptions who away; gone others subscriptions',
  'left',
);
addPatterns('purchases', 'expiringmonth', 'month');
addPatterns('purchases', 'subscriptions people of|from|by !own|cancel|buy|assign|have', 'of');
addPatterns('purchases', 'what bought people !own|sees|product', 'bought');
addPatterns('totals', 'outlay; outlay show; total purchases');
addPatterns('policy', 'policy !refund|cancel|leave; policy show|what !refund|cancel|leave');

addPatterns(
  'help',
  'help; help what; get help; need help; confused !product|people|card|payment|invoice|broken|somebody; confused what|how !product|people|card; how use !product|people|licence|trial|renew|refund|card|payment|paywith|broken; explain it !product; explain use|how !product|trial|renew|refund|sees|leave|pocket; help how|explain|confused|not !product; need explain !trial|renew|refund|pocket|leave|sees|product',
  '',
);
addPatterns(
  'help',
  'pocket !card|back; pocket pay|who|company|spend; self pay|spend|price !product|trial|refund; who get invoice|invoices; who for pay|spend|paywith; who get|pay|have invoice; who paywith|payfor|card !product; company price|spend; company paywith|invoice|invoices|card; company sees pay; sees pay !what|show; company who; who pay !product; who price; who spend; does company pay; company pay|spend; pay who what; pay own does|doi; does|doi|isit pay !what|how|much|card|product|period; invoice who to|aan; who money',
  'pays',
);
addPatterns(
  'help',
  'sees !product|pay|cancel|leave; others show|sees|have !product|licence; somebody show buy|bought|invoices|invoice|payment|spend|subscriptions|licence|it; others invoices|subscriptions|bought|buy|spend show; others access; who access !product|licence; company show|sees what|buy|bought|subscriptions|invoices|it; sees invoices|get|doi; who show invoices|payment|card; sees others; sees subscriptions|licence|invoices|spend; somebody show buy|bought|subscriptions|what; sees buy|bought|have; who show what|bought|subscriptions|spend|invoices|own|buy; who sees; does sees show; sees show what|bought|subscriptions|buy|invoices',
  'sees',
);
addPatterns(
  'help',
  'leave !product|people; leave stop|who|takes|away|does|on|have|refund|cancel|subscription|licence|everything; happens stop company; leave happens|what|when|company; leave company; happens leave subscriptions; stop company; happens gone; gone company; end company',
  'leaving',
);
addPatterns(
  'help',
  'refund !product; refund cancel|stop|end|yearly|what|explain|much|cancelled|trial|buy|mistake|money; money back cancel|cancelled|get|stop; much back get|doi|have !product|licence; back get|doi cancel|cancelled|stop|end !product|subscription; money reactivate|back|get; money back; refund get|does|doi|when|how; back money get; refund cancel; refund back',
  'refunds',
);
addPatterns(
  'help',
  'renew explain; auto explain; renew|auto|renews explain|what|how|does !product; renew|renews subscriptions|subscription|everything does|how|when|what !product; itself open|stop|renew|end|renews !product; pay again !product|refund|money; does stop itself|auto|yearly !product|trial; explain end|termend !product|trial; does pay again; renew how|when|does|happens|itself|what|is !product; renews itself|auto|does|isit|how|when !product; renew auto does|itself|is|isit !product; renews !product; happens renew|renews; happens termend; happens end subscription|it; itself renews|renew|end|stop; does end itself|auto; happens end !trial|product',
  'renewal',
);
addPatterns(
  'help',
  'trial explain|open|show|many|itself|auto|renews|renew !product|want; trial free does|explain|how|what|open; trial price|pay|spend|stop|cancel !product; trial does|doi|pay|stop|yearly|card !product; trial how|what|when|happens|end|does|doi|isit|much|price|why !want; trial !product|want|start|buy|get; trial happens end; trial renew|end|pay|cancel !product',
  'trials',
);
addPatterns(
  'support',
  'support !english|dutch; broken !card|payment|product; broken problem|confused|not|help; problem !product; somebody talk|have|get; others talk; somebody talk is|doi; somebody talk is for; broken is; talk support|somebody have; support how|what|show|open; problem own|have|card|payment|invoice|buy; somebody talk; somebody help|need; talk !english|dutch; problem !product; talk support; help somebody; somebody; support talk',
);
addPatterns(
  'language',
  'language; english|dutch talk|show|want|help|get|set|change|not; english|dutch; language english|dutch; change language; set language',
);
addPatterns('current', 'current');
addPatterns('back', 'back !refund|money|much|product; previous; back step|previous; step back; go previous');
addPatterns(
  'stop',
  'stop !product|renew|subscription|trial|company; nevermind !product|cancelled|reactivate; nevermind not|need|want|it; not !product|people|licence|subscription|renew|renews|card|sees|invoice|broken|confused|refund|leave|buy|have; not want it !product|people; nolonger need|want !product|licence|subscription|people; need not !product|people|licence|subscription|renew|renews; stop nevermind; cancel !product|subscription|licence|it|renew|order',
);

/** All patterns. Their order decides between candidates of equal rank. */
export const patterns: readonly Pattern[] = all;
