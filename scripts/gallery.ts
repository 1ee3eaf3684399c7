/** User actions: `say:…` types, `press:…` presses, `tick:…`, `write:…` and `fill:…` fill in; `move:…` moves time, `waitForText:…` waits. */
type Steps = readonly string[];

/** A card of the gallery, and the actions that show it, in each language. */
export interface Shot {
  readonly name: string;
  readonly en: Steps;
  readonly nl: Steps;
  /** A web page to take instead of the newest card, as a user with a role. */
  readonly page?: { readonly path: string; readonly as: string; readonly width: number; readonly height: number };
}

export const shot = (name: string, en: string | Steps, nl: string | Steps = en): Shot => ({
  name,
  en: [en].flat(),
  nl: [nl].flat(),
});

/** Every kind of card, in the order in which one conversation shows them. */
export const gallery: Readonly<Record<string, readonly Shot[]>> = {
  'Viewing and changing subscriptions': [
    shot('home', 'say:home', 'say:start'),
    shot('list', 'say:my subscriptions', 'say:mijn abonnementen'),
    shot('detail', 'press:Planner Plan 1'),
    shot('choose', 'say:5 more Visio', 'say:5 Visio erbij'),
    shot('form', 'say:change Power BI Pro', 'say:wijzig Power BI Pro'),
    shot('form-refused', 'say:12'),
    shot('review', 'say:25'),
    shot('receipt', 'press:Pay', 'press:betalen'),
    shot('review-refund', 'press:Undo', 'press:Terugdraaien'),
    shot('review-split', 'say:set Power BI Pro to 18', 'say:zet Power BI Pro op 18'),
    shot('superseded', ['press:Other number', 'press:20 now'], ['press:Ander aantal', 'press:Nu 20']),
    shot(
      'review-over',
      ['say:set Power BI Pro to 12', 'press:12 at renewal'],
      ['say:zet Power BI Pro op 12', 'press:12 bij verlenging'],
    ),
    shot(
      'reduce',
      ['press:Other number', 'say:12', 'press:Unassign 5'],
      ['press:Ander aantal', 'say:12', 'press:5 intrekken'],
    ),
    shot('review-reduce', 'press:Review', 'press:Controleren'),
    shot('receipt-reduce', 'press:Unassign 5', 'press:5 intrekken'),
    shot('refusal', 'say:set F3 to 40', 'say:zet F3 op 40'),
  ],
  Buying: [
    shot('catalogue', 'say:what can I buy', 'say:wat kan ik kopen'),
    shot('catalogue-found', ['write:visio', 'press:Find'], ['write:visio', 'press:Zoeken']),
    shot('buy', 'press:Visio Plan 1'),
    shot('review-trial', 'press:Free trial', 'press:Gratis proefversie'),
    shot('review-buy', ['press:Back', 'fill:3', 'press:Review'], ['press:Terug', 'fill:3', 'press:Controleren']),
    shot('receipt-buy', 'press:Pay', 'press:betalen'),
  ],
  'Assigning and unassigning': [
    shot('assign', 'press:Assign 3', 'press:3 toewijzen'),
    shot(
      'assign-ambiguous',
      ['write:Jan de Boer; Milan Jansen; nobody', 'press:Find'],
      ['write:Jan de Boer; Milan Jansen; niemand', 'press:Zoeken'],
    ),
    shot('review-assign', ['tick:Jan de Boer', 'press:Review'], ['tick:Jan de Boer', 'press:Controleren']),
    shot('outcome', 'press:Assign 2', 'press:2 toewijzen'),
    shot(
      'assign-too-few',
      ['press:Assign more', 'write:Yara; Thijs; Ngozi', 'press:Review'],
      ['press:Meer toewijzen', 'write:Yara; Thijs; Ngozi', 'press:Controleren'],
    ),
    shot('review-assign-buy', 'press:Buy 2 more', 'press:2 bijkopen'),
    shot('unassign', 'say:unassign Planner', 'say:licentie Planner intrekken'),
  ],
  Cancelling: [
    shot('cancel', 'say:cancel Planner', 'say:zeg Planner op'),
    shot('review-end', ['tick:It costs too much', 'press:Review'], ['tick:Het is te duur', 'press:Controleren']),
    shot('receipt-end', 'press:Stop renewing', 'press:Niet verlengen'),
    shot('review-renew', 'press:Undo', 'press:Terugdraaien'),
    shot(
      'review-cancel',
      ['press:Stop', 'say:cancel Visio Plan 1', 'tick:I bought it', 'press:Review'],
      ['press:Stoppen', 'say:zeg Visio Plan 1 op', 'tick:Ik heb het', 'press:Controleren'],
    ),
    shot('receipt-cancel', 'press:Cancel now', 'press:Nu opzeggen'),
  ],
  'Invoices and spending': [
    shot('invoices', 'say:my invoices', 'say:mijn facturen'),
    shot('invoice', 'say:last invoice', 'say:laatste factuur'),
    shot(
      'period',
      ['say:invoices from March to May', 'press:Other period'],
      ['say:facturen van maart tot en met mei', 'press:Andere periode'],
    ),
    shot('spending', 'say:what did I spend', 'say:wat heb ik uitgegeven'),
  ],
  'Payment methods': [
    shot('payment', 'say:payment methods', 'say:betaalmethoden'),
    shot('profile', 'press:Insight team'),
    shot('review-detach', 'press:Detach', 'press:Ontkoppelen'),
    shot('card', ['say:payment methods', 'press:American'], ['say:betaalmethoden', 'press:American']),
    shot('card-number', 'say:4242 4242 4242 4242'),
  ],
  'Licence requests': [
    shot(
      'ask',
      ['say:be Thijs van der Meulen', 'say:ask for a Power BI licence'],
      ['say:wees Thijs van der Meulen', 'say:vraag een licentie aan voor Power BI'],
    ),
    shot(
      'review-ask',
      ['tick:Zoë', 'write:For the quarterly report', 'press:Review'],
      ['tick:Zoë', 'write:Voor de kwartaalrapportage', 'press:Controleren'],
    ),
    // The decider is notified, too: in one chat that notification comes last.
    shot(
      'request',
      ['press:Ask for 2', 'say:my requests', 'press:Power BI Pro'],
      ['press:2 aanvragen', 'say:mijn aanvragen', 'press:Power BI Pro'],
    ),
    shot(
      'request-to-decide',
      ['say:be Noor de Vries', 'say:requests to decide', 'press:Thijs'],
      ['say:wees Noor de Vries', 'say:te beoordelen aanvragen', 'press:Thijs'],
    ),
    shot('request-decided', 'press:Approve all 2', 'press:Alle 2 goedkeuren'),
    shot(
      'requests',
      ['say:be Thijs van der Meulen', 'say:my requests'],
      ['say:wees Thijs van der Meulen', 'say:mijn aanvragen'],
    ),
  ],
  'For administrators': [
    shot('purchases', ['say:be Femke Visser', 'say:all purchases'], ['say:wees Femke Visser', 'say:alle aankopen']),
    shot('purchase', 'press:Gareth Llewellyn'),
    shot(
      'purchase-left',
      ['say:purchases of people who left', 'press:Hidde'],
      ['say:aankopen van mensen die weg zijn', 'press:Hidde'],
    ),
    shot('purchase-filter', ['say:all purchases', 'press:Filter'], ['say:alle aankopen', 'press:Filteren']),
    shot('totals', 'say:total of all purchases', 'say:totaal van alle aankopen'),
    shot('policy', 'press:Policy', 'press:Beleid'),
    shot('read-only', 'say:cancel Project', 'say:zeg Project op'),
  ],
  'Notifications and history': [
    shot(
      'team-order',
      ['say:be Iris Smit', 'say:home', 'waitForText:Your team'],
      ['say:wees Iris Smit', 'say:start', 'waitForText:Uw team'],
    ),
    shot('team', 'press:Team spending', 'press:Uitgaven van het team'),
    shot('settings', 'press:Settings', 'press:Instellingen'),
    shot('reminder', ['move:week', 'waitForText:Reminder'], ['move:week', 'waitForText:Herinnering']),
    shot('history', ['say:be Noor de Vries', 'say:my history'], ['say:wees Noor de Vries', 'say:mijn geschiedenis']),
  ],
  Help: [
    shot('help', ['say:be Noor de Vries', 'say:help'], ['say:wees Noor de Vries', 'say:help']),
    shot('questions', 'press:Questions', 'press:Vragen'),
    shot('answer', 'press:Do I get a refund?', 'press:Krijg ik een terugbetaling?'),
    shot('support', 'press:Support', 'press:Ondersteuning'),
    shot('unsure', ['say:stop', 'say:did I buy 5 more Visio 2'], ['say:stop', 'say:misschien 5 visio 2 erbij']),
    shot('unknown', 'say:the weather is nice', 'say:mooi weer vandaag'),
    shot('language', 'say:language', 'say:taal'),
    shot('who', 'say:be', 'say:wees'),
  ],
};
