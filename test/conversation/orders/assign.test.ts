import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../../src/domain/account/account.ts';
import { licencesOf, type Subscription } from '../../../src/domain/subscription/subscription.ts';
import { ChatDriver, shapes, type TestApp, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

const PROJECT = 'Project Plan 3';
const plain = (card: RenderedCard) => card.text.replaceAll('\\', '');

/** A user's subscription, by the name of its product. */
function find({ organisation }: TestApp, { subscriptions }: Account, name: string): Subscription {
  const match = subscriptions.find(({ product }) => organisation.terms.products.get(product)?.name === name);
  if (!match) throw new Error(`No ${name}.`);
  return match;
}

/** Members who do not have a licence of a subscription. */
function others({ organisation }: TestApp, { assignments }: Subscription) {
  const has = new Set(assignments.map(({ person }) => person));
  return organisation.people.filter(
    ({ id, kind, name }) => kind === 'member' && !has.has(id) && name !== 'Jan de Boer',
  );
}

async function start(
  shape: (typeof shapes)[number],
  circumstances: Parameters<typeof testApp>[0] = {},
  name = PROJECT,
) {
  const app = await testApp(circumstances);
  const noor = new ChatDriver(app, shape, 'many');
  const subscription = find(app, await noor.account(), name);
  const now = async () => find(app, await noor.account(), name);
  return { app, noor, subscription, now, free: others(app, subscription) };
}

const idsOf = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id).join();
const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

test('where everybody of the team has the licence, others are named: an empty list to tick is drawn in Teams alone', async () => {
  for (const shape of shapes) {
    const { noor } = await start(shape);
    const form = await noor.say('assign Planner');
    const lists = form.fields.filter(({ choices }) => choices !== undefined);
    expect([shape, lists.map(({ choices }) => choices)]).toEqual([shape, shape === 'teams' ? [[]] : []]);
    const review = await noor.press('Review', { find: 'Rutger Postma' });
    expect(review.value('Rutger Postma')).toBe('Gets it');
  }
});

describe.each(shapes)('in %s form', (shape) => {
  test('RULES S4: people are ticked, reviewed and get their licence, a row each', async () => {
    const { noor, now, free } = await start(shape);
    const two = free.slice(0, 2);
    const form = await noor.build('assign', { product: PROJECT });
    expect(form.header).toMatchObject({ eyebrow: 'Assign', title: PROJECT, caption: '21 licences free' });
    expect(form.lines).toContain('Up to 20 people at a time.');
    const review = await noor.press('Review', { people: idsOf(two) });
    expect(review.lines).toContain('2 people');
    expect(review.lines).toContain('get a licence · 19 left after that');
    for (const name of names(two)) expect(review.value(name)).toBe('Gets it');
    const outcome = await noor.press('Assign 2');
    expect(outcome.lines).toContain('2 of 2 done');
    expect(outcome.lines).toContain('19 licences left');
    for (const name of names(two)) expect(outcome.value(name)).toBe('Done');
    expect((await now()).assignments.slice(-2).map(({ person }) => person)).toEqual(two.map(({ id }) => id));
  });

  test('taking the licence from many who have none keeps and shows none of them', async () => {
    const { noor, subscription } = await start(shape);
    const [holder] = subscription.assignments;
    const strangers = Array.from({ length: 190 }, (_, at) => `nobody-${'x'.repeat(at)}`);
    const ids = [holder?.person ?? '', ...strangers];
    await noor.build('unassign', { product: PROJECT });
    const forms = [() => noor.press('Review', { people: ids.join() })];
    const presses = [() => noor.build('unassign', { product: PROJECT, chosen: ids })];
    for (const review of [...forms, ...presses]) {
      await review();
      expect(noor.card.lines).toContain('1 person');
      expect(noor.card.text).not.toContain('Had none');
    }
    await noor.press('Unassign 1');
    expect((await noor.account()).orders.at(-1)?.people).toHaveLength(1);
  });

  test('undo takes the licences back, and undo of that gives them again', async () => {
    const { noor, now, subscription, free } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    await noor.press('Review', { people: idsOf(free.slice(0, 2)) });
    await noor.press('Assign 2');
    expect((await noor.press('Undo')).lines).toContain('lose their licence today');
    await noor.press('Unassign 2');
    expect((await now()).assignments).toEqual(subscription.assignments);
    await noor.press('Undo');
    await noor.press('Assign 2');
    expect((await now()).assignments).toHaveLength(subscription.assignments.length + 2);
  });

  test('RULES S4: more than can get it back at a time get it back one lot after the other', async () => {
    const { noor, now, free } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    await noor.press('Review', { people: idsOf(free.slice(0, 20)) });
    await noor.press('Assign 20');
    const all = (await now()).assignments.map(({ person }) => person);
    await noor.say(`unassign ${PROJECT}`);
    await noor.press('Review', { people: all.join() });
    await noor.press(`Unassign ${all.length}`);
    expect((await noor.press('Undo')).text).toContain(
      `20 people at a time: ${all.length - 20} more can follow after this.`,
    );
    expect((await noor.press('Assign 20')).primaryButton).toBe(`Assign ${all.length - 20} again`);
    await noor.press(`Assign ${all.length - 20} again`);
    const last = await noor.press(`Assign ${all.length - 20}`);
    expect(last.buttons).not.toContain('Assign again');
    expect(new Set((await now()).assignments.map(({ person }) => person))).toEqual(new Set(all));
  });

  test('a person who does not have the licence cannot lose it, and the card says why', async () => {
    const { noor, free } = await start(shape);
    const [other] = free;
    const form = await noor.say(`unassign ${PROJECT} from ${other?.name}`);
    expect(form.text).toContain(`No one with this licence is called ${other?.name}.`);
  });

  test.each([
    ['commas', (list: readonly string[]) => list.join(', ')],
    ['semicolons', (list: readonly string[]) => list.join('; ')],
    ['lines', (list: readonly string[]) => list.join('\r\n')],
    ['a mixture with empty ones', (list: readonly string[]) => `,;${list.join(';\n ')},,`],
  ])('a list is typed with %s, by name, by address and as Name <address>, doubles once', async (_how, list) => {
    const { noor, free } = await start(shape);
    const [anna, bo, cleo] = free;
    if (!anna || !bo || !cleo) throw new Error('Too few people.');
    await noor.build('assign', { product: PROJECT });
    const typed = list([anna.name, bo.mail.toUpperCase(), `"${cleo.name}" <${cleo.mail}>`, anna.mail, anna.name]);
    const review = await noor.press('Review', { find: typed });
    expect(review.lines).toContain('3 people');
    for (const name of names([anna, bo, cleo])) expect(review.value(name)).toBe('Gets it');
  });

  test('a list can be said as well, while the form asks', async () => {
    const { noor, free } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    const review = await noor.say(
      free
        .slice(0, 3)
        .map(({ mail }) => mail)
        .join('\n'),
    );
    expect(review.lines).toContain('3 people');
  });

  test('an ambiguous name is asked about, and an unknown name is reported', async () => {
    const { app, noor, free } = await start(shape);
    const [anna] = free;
    const jans = app.organisation.people.filter(({ name }) => name === 'Jan de Boer');
    await noor.build('assign', { product: PROJECT });
    const form = await noor.press('Review', { find: `Jan de Boer, Nemo Niemand, ${anna?.mail}` });
    expect(plain(form)).toContain('Who do you mean? Tick: Jan de Boer. Not found: Nemo Niemand.');
    const choices = form.choices;
    for (const { mail, id } of jans) {
      expect(choices).toContainEqual({ title: `Jan de Boer · ${mail.split('@')[0]}`, value: id });
    }
    expect(form.field?.value).toBe(anna?.id);
    const review = await noor.press('Review', { people: idsOf([...jans.slice(1), ...(anna ? [anna] : [])]) });
    expect(review.lines).toContain('2 people');
  });

  test('“Find” lists the people who match, and assigns nothing', async () => {
    const { noor, now, subscription } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    const form = await noor.press('Find', { find: 'Sanne' });
    const titles = form.choices.map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Sanne '))).toHaveLength(3);
    const typo = await noor.press('Find', { find: 'Zzyzx' });
    expect(plain(typo)).toContain('Not found: Zzyzx');
    expect(await now()).toEqual(subscription);
  });

  test('RULES #1: a guest is refused by name, the others get theirs', async () => {
    const { app, noor, free, subscription } = await start(shape);
    const guest = app.organisation.people.find(({ kind }) => kind === 'guest');
    const [anna] = free;
    const [had] = subscription.assignments;
    await noor.build('assign', { product: PROJECT });
    const review = await noor.press('Review', { people: [guest?.id, anna?.id, had?.person].join() });
    expect(review.lines).toContain('Guest: not in your organisation');
    const outcome = await noor.press('Assign 1');
    expect(outcome.lines).toContain('1 of 3 done');
    expect(outcome.lines).toContain('Refused');
    expect(outcome.lines).toContain('Already had it');
    expect(outcome.value(anna?.name ?? '')).toBe('Done');
  });

  test('RULES #1: where only guests and strangers are named there is nothing to confirm', async () => {
    const { app, noor, now, subscription } = await start(shape);
    const guests = app.organisation.people.filter(({ kind }) => kind === 'guest');
    await noor.build('assign', { product: PROJECT });
    const review = await noor.press('Review', { people: idsOf([...guests, { id: 'stranger' }]) });
    expect(review.lines).toContain('No one gets a licence from this');
    expect(review.lines).toContain('Not in your organisation');
    expect(review.buttons).toEqual(['Other people', 'Stop']);
    expect((await noor.build('confirm', review.anyData)).text).toContain('No person was picked.');
    expect(await now()).toEqual(subscription);
  });

  test('RULES S4: 21 people are too many, and stay in the form; 20 after removing doubles are not', async () => {
    const { noor, now, free, subscription } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    const form = await noor.press('Review', { people: idsOf(free.slice(0, 21)) });
    expect(form.text).toContain('21 people are too many. Pick at most 20 at a time. Do the others after that.');
    expect(form.field?.value).toBe(idsOf(free.slice(0, 21)));
    const twenty = free.slice(0, 20);
    const doubled = { people: idsOf([...twenty, ...twenty]), find: twenty.map(({ mail }) => mail).join(',') };
    expect((await noor.press('Review', doubled)).lines).toContain('20 people');
    await noor.press('Assign 20');
    expect((await now()).assignments).toHaveLength(subscription.assignments.length + 20);
  });

  test('picking no person is reported', async () => {
    const { noor } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    expect((await noor.press('Review', { people: '', find: '' })).text).toContain(
      'No person was picked. Pick a person, or type a name.',
    );
  });

  test('RULES #5: the licences that are missing are bought with it, in one order, and undone as one', async () => {
    const { noor, now, free, subscription } = await start(shape, {}, 'Power BI Pro');
    await noor.build('assign', { product: 'Power BI Pro' });
    const form = await noor.press('Review', { people: idsOf(free.slice(0, 5)) });
    expect(form.text).toContain('2 licences short: 3 free, 5 needed. Buy more in the same step, or pick fewer people.');
    expect(form.field?.value).toBe(idsOf(free.slice(0, 5)));
    const review = await noor.press('Buy 2 more');
    expect(review.value('2 licences, 9 of 30 days')).toBe('€7.26');
    expect(review.value('Today')).toBe('€8.78');
    const orders = (await noor.account()).orders.length;
    const outcome = await noor.press('Pay €8.78, assign 5');
    expect(outcome.lines).toContain('5 of 5 done');
    expect(outcome.value('Charged')).toBe('€8.78');
    expect((await noor.account()).orders).toHaveLength(orders + 1);
    const after = await now();
    expect([licencesOf(after), after.assignments.length]).toEqual([22, 22]);
    const undo = await noor.press('Undo');
    expect(undo.header).toMatchObject({ change: '22 → 20 licences', number: '€8.78' });
    const undone = await noor.press('Unassign 5, set 20');
    expect(undone.value('Refunded')).toBe('€8.78');
    expect((await now()).assignments).toEqual(subscription.assignments);
  });

  test('a declined card buys and assigns nothing', async () => {
    const gateway = { charge: async () => 'declined' as const, void: async () => 'voided' as const };
    const { noor, now, free, subscription } = await start(shape, { gateway }, 'Power BI Pro');
    await noor.build('assign', { product: 'Power BI Pro' });
    await noor.press('Review', { people: idsOf(free.slice(0, 5)) });
    await noor.press('Buy 2 more');
    expect((await noor.press('Pay')).title).toBe('The card was declined');
    expect(await now()).toEqual(subscription);
  });

  test('a directory that fails for one person: a row says so, and trying again is about them alone', async () => {
    let silent = '';
    const { noor, now, free, subscription } = await start(shape, {
      directory: ({ person }) => ({
        person: async (tenant, id) => {
          if (id === silent) throw new Error('no answer');
          return person(tenant, id);
        },
      }),
    });
    const [anna, bo] = free;
    silent = bo?.id ?? '';
    await noor.build('assign', { product: PROJECT });
    const review = await noor.press('Review', { people: idsOf(free.slice(0, 3)) });
    expect(review.lines).toContain('No answer, nothing changed');
    expect(review.lines).toContain(`Name not known · ${silent.slice(0, 8)}`);
    const outcome = await noor.press('Assign 2');
    expect(outcome.lines).toContain('2 of 3 done');
    expect(outcome.lines).toContain('Failed');
    expect(outcome.value(anna?.name ?? '')).toBe('Done');
    silent = '';
    const again = await noor.press('Try 1 again');
    expect(again.lines).toContain('1 person');
    expect(again.value(bo?.name ?? '')).toBe('Gets it');
    await noor.press('Assign 1');
    expect((await now()).assignments).toHaveLength(subscription.assignments.length + 3);
  });

  test('pressing Assign five times assigns once; an older card changes nothing', async () => {
    const { noor, now, free, subscription } = await start(shape);
    const form = await noor.build('assign', { product: PROJECT });
    const review = await noor.press('Review', { people: idsOf(free.slice(0, 2)) });
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => noor.press('Assign 2', {}, review)));
    expect(outcomes.every((one) => one.lines.includes('2 of 2 done'))).toBe(true);
    expect((await now()).version).toBe(subscription.version + 1);
    expect((await noor.press('Review', { people: idsOf(free.slice(2, 4)) }, form)).eyebrow).toBe(
      'No longer current · nothing changed',
    );
    expect((await now()).assignments).toHaveLength(subscription.assignments.length + 2);
  });

  test('a licence given elsewhere between review and confirm: the new review says so', async () => {
    const { app, noor, now, free, subscription } = await start(shape);
    await noor.build('assign', { product: PROJECT });
    await noor.press('Review', { people: idsOf(free.slice(0, 2)) });
    const otherConversation = new ChatDriver(app, shape === 'teams' ? 'emulator' : 'teams', 'many');
    await otherConversation.build('assign', { product: PROJECT });
    await otherConversation.press('Review', { people: idsOf(free.slice(0, 1)) });
    await otherConversation.press('Assign 1');
    const again = await noor.press('Assign 2');
    expect(again.eyebrow).toBe('Changed meanwhile · nothing done yet');
    await noor.press('Assign 1');
    expect((await now()).assignments).toHaveLength(subscription.assignments.length + 2);
  });

  test('RULES S5: licences are unassigned by ticks and by name', async () => {
    const { app, noor, now, subscription } = await start(shape);
    const holders = app.organisation.people.filter(({ id }) =>
      subscription.assignments.some(({ person }) => person === id),
    );
    const [anna, bo] = holders;
    const form = await noor.build('unassign', { product: PROJECT });
    expect(form.header).toMatchObject({ eyebrow: 'Unassign', title: PROJECT, caption: '9 of 30 used' });
    expect(form.choices).toHaveLength(9);
    const review = await noor.press('Review', { people: anna?.id, find: bo?.mail });
    expect(review.lines).toContain('2 people');
    expect(review.value(anna?.name ?? '')).toBe('Loses it');
    const outcome = await noor.press('Unassign 2');
    expect(outcome.lines).toContain('2 of 2 done');
    expect(outcome.lines).toContain('23 licences left');
    expect((await now()).assignments.map(({ person }) => person)).not.toContain(anna?.id);
    expect((await now()).assignments).toHaveLength(7);
    const departed = await noor.build('unassign', { product: PROJECT, people: [anna?.name ?? ''] });
    expect(plain(departed)).toContain(`No one with this licence is called ${anna?.name}.`);
  });

  test('RULES #9, #13: an ended subscription’s licences cannot be assigned, but can be unassigned', async () => {
    const { noor } = await start(shape);
    const ended = await noor.build('assign', { product: 'Power BI Premium' });
    expect(ended.text).toContain('has ended');
    const form = await noor.build('unassign', { product: 'Power BI Premium' });
    expect(form.choices).toHaveLength(4);
  });

  test('in Dutch: assigning, too many, too few, and taking back', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many', 'nl-NL');
    const subscription = find(app, await noor.account(), 'Power BI Pro');
    const free = others(app, subscription);
    const form = await noor.build('assign', { product: 'Power BI Pro' });
    expect(form.header).toMatchObject({ eyebrow: 'Toewijzen', title: 'Power BI Pro', caption: '3 licenties vrij' });
    expect((await noor.press('Controleren', { people: idsOf(free.slice(0, 21)) })).text).toContain(
      '21 mensen zijn te veel. Kies er maximaal 20 tegelijk.',
    );
    expect((await noor.press('Controleren', { people: idsOf(free.slice(0, 5)) })).text).toContain(
      '2 licenties te weinig: 3 vrij, 5 nodig.',
    );
    await noor.press('2 bijkopen');
    const outcome = await noor.press('€ 8,78 betalen, 5 toewijzen');
    expect(outcome.lines).toContain('5 van 5 gedaan');
    expect(outcome.value('Betaald')).toBe('€ 8,78');
    await noor.press('Terugdraaien');
    expect((await noor.press('5 intrekken, naar 20')).value('Terugbetaald')).toBe('€ 8,78');
  });
});
