import { describe, expect, test } from '@jest/globals';
import type { PurchaseRow } from '../../../src/application/administration/purchase-row.ts';
import { ChatDriver, shapes, type TestApp, testApp } from '../support/chat-driver.ts';

const rows = async ({ documents, organisation }: TestApp, where = {}): Promise<readonly PurchaseRow[]> =>
  (await documents.find({ kind: 'purchase', where: { tenant: organisation.tenant, ...where }, limit: 1_000 })).map(
    ({ row }) => row as PurchaseRow,
  );

describe.each(shapes)('in %s form', (shape) => {
  test('RULES S12: an administrator sees what everybody bought, ten on a card, and each with the document’s six', async () => {
    const app = await testApp();
    const femke = new ChatDriver(app, shape, 'administrator');
    const all = await rows(app);
    expect((await femke.say('hello')).buttons).toContain('All purchases');
    const list = await femke.press('All purchases');
    expect(list.eyebrow).toBe('All purchases · read only');
    expect(list.caption).toBe(`1 to 10 of ${all.length} · excl. tax`);
    expect(list.buttons).toEqual(['Filter', 'Next 10', 'Totals', 'CSV', 'Home']);
    const next = await femke.press('Next 10');
    expect(next.caption).toBe(`11 to 20 of ${all.length} · excl. tax`);
    expect(next.buttons).toContain('Previous');

    await femke.say('who bought Visio Plan 2');
    const noors = (await rows(app, { purchaser: 'Noor de Vries' })).find(
      ({ productName }) => productName === 'Visio Plan 2',
    );
    const one = await femke.press('Noor de Vries, Visio Plan 2');
    expect(one.header).toMatchObject({ eyebrow: 'Purchase · read only', title: 'Visio Plan 2' });
    expect(one.value('Purchaser')).toBe('Noor de Vries');
    expect(one.value('Licences bought')).toBe(String(noors?.licences));
    expect(one.value('Expiry date')).toMatch(/^\d+ \w{3} 20\d\d$/);
    expect(one.value('Purchase price per licence, a month') ?? one.value('Purchase price per licence, a year')).toMatch(
      /^€/,
    );
    expect(one.value('Assigned to')).toMatch(/^\S+ \S+.*/);
    expect(one.buttons).toEqual(['Their purchases', 'All purchases', 'Home']);
    const theirs = await femke.press('Their purchases');
    expect(theirs.header.sentences).toContain('of Noor de Vries');
  });

  test('what is typed finds purchases: of a product, of a person, that expire, of people who left', async () => {
    const app = await testApp();
    const femke = new ChatDriver(app, shape, 'administrator');
    expect((await femke.say('who bought Visio')).text).not.toMatch(/Planner|Project/);
    expect((await femke.say('purchases of Noor')).lines.filter((line) => line === 'Noor de Vries').length).toBe(10);
    expect((await femke.say('purchases expiring within 7 days')).header.sentences).toContain(
      'Expiry date: within 7 days',
    );
    const remaining = await femke.say('purchases of people who left');
    expect(remaining.lines).toContain('Hidde Bosma');
    expect(remaining.header.sentences).toContain('Purchaser left');
    expect(remaining.text).toContain('left the organisation');
    const stranger = await femke.build('purchases', { search: 'qqqq' });
    expect(stranger.header).toMatchObject({ eyebrow: 'All purchases · read only', title: 'No purchases found' });
    expect(stranger.header.sentences).toContain('“qqqq”');
  });

  test('RULES #20: purchasers who left are shown with the end of their subscriptions', async () => {
    const app = await testApp();
    const femke = new ChatDriver(app, shape, 'administrator', 'nl-NL');
    await femke.say('aankopen van mensen die weg zijn');
    expect(femke.card.text).toMatch(/Loopt af\n\d+ \w{3} 20\d\d/);
    const one = await femke.press('Hidde Bosma');
    expect(one.value('Wordt verlengd')).toBe('Nee');
    expect(one.text).toMatch(/De koper is uit dienst\. Mensen houden hun licentie tot .*\. Er wordt niet verlengd\./);
    expect(one.value('Koper')).toBe('Hidde Bosma (uit dienst)');
  });

  test('filters are chosen on a form, keep what was chosen, and go along to the next page', async () => {
    const app = await testApp();
    const femke = new ChatDriver(app, shape, 'administrator');
    await femke.say('all purchases');
    const form = await femke.press('Filter');
    expect(form.fields.map(({ id }) => id)).toEqual(['search', 'product', 'state', 'within', 'sort']);
    const active = await rows(app, { state: 'active' });
    const match = await femke.press('Find', {
      search: '',
      product: 'all',
      state: 'active',
      within: 'all',
      sort: '-monthly',
    });
    expect(match.caption).toBe(`1 to 10 of ${active.length} · excl. tax`);
    expect(match.header.sentences).toContain('Active');
    const dearest = Math.max(...active.map(({ monthly }) => monthly));
    expect(match.entries[0]?.join('\n')).toContain(' of ');
    expect(match.entries[0]).toContain(
      app.organisation.terms.currency &&
        `€${new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 }).format(dearest / 100)}`,
    );
    expect((await femke.press('Next 10')).header.sentences).toContain('Active');
    const again = await femke.press('Filter');
    expect(again.fields.find(({ id }) => id === 'state')?.value).toBe('active');
  });

  test('totals add up, by product and in a picture, and policy is shown with the admin centre’s link', async () => {
    const app = await testApp({
      terms: ({ terms }) => ({ ...terms, policy: new Map([['CFQ7TTC0HD33', 'Disabled' as const]]) }),
    });
    const femke = new ChatDriver(app, shape, 'administrator');
    const all = await rows(app);
    const monthly = all.reduce((sum, one) => sum + one.monthly, 0);
    const totals = await femke.say('total of all purchases');
    expect(totals.lines).toContain(
      `€${new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 }).format(monthly / 100)}`,
    );
    expect(totals.value('Licences')).toBe(
      new Intl.NumberFormat('en-GB').format(all.reduce((sum, one) => sum + one.licences, 0)),
    );
    const json = JSON.stringify(totals.card);
    expect(json).toMatch(shape === 'teams' ? /Chart\.HorizontalBar/ : /purchases\.svg/);
    const policy = await femke.press('Policy');
    const product = app.organisation.terms.products.get('CFQ7TTC0HD33')?.name ?? '';
    expect(policy.value(product)).toBe('Not allowed');
    expect(policy.lines.filter((line) => line === 'Allowed').length).toBe(app.organisation.terms.products.size - 1);
    expect(policy.action('Open admin centre').url).toContain('linkid=2053743');
  });

  test.each(['many', 'manager', 'guest', 'left'])(
    'RULES S12: a user who is not an administrator (%s) sees nothing of it',
    async (role) => {
      const app = await testApp();
      const noor = new ChatDriver(app, shape, role);
      const [other] = (await rows(app)).filter(({ purchaser }) => purchaser !== 'Noor de Vries');
      for (const [verb, payload] of [
        ['purchases', {}],
        ['purchases', { search: 'Iris' }],
        ['purchase-filter', {}],
        ['purchase', { person: other?.person, subscription: other?.subscription }],
        ['totals', {}],
        ['policy', {}],
      ] as const) {
        const card = await noor.build(verb, payload);
        expect([verb, card.eyebrow]).toEqual([verb, 'Not possible · nothing changed']);
        expect(card.text).toMatch(/Only administrators see|Guests cannot|no longer in this organisation/);
      }
      if (role === 'many') expect(noor.card.buttons).toEqual(['My subscriptions', 'Home']);
    },
  );

  test('an administrator of one organisation sees nothing of another', async () => {
    const app = await testApp();
    const [one] = await rows(app);
    const index = { ...one, tenant: 'another', purchaser: 'Somebody Else', search: 'somebody else' } as PurchaseRow;
    await app.documents.write('account/another/p', {}, { index });
    const femke = new ChatDriver(app, shape, 'administrator');
    expect((await femke.build('purchases', { search: 'Somebody' })).title).toBe('No purchases found');
  });
});
