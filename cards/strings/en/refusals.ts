import { pluralFor } from '../plural.ts';
import type { RefusalTexts } from '../refusal-text.ts';

const plural = pluralFor('en');
const licences = (count: number) => plural(count, 'licence', 'licences');
const are = (count: number) => plural(count, 'is', 'are');

/** What each refusal says. */
export const refusals: RefusalTexts = {
  guest: () => ({
    title: 'Guests cannot buy or change',
    text: 'Ask a colleague in this organisation to do it, or read the help.',
  }),
  left: () => ({
    title: 'You are no longer in this organisation',
    text: 'What you bought runs to the end of its term and does not renew. Ask an administrator of the organisation.',
  }),
  file: () => ({ title: 'I cannot use files', text: 'Press a button, or type what you want.' }),
  'unknown-subscription': ({ said }) => ({
    title: said ? `You have no “${said}” to change` : 'That subscription is not in your list',
    text: 'Pick one from your subscriptions.',
  }),
  'none-changeable': () => ({
    title: 'None of your subscriptions can be changed now',
    text: 'Open one to see why, and until when.',
  }),
  'unknown-order': () => ({
    title: 'There is nothing to undo',
    text: 'Open the subscription to see what is possible now.',
  }),
  'not-a-number': ({ said, max }, say) => ({
    title: `“${said}” is not a whole number`,
    text: `Enter a number from 1 to ${say.number(max)}.`,
  }),
  'out-of-range': ({ asked, max }, say) => ({
    title: `${say.number(asked)} is not possible`,
    text: `Enter a number from 1 to ${say.number(max)}.`,
  }),
  'same-number': ({ total }, say) => ({
    title: `You already have ${say.number(total)}`,
    text: 'Enter another number.',
  }),
  'already-scheduled': ({ total, at }, say) => ({
    title: `${say.number(total)} is already planned`,
    text: 'Enter another number.',
    fact: ['Starts', say.date(at)],
  }),
  'below-assigned': ({ total, assigned, renewal }, say) => ({
    title: `${say.number(total)} is too few: ${assigned} ${are(assigned)} assigned`,
    text: `Unassign ${assigned - total} first, or let it start at the renewal.`,
    fact: ['Renewal', say.date(renewal)],
  }),
  'recurring-off': ({ product, ends }, say) => ({
    title: `${product} ends and is not renewed`,
    text: 'You can remove licences once recurring billing is on again. You can add licences now.',
    fact: ['Ends', say.date(ends)],
  }),
  'credit-check': ({ product, until }, say) => ({
    title: 'A credit check is pending',
    text: `${product} can be changed once it is done.`,
    fact: ['Expected by', say.date(until)],
  }),
  trial: ({ product, ends }, say) => ({
    title: `${product} is a trial`,
    text: 'Its number of licences is fixed until the trial ends.',
    fact: ['Trial ends', say.date(ends)],
  }),
  'end-of-sale': ({ product, since }, say) => ({
    title: `${product} is no longer sold`,
    text: 'Its number of licences cannot be changed any more. What you have goes on.',
    fact: ['Since', say.date(since)],
  }),
  'not-active': ({ product, since }, say) => ({
    title: `${product} has ended`,
    text: 'An ended subscription cannot be changed. Pick another from your list.',
    fact: ['Ended', say.date(since)],
  }),
  'past-due': ({ product, card, since }, say) => ({
    title: `A payment for ${product} failed`,
    text: `It is tried again on ${card || 'your card'}. Attach a card that works to pay at once. You can change the number after that.`,
    fact: ['Unpaid since', say.date(since)],
  }),
  'no-card': ({ product }) => ({
    title: `${product} has no card`,
    text: 'Attach a card to its billing profile first, then try again.',
  }),
  declined: ({ card, gross, currency }, say) => ({
    title: 'The card was declined',
    text: `Nothing was charged. Ask your bank about ${card}, then try again.`,
    fact: ['Amount', say.money(gross, currency)],
  }),
  'unknown-product': ({ said }) => ({
    title: `I do not know the product “${said}”`,
    text: 'Look through what can be bought, or search for another word.',
  }),
  'not-sold-here': ({ product }) => ({
    title: `${product} is not sold here`,
    text: 'Microsoft does not offer it for self-service in this country or sector. Ask your administrator, or pick another product.',
  }),
  'no-longer-sold': ({ product, since }, say) => ({
    title: `${product} is no longer sold`,
    text: 'Pick another product.',
    fact: ['Since', say.date(since)],
  }),
  'not-sold-so': ({ product }) => ({
    title: `${product} is not sold with that term`,
    text: 'Pick one of the terms offered.',
  }),
  policy: ({ product, trial }) => ({
    title: `${product} cannot be bought here`,
    text: trial
      ? 'Your organisation allows only a trial without a card. Start that, or ask for a licence.'
      : 'Your organisation does not allow it. Ask a colleague for a licence, or pick another product.',
  }),
  'no-trial': ({ product }) => ({ title: `${product} has no trial`, text: 'Buy it instead, or pick another product.' }),
  'trial-used': ({ product }) => ({
    title: `You already had a trial of ${product}`,
    text: 'There is one trial for each person. Buy it instead.',
  }),
  'trial-needs-card': ({ product }) => ({
    title: `A trial of ${product} needs a card`,
    text: 'Add a card: nothing is charged while the trial lasts.',
  }),
  'trial-over': ({ product }) => ({
    title: `The trial of ${product} is over`,
    text: 'A trial cannot be started again. Buy it instead.',
  }),
  'trial-ends': ({ product, ends }, say) => ({
    title: `${product} is a trial without a card`,
    text: 'It cannot renew. Buy it before it ends, and assign the licences there.',
    fact: ['Trial ends', say.date(ends)],
  }),
  'no-profile': () => ({ title: 'There is no card to pay with', text: 'Add a card first, then this order goes on.' }),
  nobody: () => ({ title: 'No person was picked', text: 'Pick a person, or type a name.' }),
  'too-many-people': ({ count, max }, say) => ({
    title: `${say.number(count)} people are too many`,
    text: `Pick at most ${say.number(max)} at a time. Do the others after that.`,
  }),
  'too-few-licences': ({ missing, free, wanted }, say) => ({
    title: `${say.number(missing)} ${licences(missing)} short: ${say.number(free)} free, ${say.number(wanted)} needed`,
    text: 'Buy more in the same step, or pick fewer people.',
  }),
  'nobody-has-it': ({ product }) => ({
    title: `No one has ${product}`,
    text: 'There is nothing to unassign. You can assign it instead.',
  }),
  'not-enough-chosen': ({ needed, chosen }, say) => ({
    title: `${say.number(needed)} ${licences(needed)} must go, ${say.number(chosen)} picked`,
    text: `Pick at least ${say.number(needed)}.`,
  }),
  'no-reason': () => ({ title: 'No reason was picked', text: 'Pick a reason.' }),
  'feedback-too-long': ({ letters, max }, say) => ({
    title: `${say.number(letters)} characters are too many`,
    text: `Write at most ${say.number(max)}.`,
  }),
  'already-so': ({ on, product, ends }, say) =>
    on
      ? {
          title: `${product} already renews`,
          text: 'There is nothing to do.',
          fact: ['Renews', say.date(ends)],
        }
      : {
          title: `${product} already ends`,
          text: 'It is not renewed. Turn renewal on to keep it.',
          fact: ['Ends', say.date(ends)],
        },
  'not-ended': ({ product }) => ({
    title: `${product} has not ended`,
    text: 'There is nothing to reactivate. Open it to change it.',
  }),
  unanswered: () => ({ title: 'The billing system did not answer', text: 'Trying again is safe: it happens once.' }),
  'undo-too-late': ({ until }, say) => ({
    title: 'Too late to undo',
    text: 'Open the subscription to see what is possible now.',
    fact: ['Was possible until', say.moment(until)],
  }),
  'changed-since': ({ product, total }, say) => ({
    title: `${product} was changed since`,
    text: `It has ${say.number(total)} ${licences(total)} now. Choose Change licences for another number.`,
  }),
  'not-a-date': ({ said }) => ({
    title: said ? `“${said}” is not a date` : 'A date is missing',
    text: 'Enter both dates, such as 1 October 2026.',
  }),
  'future-date': ({ at }, say) => ({
    title: `${say.date(at)} is still to come`,
    text: 'Enter today or an earlier date.',
  }),
  'reversed-dates': ({ from, to }, say) => ({
    title: `${say.date(from)} is after ${say.date(to)}`,
    text: 'Enter the earlier date first.',
  }),
  'long-period': ({ years }) => ({ title: `That is more than ${years} years`, text: 'Enter a shorter period.' }),
  'unknown-invoice': ({ said }) => ({ title: `You have no invoice “${said}”`, text: 'Pick one from your invoices.' }),
  'no-invoices': () => ({
    title: 'You have no invoices yet',
    text: 'An invoice appears here when something is charged.',
  }),
  'other-content': () => ({ title: 'This card was already used', text: 'Start again with Change licences.' }),
  changed: () => ({ title: 'Something changed meanwhile', text: 'Review it again.' }),
  elsewhere: () => ({
    title: 'That is only possible on Microsoft’s own page',
    text: 'Open it from here. What you do there shows here at once.',
  }),
  service: ({ said, request }) => ({
    title: 'Microsoft 365 did not carry this out',
    text: said ? `It says: “${said}” Nothing was changed.` : 'Nothing was changed. Try again later.',
    ...(request && { fact: ['Microsoft’s reference', request] }),
  }),
  locked: () => ({
    title: 'Another change is in progress',
    text: 'Nothing was changed from here. Look again in a few minutes.',
  }),
  'service-busy': () => ({ title: 'Microsoft 365 is busy', text: 'Nothing was changed. Try again in a few minutes.' }),
  'under-way': ({ order }) => ({
    title: 'The billing system has not answered yet',
    text: 'Your order is still being processed. It is carried out once, or not at all. Look again in a minute.',
    fact: ['Order', order],
  }),
  'not-administrator': () => ({
    title: 'Only administrators see what others bought',
    text: 'You can see and change what you bought yourself.',
  }),
  'read-only': ({ said }) => ({
    title: said ? `“${said}” is not yours to change` : 'That is not yours to change',
    text: 'Only the purchaser can change it. You can take a subscription over in the admin centre.',
  }),
  'unknown-purchase': () => ({
    title: 'I cannot find that purchase',
    text: 'It may have ended. Look for it in all purchases.',
  }),
  'nobody-decides': ({ product }) => ({
    title: `There is no one to decide about ${product}`,
    text: 'No teammate has a licence left, and the directory names no manager for you. Ask your administrator.',
  }),
  'already-asked': ({ product }) => ({
    title: `You already asked for ${product}`,
    text: 'That request is still open. Wait for the answer, or withdraw it first.',
  }),
  'too-many-requests': ({ max }, say) => ({
    title: `You asked ${say.number(max)} times in 24 hours`,
    text: 'The people who decide are told about each request. Wait for the answers, and ask again tomorrow.',
  }),
  'not-members': ({ names }) => ({
    title: `Not in your organisation: ${names.join(', ')}`,
    text: 'A licence can be asked for members of your own organisation only.',
  }),
  'no-why': () => ({ title: 'The reason is missing', text: 'Write why it is needed, for the person who decides.' }),
  'why-too-long': ({ letters, max }, say) => ({
    title: `${say.number(letters)} characters are too many`,
    text: `Shorten it to ${say.number(max)}.`,
  }),
  'needs-approval': ({ manager, product }) => ({
    title: `${manager} has to approve this first`,
    text: `Nothing was bought. Review ${product} again, then ask for approval.`,
  }),
  'unknown-request': () => ({
    title: 'That request is not yours',
    text: 'See your own requests, or those you can decide.',
  }),
  'request-decided': () => ({ title: 'The request was decided meanwhile', text: 'Look at the request to see how.' }),
  'unknown-card': () => ({ title: 'That card is not among yours', text: 'Pick one from your payment methods.' }),
  'unknown-profile': () => ({
    title: 'That billing profile is not yours',
    text: 'Pick one from your billing profiles.',
  }),
  'card-attached': ({ card, profile }) => ({
    title: `${card} is attached to ${profile}`,
    text: 'Attach another card there, or detach this one. Then you can delete it.',
  }),
  'card-expired': ({ card, at }, say) => ({
    title: `${card} has expired`,
    text: 'Use another card, or edit its date.',
    fact: ['Until', say.date(at)],
  }),
  'already-attached': ({ card, profile }) => ({
    title: `${card} already pays for ${profile}`,
    text: 'Pick another card.',
  }),
  'nothing-attached': ({ profile }) => ({ title: `${profile} has no card`, text: 'Attach a card first.' }),
  'card-country': ({ country }) => ({
    title: 'That card is from another country',
    text: 'A card must be from the country of your organisation.',
    fact: ['Country', country],
  }),
  'code-needed': ({ digits }) => ({
    title: 'The security code is needed',
    text: `Enter the ${digits} digits on the card to save it.`,
  }),
  'too-many-cards': ({ max }, say) => ({
    title: `You already have ${say.number(max)} cards`,
    text: 'Delete one that you do not use, then add another.',
  }),
  'card-declined': () => ({
    title: 'The card was declined',
    text: 'Nothing was saved. Ask your bank, or use another card.',
  }),
  'card-company-silent': () => ({
    title: 'The card company does not answer',
    text: 'Nothing was saved or charged. Try again in a few minutes.',
  }),
};
