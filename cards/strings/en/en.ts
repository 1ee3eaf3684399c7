import type { BillingPlan } from '../../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import type { Formats } from '../../kit/formats.ts';
import { historyEn } from './activity-history.ts';
import { administrationEn } from './administration.ts';
import { help } from './help.ts';
import { invoicesEn } from './invoices.ts';
import { requestsEn } from './licence-requests.ts';
import { toldEn } from './notifications.ts';
import { orders } from './orders.ts';
import { payment } from './payments.ts';
import { signIn } from './sign-in.ts';
import { statementsEn } from './statements.ts';

const rules = new Intl.PluralRules('en');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);
const licences = (count: number) => counted(count, 'licence', 'licences');
const are = (count: number) => counted(count, 'is', 'are');

/** What a refusal says: the finding, the way out, and perhaps one fact. */
export interface RefusalText {
  readonly title: string;
  readonly way: string;
  readonly fact?: readonly [label: string, value: string];
}

export const en = {
  ...orders,
  invoices: invoicesEn,
  told: toldEn,
  statements: statementsEn,
  administration: administrationEn,
  history: historyEn,
  requests: requestsEn,
  buttons: {
    ...orders.buttons,
    home: 'Home',
    subscriptions: 'My subscriptions',
    change: 'Change licences',
    help: 'Help',
    back: 'Back',
    stop: 'Stop',
    review: 'Review',
    other: 'Other number',
    undo: 'Undo',
    next: (count: number) => `Next ${count}`,
    previous: 'Previous',
    keep: (total: string) => `Keep ${total}`,
    atRenewal: (total: string) => `${total} at renewal`,
    pay: (amount: string) => `Pay ${amount}`,
    add: (count: string) => `Add ${count}`,
    remove: (count: string) => `Remove ${count}`,
    split: (now: string, later: string) => `${now} now, ${later} later`,
    current: 'Back to the card',
    english: 'English',
    dutch: 'Nederlands',
    open: 'Show subscription',
  },
  welcome: {
    eyebrow: 'Purchase Desk',
    title: (name: string) => `Welcome, ${name}`,
    sentence: 'Manage the Microsoft 365 subscriptions you bought yourself: licences, who has them, and what they cost.',
    hint: 'Press a button, or type what you want.',
    example: (product: string) => `Press a button, or type what you want: “5 more ${product}”.`,
  },
  home: {
    attention: (count: number) => `${count} ${counted(count, 'thing', 'things')} to look at`,
    attentionFirst: (count: number) => `${count} things to look at first`,
    calm: 'Nothing needs your attention',
    none: 'You have not bought anything yet',
    noneWay: 'Subscriptions that you buy yourself appear here.',
    hours: (count: number) => counted(count, 'hour', 'hours'),
    days: (count: number) => counted(count, 'day', 'days'),
    unusedUnit: 'unused',
    overUnit: 'too many',
    unpaidUnit: 'unpaid',
    undo: (count: string, product: string) => `Undo ${count} × ${product}`,
    until: (moment: string) => `Until ${moment}`,
    renews: (product: string) => `${product} renews`,
    converts: (product: string) => `${product} trial becomes paid`,
    ends: (product: string) => `${product} ends`,
    endsDetail: (date: string) => `Not renewed · ${date}`,
    usedOf: (used: string, owned: string) => `${used} of ${owned} licences used`,
    over: (date: string) => `Resolve by ${date}`,
    pastDue: (since: string) => `Payment failed ${since}`,
    cardExpires: (card: string) => `${card} expires`,
    cardExpired: (card: string) => `${card} has expired`,
    cardFor: (product: string) => `Pays for ${product}`,
  },
  list: {
    eyebrow: 'My subscriptions',
    month: (amount: string) => `${amount} a month`,
    year: (amount: string) => `${amount} a year`,
    alsoYear: (year: string, rest: string) => `and ${year} a year · ${rest}`,
    caption: (count: number) => `${count} ${counted(count, 'subscription', 'subscriptions')} · excl. tax`,
    page: (from: number, to: number, count: number) => `${from} to ${to} of ${count} · excl. tax`,
    used: (used: string, owned: string) => `${used} of ${owned} used`,
    summary: (count: number, total: string) => `${count} ${counted(count, 'subscription', 'subscriptions')}, ${total}.`,
  },
  period: { month: 'a month', year: 'a year', trial: 'trial', ended: 'ended' },
  state: {
    active: 'Active',
    ends: 'Ends',
    trial: 'Trial',
    over: (count: string) => `${count} too many`,
    pastDue: 'Unpaid',
    creditCheck: 'Credit check',
    expired: 'Expired',
    disabled: 'Disabled',
    deleted: 'Deleted',
  },
  next: {
    renews: (date: string) => `renews ${date}`,
    ends: (date: string) => `${date}, not renewed`,
    trialEnds: (date: string) => `ends ${date}`,
    trialConverts: (date: string) => `paid from ${date}`,
    resolve: (date: string) => `resolve by ${date}`,
    retry: (date: string) => `next try ${date}`,
    creditCheck: (date: string) => `until ${date}`,
    access: (date: string) => `access until ${date}`,
    dataUntil: (date: string) => `data until ${date}`,
  },
  detail: {
    count: (used: string, owned: string) => `${used} of ${owned}`,
    caption: 'licences used',
    price: 'Price',
    renews: 'Renews',
    ends: 'Ends',
    trialEnds: 'Trial ends',
    paidFrom: 'Paid from',
    term: 'Term',
    paidWith: 'Paid with',
    recurring: 'Recurring billing',
    on: 'On',
    off: 'Off',
    scheduled: 'From the renewal on',
    removable: 'Removable with refund',
    resolveBy: 'Resolve by',
    creditCheck: 'Credit check until',
    pastDue: 'Unpaid since',
    retry: 'Next try',
    ended: 'Ended',
    accessUntil: 'Access until',
    dataUntil: 'Data kept until',
    summary: (product: string, used: string, owned: string) => `${product}: ${used} of ${owned} licences used.`,
  },
  plan: {
    monthly: 'Monthly',
    annual: 'Annual',
    'annual-monthly': 'Annual, paid monthly',
    trial: 'Trial',
  } satisfies Record<BillingPlan | 'trial', string>,
  licences: (total: string, count: number) => `${total} ${licences(count)}`,
  perLicence: { month: 'per licence per month', year: 'per licence per year' },
  chooseTitle: 'Which subscription?',
  chooseTitleFor: (said: string) => `Which ${said}?`,
  form: {
    eyebrow: 'Change licences',
    caption: (licencesText: string, assigned: string) => `${licencesText}, ${assigned} assigned`,
    label: 'New total',
    hint: (price: string, period: string, example: string) => `${price} ${period} · 5 more: ${example}`,
    range: (max: string) => `A whole number from 1 to ${max}`,
    summary: (product: string) => `${product}: enter the new total.`,
    notANumber: (said: string, max: string) => `“${said}” is not a whole number. Enter a number from 1 to ${max}.`,
    outOfRange: (asked: string, max: string) => `${asked} is not possible. Enter a number from 1 to ${max}.`,
    zero: (max: string) => `With 0 nothing is left. Enter a number from 1 to ${max}.`,
    same: (total: string) => `You already have ${total}. Enter another number.`,
    alreadyScheduled: (total: string, date: string) => `${total} already starts on ${date}. Enter another number.`,
    belowAssigned: (total: string, assigned: number) =>
      `${assigned} ${are(assigned)} assigned. Enter ${assigned} or more, or set ${total} at the renewal.`,
    belowAssignedNoRenewal: (assigned: number) => `${assigned} ${are(assigned)} assigned. Enter ${assigned} or more.`,
    file: 'A file is not needed here. Enter the new total.',
  },
  review: {
    eyebrow: 'Review · nothing changed yet',
    changedEyebrow: 'Changed meanwhile · nothing done yet',
    change: (from: string, to: string, count: number) => `${from} → ${to} ${licences(count)}`,
    changeSplit: (from: string, now: string, later: string, date: string) =>
      `${from} → ${now} now, ${later} from ${date}`,
    changeLater: (from: string, later: string, date: string) => `${from} → ${later} from ${date}`,
    changeKeep: (total: string, count: number) => `${total} ${licences(count)} stay`,
    charged: (card: string) => `charged today to ${card}`,
    estimates: 'estimates',
    estimate: 'Amounts are estimates: Microsoft computes what is charged.',
    chargedThen: (card: string, who: string) => `charged to ${card} once ${who} approves`,
    refunded: (card: string) => `refunded to ${card}`,
    nothing: 'to pay today',
    unclear: 'I can’t use that here. Press a button, or type another total.',
    line: (quantity: string, count: number, days: string, of: string) =>
      `${quantity} ${licences(count)}, ${days} of ${of} days`,
    tax: (percent: string) => `Tax ${percent}`,
    today: 'Today',
    refund: 'Refund',
    month: (date: string) => `Per month from ${date}, incl. tax`,
    year: (date: string) => `Per year from ${date}, incl. tax`,
    ends: 'Ends, not renewed',
    undoUntil: 'Undo until',
    undo: 'Undo',
    anyTime: 'by adding them again',
    never: 'not possible',
    withdrawn: (total: string) => `Planned total ${total}`,
    withdrawnValue: 'withdrawn',
    outside: (count: string, of: number, days: number) =>
      `${count} ${licences(of)} past the ${days}-day window ${counted(of, 'goes', 'go')} at the renewal.`,
    over: (count: number) => `Without a licence unless resolved in ${count} days`,
    overCount: (count: number) => `${count} too many at the renewal`,
    changed: {
      version: 'Subscription',
      versionValue: 'changed meanwhile',
      licences: 'Licences',
      now: 'Licences today',
      later: 'At the renewal',
      price: 'Price of a licence',
      today: 'Today, incl. tax',
      next: 'Next payment',
      renewal: 'Renewal',
      renewalAt: 'Renewal date',
      over: 'Too many at the renewal',
    },
    summary: (product: string, change: string, amount: string) => `${product}, ${change}: ${amount} today.`,
  },
  receipt: {
    done: 'Done',
    unassigned: (count: string) => `${count} not assigned yet`,
    allAssigned: 'all assigned',
    later: (later: string, date: string) => `${later} from ${date}`,
    charged: 'Charged',
    refunded: 'Refunded',
    order: 'Order',
    undoUntil: 'Undo until',
    summary: (product: string, licencesText: string, order: string) =>
      `Done: ${product} has ${licencesText}. Order ${order}.`,
    scheduled: (product: string, later: string, date: string) => `Done: ${product} goes to ${later} on ${date}.`,
  },
  progress: {
    eyebrow: 'In progress',
    title: 'This takes a moment longer',
    way: 'The result comes here by itself. There is no need to press again: nothing is done twice.',
  },
  refused: { eyebrow: 'Not possible · nothing changed' },
  refusal: (refusal: Refusal, say: Formats): RefusalText => {
    switch (refusal.kind) {
      case 'guest':
        return {
          title: 'Guests cannot buy or change',
          way: 'Ask a colleague in this organisation to do it, or read the help.',
        };
      case 'left':
        return {
          title: 'You are no longer in this organisation',
          way: 'What you bought runs to the end of its term and does not renew. Ask an administrator of the organisation.',
        };
      case 'not-administrator':
      case 'read-only':
      case 'unknown-purchase':
        return administrationEn.refusal(refusal);
      case 'nobody-decides':
      case 'already-asked':
      case 'too-many-requests':
      case 'not-members':
      case 'no-why':
      case 'why-too-long':
      case 'needs-approval':
      case 'unknown-request':
      case 'request-decided':
        return requestsEn.refusal(refusal, say);
      case 'file':
        return { title: 'I cannot use files', way: 'Press a button, or type what you want.' };
      case 'unknown-subscription':
        return {
          title: refusal.said ? `You have no “${refusal.said}” to change` : 'That subscription is not in your list',
          way: 'Pick one from your subscriptions.',
        };
      case 'none-changeable':
        return {
          title: 'None of your subscriptions can be changed now',
          way: 'Open one to see why, and until when.',
        };
      case 'unknown-order':
        return { title: 'There is nothing to undo', way: 'Open the subscription to see what is possible now.' };
      case 'not-a-number':
        return {
          title: `“${refusal.said}” is not a whole number`,
          way: `Enter a number from 1 to ${say.number(refusal.max)}.`,
        };
      case 'out-of-range':
        return {
          title: `${say.number(refusal.asked)} is not possible`,
          way: `Enter a number from 1 to ${say.number(refusal.max)}.`,
        };
      case 'same-number':
        return { title: `You already have ${say.number(refusal.total)}`, way: 'Enter another number.' };
      case 'already-scheduled':
        return {
          title: `${say.number(refusal.total)} is already planned`,
          way: 'Enter another number.',
          fact: ['Starts', say.date(refusal.at)],
        };
      case 'below-assigned':
        return {
          title: `${say.number(refusal.total)} is too few: ${refusal.assigned} ${are(refusal.assigned)} assigned`,
          way: `Unassign ${refusal.assigned - refusal.total} first, or let it start at the renewal.`,
          fact: ['Renewal', say.date(refusal.renewal)],
        };
      case 'recurring-off':
        return {
          title: `${refusal.product} ends and is not renewed`,
          way: 'You can remove licences once recurring billing is on again. You can add licences now.',
          fact: ['Ends', say.date(refusal.ends)],
        };
      case 'credit-check':
        return {
          title: 'A credit check is pending',
          way: `${refusal.product} can be changed once it is done.`,
          fact: ['Expected by', say.date(refusal.until)],
        };
      case 'trial':
        return {
          title: `${refusal.product} is a trial`,
          way: 'Its number of licences is fixed until the trial ends.',
          fact: ['Trial ends', say.date(refusal.ends)],
        };
      case 'end-of-sale':
        return {
          title: `${refusal.product} is no longer sold`,
          way: 'Its number of licences cannot be changed any more. What you have goes on.',
          fact: ['Since', say.date(refusal.since)],
        };
      case 'not-active':
        return {
          title: `${refusal.product} has ended`,
          way: 'An ended subscription cannot be changed. Pick another from your list.',
          fact: ['Ended', say.date(refusal.since)],
        };
      case 'past-due':
        return {
          title: `A payment for ${refusal.product} failed`,
          way: `It is tried again on ${refusal.card || 'your card'}. Attach a card that works to pay at once. You can change the number after that.`,
          fact: ['Unpaid since', say.date(refusal.since)],
        };
      case 'no-card':
        return {
          title: `${refusal.product} has no card`,
          way: 'Attach a card to its billing profile first, then try again.',
        };
      case 'declined':
        return {
          title: 'The card was declined',
          way: `Nothing was charged. Ask your bank about ${refusal.card}, then try again.`,
          fact: ['Amount', say.money(refusal.gross, refusal.currency)],
        };
      case 'unknown-product':
        return {
          title: `I do not know the product “${refusal.said}”`,
          way: 'Look through what can be bought, or search for another word.',
        };
      case 'not-sold-here':
        return {
          title: `${refusal.product} is not sold here`,
          way: 'Microsoft does not offer it for self-service in this country or sector. Ask your administrator, or pick another product.',
        };
      case 'no-longer-sold':
        return {
          title: `${refusal.product} is no longer sold`,
          way: 'Pick another product.',
          fact: ['Since', say.date(refusal.since)],
        };
      case 'not-sold-so':
        return { title: `${refusal.product} is not sold with that term`, way: 'Pick one of the terms offered.' };
      case 'policy':
        return {
          title: `${refusal.product} cannot be bought here`,
          way: refusal.trial
            ? 'Your organisation allows only a trial without a card. Start that, or ask for a licence.'
            : 'Your organisation does not allow it. Ask a colleague for a licence, or pick another product.',
        };
      case 'no-trial':
        return { title: `${refusal.product} has no trial`, way: 'Buy it instead, or pick another product.' };
      case 'trial-used':
        return {
          title: `You already had a trial of ${refusal.product}`,
          way: 'There is one trial for each person. Buy it instead.',
        };
      case 'trial-needs-card':
        return {
          title: `A trial of ${refusal.product} needs a card`,
          way: 'Add a card: nothing is charged while the trial lasts.',
        };
      case 'trial-over':
        return {
          title: `The trial of ${refusal.product} is over`,
          way: 'A trial cannot be started again. Buy it instead.',
        };
      case 'trial-ends':
        return {
          title: `${refusal.product} is a trial without a card`,
          way: 'It cannot renew. Buy it before it ends, and assign the licences there.',
          fact: ['Trial ends', say.date(refusal.ends)],
        };
      case 'no-profile':
        return { title: 'There is no card to pay with', way: 'Add a card first, then this order goes on.' };
      case 'nobody':
        return { title: 'No person was picked', way: 'Pick a person, or type a name.' };
      case 'too-many-people':
        return {
          title: `${say.number(refusal.count)} people are too many`,
          way: `Pick at most ${say.number(refusal.max)} at a time. Do the others after that.`,
        };
      case 'too-few-licences':
        return {
          title: `${say.number(refusal.missing)} ${licences(refusal.missing)} short: ${say.number(refusal.free)} free, ${say.number(refusal.wanted)} needed`,
          way: 'Buy more in the same step, or pick fewer people.',
        };
      case 'nobody-has-it':
        return {
          title: `No one has ${refusal.product}`,
          way: 'There is nothing to unassign. You can assign it instead.',
        };
      case 'not-enough-chosen':
        return {
          title: `${say.number(refusal.needed)} ${licences(refusal.needed)} must go, ${say.number(refusal.chosen)} picked`,
          way: `Pick at least ${say.number(refusal.needed)}.`,
        };
      case 'no-reason':
        return { title: 'No reason was picked', way: 'Pick a reason.' };
      case 'feedback-too-long':
        return {
          title: `${say.number(refusal.letters)} characters are too many`,
          way: `Write at most ${say.number(refusal.max)}.`,
        };
      case 'already-so':
        return refusal.on
          ? {
              title: `${refusal.product} already renews`,
              way: 'There is nothing to do.',
              fact: ['Renews', say.date(refusal.ends)],
            }
          : {
              title: `${refusal.product} already ends`,
              way: 'It is not renewed. Turn renewal on to keep it.',
              fact: ['Ends', say.date(refusal.ends)],
            };
      case 'not-ended':
        return {
          title: `${refusal.product} has not ended`,
          way: 'There is nothing to reactivate. Open it to change it.',
        };
      case 'unanswered':
        return { title: 'The billing system did not answer', way: 'Trying again is safe: it happens once.' };
      case 'undo-too-late':
        return {
          title: 'Too late to undo',
          way: 'Open the subscription to see what is possible now.',
          fact: ['Was possible until', say.moment(refusal.until)],
        };
      case 'changed-since':
        return {
          title: `${refusal.product} was changed since`,
          way: `It has ${say.number(refusal.total)} ${licences(refusal.total)} now. Choose Change licences for another number.`,
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
          title: refusal.said ? `“${refusal.said}” is not a date` : 'A date is missing',
          way: 'Enter both dates, such as 1 October 2026.',
        };
      case 'future-date':
        return { title: `${say.date(refusal.at)} is still to come`, way: 'Enter today or an earlier date.' };
      case 'reversed-dates':
        return {
          title: `${say.date(refusal.from)} is after ${say.date(refusal.to)}`,
          way: 'Enter the earlier date first.',
        };
      case 'long-period':
        return { title: `That is more than ${refusal.years} years`, way: 'Enter a shorter period.' };
      case 'unknown-invoice':
        return { title: `You have no invoice “${refusal.said}”`, way: 'Pick one from your invoices.' };
      case 'no-invoices':
        return { title: 'You have no invoices yet', way: 'An invoice appears here when something is charged.' };
      case 'other-content':
        return { title: 'This card was already used', way: 'Start again with Change licences.' };
      case 'changed':
        return { title: 'Something changed meanwhile', way: 'Review it again.' };
      case 'elsewhere':
        return {
          title: 'That is only possible on Microsoft’s own page',
          way: 'Open it from here. What you do there shows here at once.',
        };
      case 'service':
        return {
          title: 'Microsoft 365 did not carry this out',
          way: refusal.said
            ? `It says: “${refusal.said}” Nothing was changed.`
            : 'Nothing was changed. Try again later.',
          ...(refusal.request && { fact: ['Microsoft’s reference', refusal.request] }),
        };
      case 'locked':
        return {
          title: 'Another change is in progress',
          way: 'Nothing was changed from here. Look again in a few minutes.',
        };
      case 'service-busy':
        return { title: 'Microsoft 365 is busy', way: 'Nothing was changed. Try again in a few minutes.' };
      case 'under-way':
        return {
          title: 'The billing system has not answered yet',
          way: 'Your order is still being processed. It is carried out once, or not at all. Look again in a minute.',
          fact: ['Order', refusal.order],
        };
    }
  },
  payment,
  group: {
    answered: 'I answered you in private',
    answeredWay: 'What you bought is private.',
    title: 'Let us talk in private',
    way: 'Open a chat with me alone: what you bought is private.',
  },
  problem: {
    eyebrow: 'That did not work',
    title: 'Nothing was changed',
    sentence: 'Trying again is safe: you will not order twice.',
    reference: 'Reference',
    summary: (reference: string) => `That did not work. Nothing was changed. Reference ${reference}.`,
  },
  tooMuch: {
    eyebrow: 'Slow down',
    title: 'That is more than I can follow',
    way: 'What you just sent or pressed was not carried out. Wait a minute, then do it again.',
  },
  unreachable: {
    title: 'Not possible at the moment',
    sentence:
      'Your data cannot be reached right now. Try again in a minute: what you ask is done once, however often you press.',
    summary: (reference: string) => `Not possible at the moment. Try again in a minute. Reference ${reference}.`,
  },
  provider: {
    title: 'Microsoft 365 did not answer as it should',
    sentence:
      'Trying again in a minute is safe: what you ask is done once. If it keeps happening, send your administrator both references.',
    reference: 'Microsoft’s reference',
    summary: (reference: string) =>
      `Microsoft 365 did not answer as it should. Try again in a minute. Reference ${reference}.`,
  },
  stale: {
    eyebrow: 'No longer current · nothing changed',
    title: 'This card was replaced',
    way: 'What you were doing is on a newer card.',
    ended: 'There is nothing more to do on this card.',
  },
  stopped: { eyebrow: 'Stopped · nothing changed' },
  unknown: {
    eyebrow: 'Nothing changed',
    title: 'I did not understand that',
    way: 'Press a button, or type for example “set Power BI Pro to 12”.',
    long: 'That is more text than I can read',
  },
  help,
  signIn,
  language: {
    eyebrow: 'Language',
    title: 'I speak English now',
    choose: 'Which language?',
    caption: 'It stays until you change it.',
  },
  be: {
    eyebrow: 'Sandbox',
    title: 'Who are you today?',
    caption: 'A made-up organisation to try things out in. Pick a person, or type “be” and a name.',
    now: (name: string) => `You are ${name}`,
    unknown: (said: string) => `No one here is called “${said}”`,
    several: (said: string) => `Several people match “${said}”`,
    notHere: 'You cannot act as another person here',
    notHereWay: 'That is for trying things out without signing in.',
    teamsOnly: 'Please open me in Microsoft Teams',
    teamsOnlyWay: 'Only there can I know who you are.',
    roles: {
      many: 'many subscriptions',
      none: 'nothing bought yet',
      'old-invoices': 'only old invoices',
      manager: 'a manager',
      administrator: 'an administrator',
      guest: 'a guest',
      left: 'left the organisation',
    } as Readonly<Record<string, string>>,
  },
};

export type Strings = typeof en;
