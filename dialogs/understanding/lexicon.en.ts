/** What English words stand for: phrases separated by commas, in plain letters. What stands for nothing is `filler`. */
export const english: Readonly<Record<string, string>> = {
  filler:
    'let me, first, oops, whoops, sorry, rather, afterwards, instead of that, basis, a, an, the, my, our, your, their, his, her, hers, its, me, myself, i, id, ill, im, ive, you, u, us, we, weve, wed, were, they, theyve, am, was, be, been, being, can, could, would, should, shall, may, might, please, pls, plz, kindly, just, now, then, there, so, so far, far, here, also, too, really, actually, maybe, perhaps, some, any, all, every, each, both, other, few, a few, couple, these, those, which, such, as, than, into, onto, out, about, around, exactly, currently, at the moment, right now, immediately, asap, as soon as possible, today, anyway, only, ok, okay, well, oh, um, hmm, x, per user, a bit, quick, quickly, kind of, one of, of them, for me, for us, for now, moment, again please, please could, be able to, able, going to, gonna, wanna, lets, let us, go ahead, ahead, and, or, possible, is it possible, were you able, do, did, done, having, team, our team, department, project team, colleague, colleagues, user named, person, purpose, time, soon, still, yet, already, if, that i, who i, whatever, anything, something, work, mr, mrs, ms, dr, kindly please, bot, today please, this instant, straight away, right away, at once, effective immediately, from now on, next year, next month, next time, next term, lasts, when the time comes, from today, in future, in the future, s',
  greet:
    'hello, hi, hey, hiya, howdy, greetings, good morning, good afternoon, good evening, good day, morning, hi there, hello there, yo',
  thanks: 'thanks, thank you, thank you very much, thanks a lot, many thanks, cheers, thx, ty, thank',
  want: 'want, wants, wish, like, would like, would love, prefer, hope, looking, looking for, i am looking for',
  it: 'it, that, this, that one, this one, one of these, them, thing, things, the one',
  home: 'home, menu, main menu, home page, homepage, home screen, start page, start screen, main page, main screen, dashboard, beginning, the start, start over, starting point, main',
  start: 'start, begin, restart',
  go: 'go, take me, bring me, return',
  page: 'page, screen',
  show: 'show, see, view, display, look, look at, check, check out, find, give me, send me, tell me, tell me about, list out, pull up, bring up, let me see, let me have a look at, have a look at, take a look at, browse, read, visit, looking at, know, to know, see all, present, inspect, download, request, export',
  open: 'open, open up, details, detail, info, information, status, state, specifics, overview of, summary of, particulars, more about, doing, going, state of, looking after, details about, details of, expand',
  list: 'list, overview, summary, inventory',
  everything: 'everything, all of it, stuff, products, product, items, item, apps, software, things i',
  subscription: 'subscription, sub, plan, contract, agreement',
  subscriptions: 'subscriptions, subs, purchases, contracts, orders',
  licence:
    'licence, license, licences, licenses, seat, seats, lic, lics, user licences, user licenses, user, spot, spots, licensing, copies, copy, pieces, units, places',
  bought:
    'did i buy, did we buy, did i purchase, did i order, did we order, have i bought, i bought, bought, purchased, ordered, acquired, subscribed to, own, owned, signed up for',
  own: 'do i have, have i got, i have, i own, we have, do i own, do we have, ive got',
  have: 'have, has, had, holds, hold, holding, got, possess, carry, assigned, allocated, given',
  use: 'use, uses, using, used, working with, works with, work with',
  access: 'access, access to, rights, permission, use of',
  active: 'active, running, live',
  much: 'how much, how much money',
  many: 'how many',
  count: 'number, amount, quantity, count, number of, quantities, numbers',
  set: 'set, put, make, bring, have it at, adjust to, fix, get it to, move, scale, size',
  change:
    'change, changes, changing, edit, editing, modify, adjust, adjusting, alter, amend, update, updating, revise, resize, adapt, correct',
  more: 'more, extra, additional, another, plus, further, on top, in addition, additionally',
  add: 'add, adding, append, include, expand with',
  increase:
    'increase, raise, grow, bump, bump up, scale up, up it, boost, expand, upgrade, upscale, go up, push up, step up, enlarge, ramp up',
  fewer: 'fewer, less, minus, too many, smaller, lower number',
  reduce:
    'reduce, lower, decrease, cut, shrink, downsize, scale down, scale back, cut back, cut down, trim, downgrade, bring down, go down, step down, drop down, bump down, lowering, reducing',
  remove:
    'remove, removing, delete, drop, get rid of, discard, subtract, deduct, lose, ditch, erase, strip, shed, eliminate, off load, dump, scrap, kick',
  takes: 'take, takes, taking, pull',
  away: 'away, off of, out of the hands of, over from',
  total: 'total, in total, altogether, all together, overall, in all, all in all, total of',
  instead: 'instead, instead of',
  buy: 'buy, buying, purchase, purchasing, order, ordering, acquire, subscribe, subscribe to, sign up for, sign me up for, sign up, take out, obtain, procure, invest in, shop for',
  get: 'get, getting, gets',
  need: 'need, needs, needed, require, requires, required, could use, in need of, necessary',
  shop: 'catalogue, catalog, shop, store, price list, pricelist, product list, marketplace, products available, on offer, for sale, on sale, available products, offer, offers, offering, offerings, assortment, product range, range, buyable, shopping, products can, subscriptions can',
  available: 'available, sold, sell, selling, choose from, to choose from, options',
  price: 'price, prices, cost, costs, pricing, expensive, cheap',
  trial:
    'trial, trials, try, try out, trying, free trial, free trials, trial version, trial period, trial subscription, trial licence, trial license, test, test out, testing, demo, test version, give it a try, trialling, sample, pilot, test drive, evaluate',
  free: 'free, for free, free of charge, gratis',
  yearly:
    'yearly, annually, annual, per year, a year, for a year, one year, for one year, per annum, each year, every year, by the year, year plan, yearly plan, annual plan, annual subscription, yearly subscription, annual term, annual billing, annual commitment, yearly commitment, year commitment, for 1 year, 1 year, a whole year, a full year, twelve months, 12 months, for 12 months, for twelve months, billed yearly, billed annually, paid yearly, paid annually, pay yearly, pay annually, yearly billing, annual contract, for the year',
  monthly:
    'monthly, per month, each month, every month, by the month, month to month, a month, for a month, for one month, one month, for one month at a time, one month at a time, a month at a time, month by month, monthly plan, monthly subscription, monthly billing, monthly payments, monthly payment, monthly instalments, monthly installments, monthly term, for 1 month, billed monthly, billed per month, pay monthly, pay per month, paying monthly, pay every month, pay each month, paid monthly, paid per month, paid by the month, paid each month, paid every month',
  billed: 'billed, paid in, commitment, term, basis, payments, instalments, installments',
  give: 'give, gives, giving, give out, hand, hand out, handing out, hand over, provide, supply, hand to, issue, distribute, equip, set up, offer to, share',
  assign:
    'assign, assigning, allocate, grant, award, allot, designate, assignment, provision, license to, enrol, enroll, onboard',
  let: 'let, allow, enable for, make sure, ensure, see to it, permit',
  termend:
    'at the end of the term, when it ends, when the term ends, at the end of the year, at the end of the month, at the end of the period, at the end, when the term is over, after the term',
  down: 'down, downwards',
  upward: 'up, upwards',
  toggle: 'turn, switch, flip, toggle, turning, switching',
  off: 'off, turn off, switch off, switched off, turned off, disable, disabled, deactivate, turning off, switching off, inactive',
  on: 'on, turn on, switch on, switched on, turned on, turning on, switching on',
  enable: 'enable, activate, enabled, activated, activating, enabling',
  unassign:
    'unassign, unassigning, revoke, revoking, withdraw, withdrawing, deassign, de assign, deallocate, reclaim, unlicense, recall, confiscate, take back from, take away from, remove access, remove access for, deprovision, unallocate, offboard',
  gone: 'left, has left, left us, is leaving, leaves, leaving, left the company, leaves the company, is gone, gone, without',
  who: 'who, whos, whom, which people, which users, which colleagues, which employees, what people, people, everyone who, everybody who, everyone with, everybody with, anyone, holders, holder, users, assignees, names of, employees, members, people who, staff, persons, owners, everyone, everybody, who all',
  cancel:
    'cancel, cancelling, canceling, cancellation, cancels, terminate, terminating, unsubscribe, want out of, want to get out of, discontinue, quit paying for, opt out, opt out of, close, give notice, give up, call off, stop paying for, end my subscription to, cancelation, done with, finish with, termination',
  end: 'end, ending, ends, expire, expires, expiring, run out, runs out, lapse, lapses, expiry, end date, expiration, finish',
  stop: 'stop, stops, stopping, quit, halt, cease, exit, leave, abort, skip it',
  nevermind:
    'never mind, nevermind, forget it, forget that, forget about it, leave it, dont bother, no thanks, no thank you, drop it, skip that, not now, let it go, ignore that, ignore it, changed my mind, i changed my mind, i have changed my mind, ive changed my mind',
  not: 'nobody, no one, not, no, dont, doesnt, didnt, never, wont, shouldnt, do not, does not, must not, isnt, arent, wasnt, none, neither, nor, mustnt, avoid, prevent, wouldnt, cannot, cant, couldnt',
  nolonger: 'no longer, anymore, any more, any longer, not anymore, not any more, not any longer, no more, no need',
  renew:
    'renew, renewing, renewal, renewals, renewed, autorenew, autorenewal, prolong, prolonging, extend, extending, extended, rollover, roll over, recur, recurring, recurring billing, recurring payment, recurring payments, rebill, rebilling, extension, recurrence, continue, continuing, keep going',
  renews: 'renews, prolongs, continues, renews itself',
  auto: 'automatically, automatic, auto, automated, automatic billing',
  itself: 'by itself, itself, on its own, of its own accord',
  does: 'does, will, will i, was there, can my',
  doi: 'do i, do we, am i',
  isit: 'is this, is it',
  again: 'again, once more',
  keep: 'keep, keeps',
  reactivate:
    'reactivate, reactivating, reactivated, reactivation, restore, restoring, resume, resuming, revive, reinstate, uncancel, un cancel, undo the cancellation, undo cancellation, undo my cancellation, reverse the cancellation, reverse cancellation, undelete, re activate, reenable, re enable, resurrect, renew my cancelled, recover, take back my cancellation, withdraw the cancellation, withdraw my cancellation, revoke the cancellation, restart my',
  back: 'back',
  cancelled: 'cancelled, canceled, ended, expired, terminated, stopped, stopped by, lapsed',
  mistake:
    'by mistake, mistake, by accident, accidentally, accident, wrongly, in error, unintentionally, error, didnt mean to, didnt mean that, wrong',
  previous: 'previous, previous step, step back, one step back, a step back, previous page, previous screen, prior',
  step: 'step, one step, a step',
  undo: 'undo, undoing, revert, reverse, roll back, rollback, roll it back, take it back, take that back, takes that back, unmake, put it back, put that back, unwind',
  last: 'last, latest, most recent, newest, recent, my last, current',
  order:
    'purchase i just made, last order, last purchase, last change, latest order, latest change, last action, previous change, previous order, last thing, latest purchase, change i made, change i just made, my last order, recent order, recent change, most recent order, most recent change, what i just did, i just did, just did, last one, last step',
  payment:
    'payment, payment method, payment methods, payment details, payment options, payment option, payment information, payment info, payment means, pay with, paying with, pay by, billing, billing details, billing profile, billing profiles, billing information, billing info, billing account, payment settings, ways to pay, way to pay, payment profile, billing settings, billing address, bank account, bank details, way of paying, means of payment, i pay with',
  card: 'card, cards, credit card, credit cards, creditcard, creditcards, bank card, debit card, visa, mastercard, amex, card details, card number, card on file, bankcard',
  new: 'new, brand new, different, second, register, connect, link, enter, save, attach, store',
  expired:
    'expired, expires, stolen, lost, blocked, declined, refused, rejected, replaced, replace, swap, no longer valid, invalid, outdated, doesnt work, not working',
  invoices:
    'invoices, bills, receipts, billing history, invoice history, statements, payment history, billing statements, invoice list, billing documents, invoice overview',
  invoice: 'invoice, bill, receipt, statement',
  spend:
    'spend, spent, spending, spendings, expenses, expense, expenditure, expenditures, spends, outlay, money went, went out, costs me, cost me, costing me, total costs, my costs, burn, cost us',
  pay: 'pay, paid, pays, paying, charged, charge, charges, paid for, been charged, was charged, billed me, bill me',
  money: 'money, cash, dollars, euros, refunded money',
  what: 'what, whats, what all, what kind of, what sort of, which ones, where',
  how: 'how, hows, how do i, how can i, how do we, how could i, how to, how are, how is, how are things with, how would i, how should i, whats up with, whats going on with',
  when: 'when, until when, how long, what date',
  why: 'why, how come',
  happens:
    'happens, happen, what happens, what happens if, what happens when, what happens to, what happens at, what happens after, after, become of',
  help: 'help, help me, assist, assistance, guide, guidance, manual, instructions, commands, faq, explain, explanation, tips, examples, i am stuck, im stuck, stuck, lost here, how does this work, how do you work, how does it work, how it works, how this works, how can you help, what is this, what are you, who are you, what do you do, what can you do, what can i do, what can i do here, what can i ask, what can i ask you, what can i say, what can i type, what are my options, what do you know, what else can you do, what is possible, whats possible, what are you able to do, what are you for, capabilities, what can this bot do, what does this bot do, what is possible here, what do i do now, what now',
  sees: 'can see, who sees, who can see, who can view, who gets to see, does anyone see, can look at, visible, visible to, privacy, private, sees, see my purchases, see my subscriptions, see my orders, find out, able to see, my manager, manager, my boss, boss, administrator, admin',
  leave:
    'i leave, leave the company, leave this company, leave the organisation, leave the organization, leave my job, quit my job, change jobs, resign, stop working here, stop working, no longer work here, leaving the company, leave the firm, leave my company, get fired, am fired, leave employment, leave here, i go, retire, resignation, leave my employer, my job ends, move to another company, switch jobs, no longer employed, left the company',
  refund:
    'refund, refunds, refunded, refunding, refundable, money back, reimburse, reimbursed, reimbursement, get my money, my money, get money back, a refund, payback, paid back, pay back',
  company: 'company, employer, organisation, organization, firm, job',
  support:
    'support, helpdesk, help desk, customer service, customer support, customer care, service desk, contact support, contact, support desk, support team, technical support, complaint, complain, report a problem, file a complaint, ticket, raise a ticket, phone number, hotline, reach support, report an issue, support ticket, get in touch, get in touch with, reach out, microsoft support, technician, operator, customer services',
  talk: 'talk, talk to, talk with, speak to, speak with, chat with, speak with someone, call, phone, reach, connect me, connect me to, connect me with, put me through, put me through to, transfer me, transfer me to, ask, message, email, mail, chat to, contact with, put me in touch with',
  somebody:
    'somebody, someone, human, a human, human being, real person, a person, a real person, agent, representative, live agent, an actual person, actual human, employee, staff member, a human being, live person, adviser, advisor, consultant, real human, actual person, people there',
  problem: 'problem, issue, trouble, a problem, an issue, difficulty',
  language:
    'language, languages, another language, other language, different language, speak, talk in, switch to, write in, reply in, answer in, continue in, respond in, translate to, in language, display language',
  english: 'english, british',
  dutch: 'dutch, nl, netherlands',
  to: 'to, down to, up to, to a total of, back to, equal, equals, becomes',
  at: 'at',
  by: 'by, with',
  from: 'from, off my',
  for: 'for',
  of: 'of, in',
  is: 'is there, are there, is, are, as it stands',
  left: 'remaining, left over, unused, spare, in use, free seats',
};
