import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PUBLIC } from './desk.ts';
import { APP, LOGIN } from './entra.ts';
import { invokeAnswers, KEY, purchases, questions, real } from './purchases.ts';

const MINUTE = 60_000;

let desk: Awaited<ReturnType<typeof purchases>>;
let noor: ReturnType<typeof desk.talk>;

beforeEach(async () => {
  desk = await purchases();
  noor = desk.talk('many');
});
afterEach(() => desk.close());

/** The last question to sign in. */
const question = () => questions(noor).at(-1) ?? { id: '', uri: '', url: '' };

/** Noor asks for something, her client signs her in by itself, and what she asked for is there. */
async function signIn(said = 'my subscriptions') {
  await noor.deliver({ type: 'message', text: said });
  const status = await desk.bring(noor, question(), await desk.entra.token(desk.of('many')));
  await desk.settled();
  return status;
}

test('Teams signs somebody in by itself, and what they typed is then answered by itself, once', async () => {
  expect(await signIn()).toBe(200);
  expect(question().uri).toBe(`api://desk.example.com/botid-${APP}`);
  expect(noor.card.text).toContain('Visio');
  const cards = noor.sent.length;
  expect(await desk.bring(noor, question(), await desk.entra.token(desk.of('many')))).toBe(200);
  await desk.settled();
  expect(noor.sent.length - cards).toBe(1);
  expect(desk.entra.given.onBehalf).toBe(1);
  await noor.say('my subscriptions');
  expect([questions(noor).length, desk.entra.given.onBehalf]).toEqual([1, 1]);
});

test('what was pressed is done as well; the press is answered at once and keeps its card', async () => {
  await noor.deliver({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: 'shown',
    value: { action: { type: 'Action.Execute', verb: 'list', data: { verb: 'list' } } },
  });
  expect(invokeAnswers(noor).at(-1)?.body).toMatchObject({
    type: 'application/vnd.microsoft.activity.message',
    value: 'You are being signed in first. It goes on by itself.',
  });
  expect(noor.updated).toEqual([]);
  await desk.bring(noor, question(), await desk.entra.token(desk.of('many')));
  await desk.settled();
  expect(noor.card.text).toContain('Visio');
});

test('everything asked for before signing in is done after it, under one question', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  await noor.deliver({ type: 'message', text: 'payment' });
  expect(new Set(questions(noor).map(({ id }) => id)).size).toBe(1);
  const before = noor.sent.length;
  await desk.bring(noor, question(), await desk.entra.token(desk.of('many')));
  await desk.settled();
  const said = JSON.stringify(noor.sent.slice(before));
  expect([said.includes('Visio'), said.includes('Add card')]).toEqual([true, true]);
});

test('several clients bring tokens at once: one exchange, the same answer to all, one result', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await desk.entra.token(desk.of('many'));
  const before = noor.sent.length;
  const { id } = question();
  await Promise.all(
    [1, 2, 3, 4].map(() =>
      noor.deliver({
        type: 'invoke',
        name: 'signin/tokenExchange',
        value: { id, connectionName: 'purchase-desk', token },
      }),
    ),
  );
  await desk.settled();
  const came = noor.sent.slice(before);
  expect(invokeAnswers(noor).map(({ status, body }) => [status, body.id])).toEqual(Array(4).fill([200, id]));
  expect(came.filter(({ type }) => type === 'message')).toHaveLength(1);
  expect(desk.entra.given.onBehalf).toBe(1);
});

test.each<[string, () => Promise<string>]>([
  ['of somebody else', () => desk.entra.token(desk.of('manager'))],
  ['of the same person in another organisation', () => desk.entra.token({ ...desk.of('many'), tenant: APP })],
  ['for another app', () => desk.entra.token(desk.of('many'), { aud: 'other' })],
  ['without the permission that Teams asks for', () => desk.entra.token(desk.of('many'), { scp: 'other' })],
  ['that is over', () => desk.entra.token(desk.of('many'), { exp: 1 })],
  ['that somebody else signed', () => desk.entra.token(desk.of('many'), {}, 'forged')],
  ['that is none', async () => 'nothing'],
])('a token %s signs nobody in', async (_what, token) => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(await desk.bring(noor, question(), await token())).toBe(412);
  await desk.settled();
  expect(desk.entra.given.onBehalf).toBe(0);
  await expect(desk.tokens.resourceManager(desk.of('many'), false)).rejects.toMatchObject({ what: 'sign-in' });
  await expect(desk.tokens.resourceManager(desk.of('manager'), false)).rejects.toMatchObject({ what: 'sign-in' });
});

test('what no client of Teams sends is refused, and a question nobody asked changes nothing', async () => {
  const token = await desk.entra.token(desk.of('many'));
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(await desk.bring(noor, question(), token, 'another-connection')).toBe(400);
  expect(await desk.bring(noor, { id: 'x'.repeat(300) }, token)).toBe(400);
  expect(await desk.bring(noor, { id: 'made up' }, token)).toBe(200);
  await noor.deliver({ type: 'invoke', name: 'signin/tokenExchange' });
  expect(invokeAnswers(noor).at(-1)?.status).toBe(400);
  expect(desk.entra.given.onBehalf).toBe(0);
});

test('somebody else cannot answer a question with their own token', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const iris = desk.talk('manager');
  expect(await desk.bring(iris, question(), await desk.entra.token(desk.of('manager')))).toBe(200);
  await desk.settled();
  expect(desk.entra.given.onBehalf).toBe(0);
  expect(JSON.stringify([noor.sent, iris.sent])).not.toContain('Visio');
});

test.each([
  ['en-GB', 'Your organisation must allow this first'],
  ['nl-NL', 'Uw organisatie moet dit eerst toestaan'],
])('missing consent is told with what an administrator must allow, and where, in %s', async (locale, title) => {
  noor = desk.talk('many', locale);
  desk.entra.refusal = { error: 'invalid_grant', suberror: 'consent_required', code: 65001 };
  await noor.deliver({ type: 'message', text: locale === 'en-GB' ? 'my subscriptions' : 'mijn abonnementen' });
  const token = await desk.entra.token(desk.of('many'));
  expect(await desk.bring(noor, question(), token)).toBe(412);
  expect(noor.card.text).toContain(title);
  for (const name of ['user_impersonation', 'LicenseAssignment.ReadWrite.All', 'Directory.Read.All']) {
    expect(noor.card.text.replaceAll('\\', '')).toContain(name);
  }
  const { url } = noor.card.action(locale === 'en-GB' ? 'For administrators' : 'Voor beheerders');
  const asked = { client_id: APP, redirect_uri: `${PUBLIC}sign-in/callback` };
  expect(url).toBe(`${LOGIN}/${desk.of('many').tenant}/adminconsent?${new URLSearchParams(asked)}`);
  const told = noor.sent.length;
  expect(await desk.bring(noor, question(), token)).toBe(412);
  expect([noor.sent.length - told, desk.entra.given.onBehalf]).toEqual([1, 1]);
});

test('an administrator who comes back reads whether it is allowed', async () => {
  const browser = desk.browser('nl-NL');
  const back = (query: object) => browser.open(`sign-in/callback?${new URLSearchParams({ ...query })}`);
  expect((await back({ admin_consent: 'True', tenant: 'x' })).html).toContain('Het is nu toegestaan');
  const refused = await back({ admin_consent: 'True', error: 'access_denied', error_description: 'canary' });
  expect([refused.status, refused.html.includes('Het is niet toegestaan')]).toEqual([403, true]);
  expect(refused.html).not.toContain('canary');
});

test('where Teams is not enough, the button’s page signs in, and the chat goes on by itself', async () => {
  desk.entra.refusal = { error: 'interaction_required', code: 50076 };
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(await desk.bring(noor, question(), await desk.entra.token(desk.of('many')))).toBe(412);
  desk.entra.refusal = undefined;
  const browser = desk.browser();
  const away = (await browser.open(question().url)).to;
  expect(new URL(away).searchParams.get('scope')).toContain('https://management.azure.com/user_impersonation');
  const back = await browser.open(desk.entra.signedIn(away, desk.of('many')));
  await desk.settled();
  expect(noor.card.text).toContain('Visio');
  expect((await browser.open(back.to)).html).toContain('You are signed in');
  expect(back.to).not.toContain(desk.of('many').person);
  await noor.deliver({ type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } });
  expect(invokeAnswers(noor).at(-1)?.status).toBe(200);
  expect(desk.entra.given.onBehalf).toBe(1);
  // Who signs in there once more has asked for nothing new.
  const told = noor.sent.length;
  await browser.open(desk.entra.signedIn((await browser.open(question().url)).to, desk.of('many')));
  await desk.settled();
  expect(noor.sent).toHaveLength(told);
});

test('clients that reach two processes at once bring one result', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const other = await purchases(real, desk.documents);
  const there = other.talk('many');
  const token = await desk.entra.token(desk.of('many'));
  const asked = question();
  const answers = await Promise.all([desk.bring(noor, asked, token), other.bring(there, asked, token)]);
  await Promise.all([desk.settled(), other.settled()]);
  other.close();
  expect(answers).toEqual([200, 200]);
  const told = [...noor.sent, ...there.sent].filter((one) => JSON.stringify(one).includes('Visio'));
  expect(told).toHaveLength(1);
});

test('the page signs in nobody but whom the button was for', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const browser = desk.browser();
  const away = (await browser.open(question().url)).to;
  const back = await browser.open(desk.entra.signedIn(away, desk.of('manager')));
  await desk.settled();
  expect([back.status, back.html.includes('That account cannot be used here')]).toEqual([403, true]);
  for (const role of ['many', 'manager']) {
    await expect(desk.tokens.resourceManager(desk.of(role), false)).rejects.toMatchObject({ what: 'sign-in' });
  }
});

test('signing in that does not help leads to a button, not to clients that ask without end', async () => {
  desk.entra.lasts = 1;
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await desk.entra.token(desk.of('many'));
  desk.entra.keeps = false;
  expect(await desk.bring(noor, question(), token)).toBe(200);
  await desk.settled();
  expect(questions(noor)).toHaveLength(1);
  expect(noor.card.text).toContain('Sign in to go on');
  expect(noor.card.action('Sign in').url).toContain(`${PUBLIC}sign-in?to=`);
  expect(desk.entra.given.onBehalf).toBe(1);
});

test('a quarter of an hour later what was asked for is not done by itself any more', async () => {
  await noor.deliver({ type: 'message', text: 'payment' });
  desk.place.pass(15 * MINUTE);
  await desk.bring(noor, question(), await desk.entra.token(desk.of('many')));
  await desk.settled();
  expect(noor.card.text).not.toContain('Visa');
  expect(noor.card.text).toContain('Noor');
});

test('who arrives is asked to sign in once, and welcomed by their own purchases', async () => {
  const arrival = { type: 'conversationUpdate', membersAdded: [{ id: 'bot', name: '' }] };
  await noor.deliver(arrival);
  await noor.deliver(arrival);
  expect(questions(noor)).toHaveLength(1);
  await desk.bring(noor, question(), await desk.entra.token(desk.of('many')));
  await desk.settled();
  expect(noor.card.text).toContain('Noor');
});

test('help is there before signing in', async () => {
  await noor.say('help');
  expect(questions(noor)).toEqual([]);
  expect(noor.card.text).toContain('What you can do here');
});

test('a link to an invoice says to sign in in the chat when that was not done, and works after it', async () => {
  const browser = desk.browser();
  await browser.signIn(desk.invoice(), desk.of('many'));
  const closed = await browser.open(desk.invoice());
  expect([closed.status, closed.html.includes('Go back to the chat')]).toEqual([403, true]);
  await signIn();
  expect((await browser.open(desk.invoice())).status).toBe(200);
});

test('in a group nobody is asked to sign in where others read along', async () => {
  const conversation = {
    id: 'a-group',
    isGroup: true,
    name: '',
    conversationType: 'groupChat',
    tenantId: desk.of('many').tenant,
  };
  await noor.deliver({ type: 'message', text: 'my subscriptions', conversation });
  expect(questions(noor)).toEqual([]);
  expect(noor.card.text).toContain('Let us talk in private');
});

test.each([
  ['en-GB', 'sign out', 'You are signed out here'],
  ['nl-NL', 'afmelden', 'U bent hier afgemeld'],
])('who signs out in %s is told so, and nothing of theirs is kept', async (locale, said, title) => {
  noor = desk.talk('many', locale);
  await signIn();
  await noor.say('help');
  expect(noor.card.text).toContain(said);
  await noor.say(said);
  expect(noor.card.text).toContain(title);
  expect(await desk.stored()).not.toContain('tokens/');
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(questions(noor)).toHaveLength(2);
});

test('a token is renewed without a word, and one that cannot be leads to signing in anew', async () => {
  desk.entra.lasts = 1;
  await signIn();
  await noor.say('my subscriptions');
  expect(noor.card.text).toContain('Visio');
  expect([desk.entra.given.refreshed > 0, desk.entra.given.onBehalf, questions(noor).length]).toEqual([true, 1, 1]);
  desk.entra.revoke();
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(questions(noor)).toHaveLength(2);
});

test('a restart forgets nobody, and neither does a new key beside the old one', async () => {
  await signIn();
  const { entra, documents } = desk;
  desk.close();
  for (const TOKEN_KEY of [KEY, `a-newer-key-that-is-long-enough-too,${KEY}`]) {
    desk = await purchases({ ...real, TOKEN_KEY }, documents);
    const token = await desk.tokens.resourceManager(desk.of('many'), false);
    expect(token).toBe(entra.newest.get(desk.of('many').person));
    await desk.talk('many').say('my subscriptions');
    desk.close();
  }
  desk = await purchases({ ...real, TOKEN_KEY: 'a-newer-key-that-is-long-enough-too' }, documents);
  await expect(desk.tokens.resourceManager(desk.of('many'), false)).rejects.toMatchObject({ what: 'sign-in' });
});

test('no token is readable in the log, the documents or the chat', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await desk.entra.token(desk.of('many'));
  await desk.bring(noor, question(), await desk.entra.token(desk.of('manager')));
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  await desk.bring(noor, question(), token);
  await desk.settled();
  await desk.tokens.resourceManager(desk.of('many'), true);
  const stored = await desk.stored();
  expect(stored).toContain('tokens/');
  for (const text of [stored, desk.logged(), JSON.stringify(noor.sent)]) {
    expect(text).not.toMatch(/canary|eyJ[\w-]{10,}\.[\w-]{10,}\.|the-app-secret/);
    expect(text).not.toContain(token);
  }
});

test('Entra that is away is nobody’s fault: the button shows, and the next token is taken', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await desk.entra.token(desk.of('many'));
  desk.entra.away = true;
  expect(await desk.bring(noor, question(), token)).toBe(412);
  desk.entra.away = false;
  expect(await desk.bring(noor, question(), token)).toBe(200);
  await desk.settled();
  expect(noor.card.text).toContain('Visio');
});
