/** What English words stand for: phrases separated by commas, in plain letters. What stands for nothing is `filler`. */
export const english: Readonly<Record<string, string>> = {
  filler:
    'let me, first, oops, whoops, sorry, afterwards, instead of that, basis, a, an, the, my, our, your, their, his, her, hers, its, me, i, id, ill, im, ive, you, u, us, we, weve, wed, were, they, theyve, am, was, be, been, being, can, could, would, should, shall, may, might, please, pls, plz, kindly, just, now, there, so, so far, far, here, also, too, really, actually, maybe, perhaps, some, any, all, every, each, both, other, a few, couple, these, those, which, such, as, than, into, onto, out, about, around, exactly, currently, at the moment, right now, immediately, asap, as soon as possible, today, anyway, only, ok, okay, well, oh, um, hmm, x, per user, a bit, quick, quickly, kind of, one of, of them, for me, for us, for now, moment, again please, please could, be able to, able, going to, gonna, wanna, lets, let us, go ahead, ahead, and, or, possible, is it possible, were you able, do, did, done, having, team, our team, department, project team, user named, person, purpose, time, soon, still, yet, already, if, that i, who i, whatever, anything, something, work, mr, mrs, ms, dr, kindly please, bot, today please, this instant, straight away, right away, at once, effective immediately, from now on, next year, next month, next time, next term, lasts, when the time comes, from today, in future, in the future, s, but, until, until now, up to now, till now, to date, remind, remind me, account, in my account, else, old, former, binding, before i, before we, because, since i, own pockets, one more time, kind, sort, exact, precisely, somehow, sometime, later, early, earlier, afterward, upfront, up front, in advance, at all, policy, rules, rule, entitled, eligible, claim, ever, even, anyhow, guys, mate, buddy, folks, dear, kindly asking, question, quick question, wondering, i wonder, wonder, curious, i was wondering, was wondering, think, i think, guess, i guess, suppose, say, mean to, seem, seems, next, following, recently, lately, always, usually, normally, generally, must i, have to, has to, need to, supposed to, want you to, through, via, during, within, without further ado, hereby, by the way, btw, honestly, basically, literally, simply, perhaps also, whole, entire, full, complete, completely, entirely, thing is, put in, where do i, where can i, where do we, theres, there is, thats, is that, does that, whats the, most, much appreciated, appreciate, appreciated, great, perfect, good, fine, nice, cool, alright, right, yes, yeah, yep, sure, person or, thru, ya, man, aint, damn, bloody, how about, what about, and also, while, though, however, between, per, off you go, per person, real quick, yourself, themselves, ourselves, i need to, in there, around here, over here, personally, rest, remaining part, long, turn into, turns into, turned into, place, then, few, expense report, me or to, can my, find it, me or',
  greet:
    'hello, hi, hey, hiya, howdy, greetings, good morning, good afternoon, good evening, good day, morning, hi there, hello there, yo',
  thanks: 'thanks, thank you, thank you very much, thanks a lot, many thanks, cheers, thx, ty, thank',
  want: 'want, wants, wish, like, would like, would love, prefer, hope, looking, looking for, i am looking for, id rather, rather, would rather, interested in, keen on, fancy, after',
  it: 'it, that, this, that one, this one, one of these, them, thing, things, the one',
  home: 'home, menu, main menu, home page, homepage, home screen, start page, start screen, main page, main screen, dashboard, beginning, the start, start over, starting point, main',
  start: 'start, begin, restart',
  go: 'go, take me, bring me, return',
  page: 'page, screen',
  show: 'show, see, view, display, look, look at, check, check out, find, give me, send me, tell me, tell me about, list out, pull up, bring up, let me see, let me have a look at, have a look at, take a look at, browse, read, visit, looking at, know, to know, see all, present, inspect, download, request, export, on file, saved, stored, show me how, registered',
  open: 'open, open up, details, detail, info, information, status, state, specifics, overview of, summary of, particulars, more about, doing, going, state of, looking after, details about, details of, expand, tell me more about, tell me more, more information on, more info on',
  list: 'list, overview, summary, inventory, rundown, listing, list of, breakdown',
  everything:
    'everything, all of it, stuff, products, product, items, item, apps, software, things i, all this, all of this, all that, all of that, all these, the lot, whole lot, all together, everything together, microsoft products, products of microsoft, microsoft software, microsoft apps, microsoft stuff',
  subscription: 'subscription, sub, plan, contract, agreement',
  subscriptions:
    'subscriptions, subs, purchases, contracts, orders, my stuff, my products, in my account, in my name, my apps, my orders, subscription list, subscriptions list, whats in my account',
  licence:
    'licence, license, licences, licenses, seat, seats, lic, lics, user licences, user licenses, user, spot, spots, licensing, copies, copy, pieces, units, places',
  bought:
    'did i buy, did we buy, did i purchase, did i order, did we order, have i bought, i bought, bought, purchased, ordered, acquired, subscribed to, own, owned, signed up for, am i subscribed to, subscribed, am i subscribed, are we subscribed to, ive bought, ive purchased, ive ordered, weve bought, weve ordered, weve purchased',
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
    'change, changes, changing, edit, editing, modify, adjust, adjusting, alter, amend, update, updating, revise, resize, adapt, correct, manage, managing, switch my, administer, maintain, replace my, swap',
  more: 'more, extra, additional, another, plus, further, on top, in addition, additionally',
  add: 'add, adding, append, include, expand with',
  increase:
    'increase, raise, grow, bump, bump up, scale up, up it, boost, expand, upgrade, upscale, go up, push up, step up, enlarge, ramp up',
  fewer: 'fewer, less, minus, too many, smaller, lower number',
  reduce:
    'reduce, lower, decrease, cut, shrink, downsize, scale down, scale back, cut back, cut down, trim, downgrade, bring down, go down, step down, drop down, bump down, lowering, reducing',
  remove:
    'remove, removing, delete, drop, get rid of, discard, subtract, deduct, lose, ditch, erase, strip, shed, eliminate, off load, dump, scrap, kick',
  takes: 'take, takes, taking, pull, takes over',
  away: 'away, off of, out of the hands of, over from',
  total: 'total, in total, altogether, all together, overall, in all, all in all, total of',
  instead: 'instead, instead of',
  buy: 'buy, buying, purchase, purchasing, order, ordering, acquire, subscribe, subscribe to, sign up for, sign me up for, sign up, take out, obtain, procure, invest in, shop for',
  get: 'get, getting, gets',
  need: 'need, needs, needed, require, requires, required, could use, in need of, necessary',
  shop: 'catalogue, catalog, shop, store, price list, pricelist, product list, marketplace, products available, on offer, for sale, on sale, available products, offer, offers, offering, offerings, assortment, product range, range, buyable, shopping, products can, subscriptions can, can get, place an order, make a purchase, make an order, can i get here, i can get, i can order, i can buy, we can buy, we can order, can i order, can i buy here, do you sell, you sell, do you have for sale, whats available, available to buy, available to order, available to purchase, can be ordered, can be bought, can be purchased, to be had, you offer, have to offer, things to buy, stuff to buy',
  available: 'available, sold, sell, selling, choose from, to choose from, options',
  price: 'price, prices, cost, costs, pricing, expensive, cheap, pricey, price tag, tariff, rates, rate, worth',
  trial:
    'trial, trials, try, try out, trying, free trial, free trials, trial version, trial period, trial subscription, trial licence, trial license, test, test out, testing, demo, test version, give it a try, trialling, sample, pilot, test drive, evaluate, free month, trial month, try before i buy, trialing, trial run, trial offer, trial subscriptions, trial licences, trial licenses, trial periods',
  free: 'free, for free, free of charge, gratis, really free, truly free, at no cost, no cost, without paying, costless',
  yearly:
    'yearly, annually, annual, per year, a year, for a year, one year, for one year, per annum, each year, every year, by the year, year plan, yearly plan, annual plan, annual subscription, yearly subscription, annual term, annual billing, annual commitment, yearly commitment, year commitment, for 1 year, 1 year, a whole year, a full year, twelve months, 12 months, for 12 months, for twelve months, billed yearly, billed annually, paid yearly, paid annually, pay yearly, pay annually, yearly billing, annual contract, for the year, on an annual basis, for a full year, one year commitment, one year plan, one year term, one year contract, one year subscription, a years, year long, yearlong, 1 year plan, 1 year commitment, year subscription, twelve month, 12 month, on a yearly basis, one yr, per yr, a yr, 1 yr, yrly, for the whole year, charged yearly, charged annually',
  monthly:
    'monthly, per month, each month, every month, by the month, month to month, a month, for a month, for one month, one month, for one month at a time, one month at a time, a month at a time, month by month, monthly plan, monthly subscription, monthly billing, monthly payments, monthly payment, monthly instalments, monthly installments, monthly term, for 1 month, billed monthly, billed per month, pay monthly, pay per month, paying monthly, pay every month, pay each month, paid monthly, paid per month, paid by the month, paid each month, paid every month, cancel every month, cancel each month, cancel monthly, can cancel every month, can cancel monthly, cancel at any month, cancellable monthly, monthly cancellable, paid on a monthly basis, billed on a monthly basis, on a monthly basis, rolling monthly, monthly rolling, with monthly payments, charged monthly, charged every month, charged per month, per-month',
  billed: 'billed, paid in, commitment, term, basis, payments, instalments, installments',
  give: 'give, gives, giving, give out, hand, hand out, handing out, hand over, provide, supply, hand to, issue, distribute, equip, set up, offer to, share',
  assign:
    'assign, assigning, allocate, grant, award, allot, designate, assignment, provision, license to, enrol, enroll, onboard',
  let: 'let, allow, enable for, make sure, ensure, see to it, permit',
  termend:
    'at the end of the term, when it ends, when the term ends, at the end of the year, at the end of the month, at the end of the period, at the end, when the term is over, after the term, term is over, term is up, period is over, year is over, year is up, months are over, month is over, the term runs out, term has ended, the contract is over, subscription is over, when its over, after a year, term ends, year ends, period ends',
  down: 'down, downwards',
  upward: 'up, upwards',
  toggle: 'turn, switch, flip, toggle, turning, switching',
  off: 'off, turn off, switch off, switched off, turned off, disable, disabled, deactivate, turning off, switching off, inactive',
  on: 'on, turn on, switch on, switched on, turned on, turning on, switching on',
  enable: 'enable, activate, enabled, activated, activating, enabling',
  unassign:
    'unassign, unassigning, revoke, revoking, withdraw, withdrawing, deassign, de assign, deallocate, reclaim, unlicense, recall, confiscate, take back from, take away from, remove access, remove access for, deprovision, unallocate, offboard',
  gone: 'left, has left, left us, is leaving, leaves, leaving, left the company, leaves the company, is gone, gone, without',
  who: 'who, whos, whom, which people, which users, which colleagues, which employees, what people, people, everyone who, everybody who, everyone with, everybody with, anyone, holders, holder, users, assignees, names of, employees, members, people who, staff, persons, owners, everyone, everybody, who all, whose',
  cancel:
    'cancel, cancelling, canceling, cancellation, cancels, terminate, terminating, unsubscribe, want out of, want to get out of, discontinue, quit paying for, opt out, opt out of, close, give notice, give up, call off, stop paying for, end my subscription to, cancelation, done with, finish with, termination',
  end: 'end, ending, ends, expire, expires, expiring, run out, runs out, lapse, lapses, expiry, end date, expiration, finish',
  stop: 'stop, stops, stopping, halt, cease, exit, abort, skip it, i want to stop, quit this, quit now, please quit, want to quit, leave',
  nevermind:
    'never mind, nevermind, forget it, forget that, forget about it, leave it, dont bother, no thanks, no thank you, drop it, skip that, not now, let it go, ignore that, ignore it, changed my mind, i changed my mind, i have changed my mind, ive changed my mind, nvm, nm, never mind then, nah, nope, no never mind, no nevermind, no leave it, no forget it, enough, thats enough, not interested, no longer interested, not interested anymore, lets stop, lets stop here, stop here, stop this, stop it, stop that, scratch that, scrap that, disregard, disregard that, ignore my last message, skip, skip this, lets forget it, lets leave it, lets not, maybe later, another time, some other time, later maybe, not today, not right now, im done, i am done, done here, im finished, thats all, that is all, thatll be all, bye, goodbye, see you, get me out of here, get out of here, i want out, dont do it, dont do that, dont do anything, do nothing, on second thought, on second thoughts, no dont, rather not, id rather not, i would rather not, cba, let it be, leave it at that, leave it there, leave me alone, go away, wrong button, wasnt serious, only joking, just kidding, no need, end this, end chat, end this conversation, end the conversation, close this, shut up, i give up, give up, forget all that, forget about that, please stop, cancel this, cancel that, call it off, call it a day, quit',
  not: 'nobody, no one, not, no, dont, doesnt, didnt, never, wont, shouldnt, do not, does not, must not, isnt, arent, wasnt, none, neither, nor, mustnt, avoid, prevent, wouldnt, cannot, cant, couldnt',
  nolonger: 'no longer, anymore, any more, any longer, not anymore, not any more, not any longer, no more, no need',
  renew:
    'renew, renewing, renewal, renewals, renewed, autorenew, autorenewal, prolong, prolonging, extend, extending, extended, rollover, roll over, recur, recurring, recurring billing, recurring payment, recurring payments, rebill, rebilling, extension, recurrence, continue, continuing, keep going, auto renew, auto renewal, auto renewing, auto renewed, renewed automatically, prolonged, continued, extends, rolls over, rolling over, subscription renewal, renewal date, renewing date, auto-renewal',
  renews: 'renews, prolongs, continues, renews itself',
  auto: 'automatically, automatic, auto, automated, automatic billing, auto-',
  itself: 'by itself, itself, on its own, of its own accord',
  does: 'does, will, will i, was there, can my',
  doi: 'do i, do we, am i',
  isit: 'is this, is it',
  again: 'again, once more, after all',
  keep: 'keep, keeps, hold on to, hang on to, retain',
  reactivate:
    'reactivate, reactivating, reactivated, reactivation, restore, restoring, resume, resuming, revive, reinstate, uncancel, un cancel, undo the cancellation, undo cancellation, undo my cancellation, reverse the cancellation, reverse cancellation, undelete, re activate, reenable, re enable, resurrect, renew my cancelled, recover, take back my cancellation, withdraw the cancellation, withdraw my cancellation, revoke the cancellation, restart my, back to life, to life, revived, restored, resumed, reinstated, resurrected, recovered, uncancelled, un cancelled, reopen, re open, reopening, take back the cancellation, cancel my cancellation, cancel the cancellation, undo that cancellation, undo the cancelation, reverse my cancellation, bring to life, breathe life into, back in action, up and running, up and running again, alive, alive again, back online, back from the dead',
  back: 'back',
  cancelled: 'cancelled, canceled, ended, expired, terminated, stopped, stopped by, lapsed',
  mistake:
    'by mistake, mistake, by accident, accidentally, accident, wrongly, in error, unintentionally, didnt mean to, didnt mean that, wrong',
  previous: 'previous, previous step, step back, one step back, a step back, previous page, previous screen, prior',
  step: 'step, one step, a step',
  undo: 'undo, undoing, revert, reverse, roll back, rollback, roll it back, take it back, take that back, takes that back, unmake, put it back, put that back, unwind',
  last: 'last, latest, most recent, newest, recent, my last, current',
  order:
    'purchase i just made, last order, last purchase, last change, latest order, latest change, last action, previous change, previous order, last thing, latest purchase, change i made, change i just made, my last order, recent order, recent change, most recent order, most recent change, what i just did, i just did, just did, last one, last step',
  payment:
    'payment, payment method, payment methods, payment details, payment options, payment option, payment information, payment info, payment means, billing, billing details, billing profile, billing profiles, billing information, billing info, billing account, payment settings, ways to pay, way to pay, payment profile, billing settings, billing address, bank account, bank details, way of paying, means of payment',
  card: 'card, cards, credit card, credit cards, creditcard, creditcards, bank card, debit card, visa, mastercard, amex, card details, card number, card on file, bankcard, cc, card i use, payment card, card we use, card you have, master card, american express, maestro',
  new: 'new, brand new, different, second, register, link, enter, save, attach, store, connect, other card',
  expired:
    'expired, expires, stolen, lost, blocked, declined, refused, rejected, replaced, replace, swap, no longer valid, invalid, outdated, about to expire, going to expire, expires soon, bounced, hacked, cancelled by my bank, failed, failing, fails, rejected by, denied, about to run out, nearly expired, maxed out, compromised, broken card',
  invoices:
    'invoices, bills, receipts, billing history, invoice history, statements, payment history, billing statements, invoice list, billing documents, invoice overview',
  invoice:
    'invoice, bill, receipt, statement, invoice number, invoice no, invoice nr, bill number, receipt number, receipt no',
  spend:
    'spend, spent, spending, spendings, expenses, expenditure, expenditures, spends, outlay, money went, went out, costs me, cost me, costing me, total costs, my costs, burn, cost us, has cost me, have cost me, cost so far, costs so far, total bill, total cost, total expenses, total spend, total spending, gone out, has gone out, went to, my expenses, bill come to, paying each month, paying per month, paying every month, paying monthly, paying in total, paying altogether, monthly costs, monthly expenses, yearly costs, annual costs, monthly cost, how expensive, monthly bill, running costs, spending overview, cost overview, overview of my costs, overview of costs, paid in total, paid so far, paid altogether, were spending, damage, setting me back, sets me back, set me back, racked up, all this cost, all of this cost, all that cost, this costing, does everything cost, money do i spend, money am i spending, expense, does all this cost me, does this cost me, does it cost me, money is going out, money going out, money goes out, money is flowing out',
  pay: 'pay, paid, pays, paying, charged, charge, charges, paid for, been charged, was charged, billed me, bill me, billed, charged to me, bears the cost, bears the costs, bear the cost, covers the cost, cover the cost, covers the costs, responsible for paying, get charged, gets charged, be charged, being charged, get billed, gets billed, is charged, is billed, invoiced',
  money: 'money, cash, dollars, euros, refunded money',
  what: 'what, whats, what all, what kind of, what sort of, which ones, where',
  how: 'how, hows, how do i, how can i, how do we, how could i, how to, how are, how is, how are things with, how would i, how should i, whats up with, whats going on with',
  when: 'when, until when, how long, what date',
  why: 'why, how come',
  happens:
    'happens, happen, what happens, what happens if, what happens when, what happens to, what happens at, what happens after, after, become of, becomes of, happened, happening, what comes after, what then, what if, and then, and if, comes of, happen to, happens with, happen with, occurs',
  help: 'help, help me, assist, assistance, guide, guidance, manual, instructions, commands, faq, explain, tips, examples, i am stuck, im stuck, stuck, lost here, how does this work, how do you work, how does it work, how it works, how this works, how can you help, what is this, what are you, who are you, what do you do, what can you do, what can i do, what can i do here, what can i ask, what can i ask you, what can i say, what can i type, what are my options, what do you know, what else can you do, what is possible, whats possible, what are you able to do, what are you for, capabilities, what can this bot do, what does this bot do, what is possible here, what do i do now, what now, hlep, hepl, hlp, halp, helpp, give me a hand, a hand, lend me a hand, help out, help me out, how this bot works, how does this bot work, how does the bot work, how this thing works, how does this thing work, how the bot works, how it all works, how does it all work, how does that work, tutorial, walkthrough, walk me through, walk me through this, user guide, how does all this work, what do you offer, features, functions, functionality, what else, show me around, introduction, introduce yourself, tell me about yourself, who am i talking to, what is this bot, what is this bot for, whats this, whats this bot, what is this for, whats this for, what can we do here, what can you help with, what can you help me with, what do you help with, what can i use you for, what can i do with this, how can i use this, how do i use this, how do i use this bot, how do i use you, how to use this, how to use this bot, options here, how do i work this, your purpose, instruct me, hints, hint, what sort of things can you do, what kind of things can you do, what kind of questions can i ask, which commands, what commands, available commands, what you can do, what you can, what you do, what you are, what can you, what could you do, things you can do, what you can help with, what can you do for me, what you can do for me, do for me',
  sees: 'can see, who sees, who can see, who can view, who gets to see, does anyone see, can look at, visible, visible to, privacy, private, sees, see my purchases, see my subscriptions, see my orders, find out, able to see, my manager, manager, my boss, boss, administrator, admin, notified, get notified, gets notified, be notified, informed, find out about, finds out, find out what, notification, know about this, know what i, knows what i, knows about, know that i, sees what, secret, hidden, confidential, anonymous, my supervisor, supervisor, my admin, my team lead, team lead, team leader, my director, director, admins, administrators, managers, my bosses, bosses, does it know, it know what, on display, shared with, can be seen, be seen, seen by, visibility, hide, keep this private, aware of, gets told, be told, know what ive, can it see, will it see, does it see, it can see, it sees, it see what',
  leave:
    'i leave, leave the company, leave this company, leave the organisation, leave the organization, leave my job, quit my job, change jobs, resign, stop working here, stop working, no longer work here, leaving the company, leave the firm, leave my company, get fired, am fired, leave employment, leave here, i go, retire, resignation, leave my employer, my job ends, move to another company, switch jobs, no longer employed, left the company, i quit, if i quit, im leaving, when im gone, after im gone, im gone, if im gone, i am gone, get another job, another job, a new job, new job, other job, find another job, change job, change employer, change employers, switch employers, switch companies, switch company, get sacked, sacked, get laid off, laid off, made redundant, redundant, im fired, fired, resigned, retirement, retired, i retire, last working day, last day at work, last day, go work elsewhere, work elsewhere, work somewhere else, join another company, employment ends, contract ends, my employment, i depart, departure, my departure, go away, leave work, leave us, leave this firm, leave the business, leave the job, no longer work for, dont work here anymore, not work here anymore, no longer with the company, no longer at the company, no longer here, not here anymore, move on, i move to, i stop working, leave my position, leave my role, changing jobs, changing job, changing employers, switching jobs, switching job, jumping ship, quitting, quit my position, im resigning, handing in my notice, hand in my notice, given notice, moving to another company, new employer, other employer, another employer, another company',
  refund:
    'refund, refunds, refunded, refunding, refundable, money back, reimburse, reimbursed, reimbursement, get my money, my money, get money back, a refund, payback, paid back, pay back, the rest of the year, rest of the year, rest of my money, rest of the money, remaining months, unused months, unused part, rest of the period, rest of the term, claim my money, claim money, claim back, returned, return policy, money returned, cash back, cashback, credit note, compensation, compensated, credited, get something back, get anything back, anything back, something back, cooling off, cooling off period, cooling-off period, chargeback, refunding policy, reimbursing, reimburses, refunds policy',
  company:
    'company, employer, organisation, organization, firm, job, corporate, workplace, business, employers, my work, the boss',
  support:
    'support, helpdesk, help desk, customer service, customer support, customer care, service desk, contact support, contact, support desk, support team, technical support, complaint, complain, report a problem, file a complaint, ticket, raise a ticket, phone number, hotline, reach support, report an issue, support ticket, get in touch, get in touch with, reach out, microsoft support, technician, operator, customer services, a ticket, open a ticket, open ticket, raise ticket, create a ticket, log a ticket, submit a ticket, report, report this, reporting, hot line, telephone number, telephone, phone support, someone call me, live chat, contact details, contact information, contact info, contact form, help line, helpline, complaints, get hold of, customer desk, customer rep, human support, human help, escalate, escalation, who do i contact, who can i contact, who should i contact, who can i call, who do i call, who can i talk to, who can i ask, who to contact, email address, support email, service team, call you, speak to microsoft',
  talk: 'talk, talk to, talk with, speak to, speak with, chat with, speak with someone, call, phone, reach, connect me, connect me to, connect me with, put me through, put me through to, transfer me, transfer me to, ask, message, email, mail, chat to, contact with, put me in touch with, can i talk to, i can talk to, to talk to, talk to anyone, speak to anyone, speak to someone, talk to someone, talk with someone, talk to somebody, speak to somebody, transfer, chatting, discuss, call me, ring, ring me, phone me, hear from, talking, talking to, speaking to',
  somebody:
    'somebody, someone, human, a human, human being, real person, a person, a real person, agent, representative, live agent, an actual person, actual human, staff member, a human being, live person, adviser, advisor, consultant, real human, actual person, people there, humans, a live person, live human, a live agent, live support agent, actual people, real people, a real human, a colleague of yours, someone real, somebody real, someone human, a rep, rep, specialist, expert, anyone who can help, employee',
  problem: 'problem, issue, trouble, a problem, an issue, difficulty',
  language:
    'language, languages, another language, other language, different language, talk in, switch to, write in, reply in, answer in, continue in, respond in, translate to, in language, display language, respond, answer, answer me, answers, reply, replies, speak to me, talk to me in, write to me in, translate, translation, speaking, in another language, language settings, language setting, chat in, do this in, do it in, have this in, switch language, change languages, change language, go on in, carry on in, proceed in, tongue, mother tongue, multilingual, text in, speak',
  english: 'english, british, engels',
  dutch: 'dutch, nl, netherlands, nederlands, flemish',
  to: 'to, down to, up to, to a total of, back to, equal, equals, becomes',
  at: 'at',
  by: 'by, with',
  from: 'from, off my',
  for: 'for',
  of: 'of, in',
  is: 'is there, are there, is, are, as it stands',
  left: 'remaining, left over, unused, spare, in use, free seats',
  self: 'myself, ourselves, personally, pay for it myself',
  payfor:
    'am i paying for, are we paying for, im paying for, were paying for, i pay for, we pay for, do i pay for, do we pay for, i am paying for, we are paying for, being charged for, being billed for',
  paywith:
    'pay with, paying with, pay by, paying by, i pay with, we pay with, pay using, paying using, pay via, charged to, used to pay, used for payment, used for payments, linked to, how im paying, how i pay, how we pay, how am i paying, how do i pay, how are we paying, pay by invoice',
  broken:
    'broken, doesnt work, does not work, not working, isnt working, is not working, wont work, will not work, doesnt load, wont load, crashed, crashes, crash, keeps failing, something went wrong, went wrong, goes wrong, going wrong, error message, error messages, bug, bugs, glitch, buggy, out of order, stopped working, cant log in, cannot log in, getting an error, get an error, got an error, an error, there is an error, errors, error',
  confused:
    'dont understand, do not understand, dont get it, do not get it, dont get this, no idea, have no idea, havent a clue, no clue, not a clue, clueless, confused, confusing, im lost, i am lost, lost, am lost, not sure, unsure, dont know, do not know, dont know how, dont know what, i cant figure, cant figure it out, cant figure this out, figure out, figure this out, understand, what to do, what should i do, what do i do, puzzled, makes no sense, huh, what the, not following, dont follow, having trouble with this, struggling, beginner, new here, new to this, im new here, first time here, first time using this, get started, getting started, where do i start, where do i begin, where to start, where to begin, how do i start',
  explain:
    'explain, explanation, mean, means, meaning, meant by, tell me about, tell me how, tell me what, info on, information on, information about, info about, explain to me, clarify, definition, details on',
  pocket:
    'own pocket, my pocket, own expense, own account, own cost, own money, own funds, out of pocket, own wallet, my wallet, foot the bill, foots the bill, footing the bill, picks up the bill, pick up the bill, picks up the tab, foot the tab, foots the tab, the tab, own bill, my salary, my paycheck, my wages, company card, company money, employers money, expense this, expense it, claim this back, expense account, personally liable, liable, my personal money, whose money, whose expense, whose account, whose card, whose budget, whose cost, whose bill, department budget, budget, come out of my own pocket',
  others:
    'anybody else, anyone else, somebody else, someone else, others, other people, coworkers, co workers, colleagues, everyone else, the rest of the company, my team mates, teammates, anybody, anyone, who else, hr, human resources, it department, it dept, it team, it guys, it admin, it people, does it know, other users, other employees, my team, there anyone',
};
