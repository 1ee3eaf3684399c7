import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { APP, LOGIN } from './fake-entra.ts';
import {
  invokeResponses,
  KEY,
  microsoft365Settings,
  signInRequests,
  startMicrosoft365App,
} from './microsoft365-app.ts';
import { PUBLIC } from './production-app.ts';

const MINUTE = 60_000;

let app: Awaited<ReturnType<typeof startMicrosoft365App>>;
let noor: ReturnType<typeof app.chatWith>;

beforeEach(async () => {
  app = await startMicrosoft365App();
  noor = app.chatWith('many');
});
afterEach(() => app.close());

/** The latest sign-in request that Noor's client received. */
const latestSignInRequest = () => signInRequests(noor).at(-1) ?? { id: '', uri: '', url: '' };

/** Noor sends a message, her client sends a token, and the app answers the message. */
async function signIn(text = 'my subscriptions') {
  await noor.deliver({ type: 'message', text });
  const status = await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')));
  await app.settled();
  return status;
}

test('Teams signs the user in silently, and the bot then answers what they typed, once', async () => {
  expect(await signIn()).toBe(200);
  expect(latestSignInRequest().uri).toBe(`api://desk.example.com/botid-${APP}`);
  expect(noor.card.text).toContain('Visio');
  const cards = noor.sent.length;
  expect(await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')))).toBe(200);
  await app.settled();
  expect(noor.sent.length - cards).toBe(1);
  expect(app.entra.tokenCounts.onBehalf).toBe(1);
  await noor.say('my subscriptions');
  expect([signInRequests(noor).length, app.entra.tokenCounts.onBehalf]).toEqual([1, 1]);
});

test('what was pressed is done as well; the press is answered at once and keeps its card', async () => {
  await noor.deliver({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: 'shown',
    value: { action: { type: 'Action.Execute', verb: 'list', data: { verb: 'list' } } },
  });
  expect(invokeResponses(noor).at(-1)?.body).toMatchObject({
    type: 'application/vnd.microsoft.activity.message',
    value: 'You are being signed in first. It goes on by itself.',
  });
  expect(noor.updated).toEqual([]);
  await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')));
  await app.settled();
  expect(noor.card.text).toContain('Visio');
});

test('everything asked for before signing in is done after it, under one question', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  await noor.deliver({ type: 'message', text: 'payment' });
  expect(new Set(signInRequests(noor).map(({ id }) => id)).size).toBe(1);
  const sentCount = noor.sent.length;
  await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')));
  await app.settled();
  const answers = JSON.stringify(noor.sent.slice(sentCount));
  expect([answers.includes('Visio'), answers.includes('Add card')]).toEqual([true, true]);
});

test('several clients bring tokens at once: one exchange, the same answer to all, one result', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await app.entra.token(app.personId('many'));
  const sentCount = noor.sent.length;
  const { id } = latestSignInRequest();
  await Promise.all(
    [1, 2, 3, 4].map(() =>
      noor.deliver({
        type: 'invoke',
        name: 'signin/tokenExchange',
        value: { id, connectionName: 'purchase-desk', token },
      }),
    ),
  );
  await app.settled();
  const received = noor.sent.slice(sentCount);
  expect(invokeResponses(noor).map(({ status, body }) => [status, body.id])).toEqual(Array(4).fill([200, id]));
  expect(received.filter(({ type }) => type === 'message')).toHaveLength(1);
  expect(app.entra.tokenCounts.onBehalf).toBe(1);
});

test.each<[string, () => Promise<string>]>([
  ['of another user', () => app.entra.token(app.personId('manager'))],
  ['of the same person in another organisation', () => app.entra.token({ ...app.personId('many'), tenant: APP })],
  ['for another app', () => app.entra.token(app.personId('many'), { aud: 'other' })],
  ['without the permission that Teams asks for', () => app.entra.token(app.personId('many'), { scp: 'other' })],
  ['that is over', () => app.entra.token(app.personId('many'), { exp: 1 })],
  ['with a forged signature', () => app.entra.token(app.personId('many'), {}, 'forged')],
  ['that is none', async () => 'nothing'],
])('a token %s signs no user in', async (_what, token) => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(await app.sendToken(noor, latestSignInRequest(), await token())).toBe(412);
  await app.settled();
  expect(app.entra.tokenCounts.onBehalf).toBe(0);
  await expect(app.tokens.resourceManager(app.personId('many'), false)).rejects.toMatchObject({ what: 'sign-in' });
  await expect(app.tokens.resourceManager(app.personId('manager'), false)).rejects.toMatchObject({ what: 'sign-in' });
});

test('a request that no Teams client sends is rejected, and an answer without a question changes nothing', async () => {
  const token = await app.entra.token(app.personId('many'));
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(await app.sendToken(noor, latestSignInRequest(), token, 'another-connection')).toBe(400);
  expect(await app.sendToken(noor, { id: 'x'.repeat(300) }, token)).toBe(400);
  expect(await app.sendToken(noor, { id: 'made up' }, token)).toBe(200);
  await noor.deliver({ type: 'invoke', name: 'signin/tokenExchange' });
  expect(invokeResponses(noor).at(-1)?.status).toBe(400);
  expect(app.entra.tokenCounts.onBehalf).toBe(0);
});

test('another user cannot answer a question with their own token', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const iris = app.chatWith('manager');
  expect(await app.sendToken(iris, latestSignInRequest(), await app.entra.token(app.personId('manager')))).toBe(200);
  await app.settled();
  expect(app.entra.tokenCounts.onBehalf).toBe(0);
  expect(JSON.stringify([noor.sent, iris.sent])).not.toContain('Visio');
});

test.each([
  ['en-GB', 'Your organisation must allow this first'],
  ['nl-NL', 'Uw organisatie moet dit eerst toestaan'],
])('missing consent is told with what an administrator must allow, and where, in %s', async (locale, title) => {
  noor = app.chatWith('many', locale);
  app.entra.refusal = { error: 'invalid_grant', suberror: 'consent_required', code: 65001 };
  await noor.deliver({ type: 'message', text: locale === 'en-GB' ? 'my subscriptions' : 'mijn abonnementen' });
  const token = await app.entra.token(app.personId('many'));
  expect(await app.sendToken(noor, latestSignInRequest(), token)).toBe(412);
  expect(noor.card.text).toContain(title);
  for (const name of ['user_impersonation', 'LicenseAssignment.ReadWrite.All', 'Directory.Read.All']) {
    expect(noor.card.text.replaceAll('\\', '')).toContain(name);
  }
  const { url } = noor.card.action(locale === 'en-GB' ? 'For administrators' : 'Voor beheerders');
  const params = { client_id: APP, redirect_uri: `${PUBLIC}sign-in/callback` };
  expect(url).toBe(`${LOGIN}/${app.personId('many').tenant}/adminconsent?${new URLSearchParams(params)}`);
  const count = noor.sent.length;
  expect(await app.sendToken(noor, latestSignInRequest(), token)).toBe(412);
  expect([noor.sent.length - count, app.entra.tokenCounts.onBehalf]).toEqual([1, 1]);
});

test('an administrator who comes back reads whether it is allowed', async () => {
  const browser = app.openBrowser('nl-NL');
  const openCallback = (query: object) => browser.open(`sign-in/callback?${new URLSearchParams({ ...query })}`);
  expect((await openCallback({ admin_consent: 'True', tenant: 'x' })).html).toContain('Het is nu toegestaan');
  const refusal = await openCallback({ admin_consent: 'True', error: 'access_denied', error_description: 'canary' });
  expect([refusal.status, refusal.html.includes('Het is niet toegestaan')]).toEqual([403, true]);
  expect(refusal.html).not.toContain('canary');
});

test('where Teams is not enough, the button’s page signs in, and the chat goes on by itself', async () => {
  app.entra.refusal = { error: 'interaction_required', code: 50076 };
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')))).toBe(412);
  app.entra.refusal = undefined;
  const browser = app.openBrowser();
  const entraUrl = (await browser.open(latestSignInRequest().url)).to;
  expect(new URL(entraUrl).searchParams.get('scope')).toContain('https://management.azure.com/user_impersonation');
  const callback = await browser.open(app.entra.completeSignIn(entraUrl, app.personId('many')));
  await app.settled();
  expect(noor.card.text).toContain('Visio');
  expect((await browser.open(callback.to)).html).toContain('You are signed in');
  expect(callback.to).not.toContain(app.personId('many').person);
  await noor.deliver({ type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } });
  expect(invokeResponses(noor).at(-1)?.status).toBe(200);
  expect(app.entra.tokenCounts.onBehalf).toBe(1);
  // Another sign-in does not repeat the answer.
  const sentCount = noor.sent.length;
  await browser.open(
    app.entra.completeSignIn((await browser.open(latestSignInRequest().url)).to, app.personId('many')),
  );
  await app.settled();
  expect(noor.sent).toHaveLength(sentCount);
});

test('clients that reach two processes at once bring one result', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const otherApp = await startMicrosoft365App(microsoft365Settings, app.documents);
  const otherNoor = otherApp.chatWith('many');
  const token = await app.entra.token(app.personId('many'));
  const signInRequest = latestSignInRequest();
  const statuses = await Promise.all([
    app.sendToken(noor, signInRequest, token),
    otherApp.sendToken(otherNoor, signInRequest, token),
  ]);
  await Promise.all([app.settled(), otherApp.settled()]);
  otherApp.close();
  expect(statuses).toEqual([200, 200]);
  const answers = [...noor.sent, ...otherNoor.sent].filter((one) => JSON.stringify(one).includes('Visio'));
  expect(answers).toHaveLength(1);
});

test('the page signs in only the user whom the button was for', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const browser = app.openBrowser();
  const entraUrl = (await browser.open(latestSignInRequest().url)).to;
  const callback = await browser.open(app.entra.completeSignIn(entraUrl, app.personId('manager')));
  await app.settled();
  expect([callback.status, callback.html.includes('That account cannot be used here')]).toEqual([403, true]);
  for (const role of ['many', 'manager']) {
    await expect(app.tokens.resourceManager(app.personId(role), false)).rejects.toMatchObject({ what: 'sign-in' });
  }
});

test('signing in that does not help leads to a button, not to clients that ask without end', async () => {
  app.entra.tokenLifetime = 1;
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await app.entra.token(app.personId('many'));
  app.entra.acceptsRefreshTokens = false;
  expect(await app.sendToken(noor, latestSignInRequest(), token)).toBe(200);
  await app.settled();
  expect(signInRequests(noor)).toHaveLength(1);
  expect(noor.card.text).toContain('Sign in to go on');
  expect(noor.card.action('Sign in').url).toContain(`${PUBLIC}sign-in?to=`);
  expect(app.entra.tokenCounts.onBehalf).toBe(1);
});

test('a quarter of an hour later what was asked for is not done by itself any more', async () => {
  await noor.deliver({ type: 'message', text: 'payment' });
  app.testApp.pass(15 * MINUTE);
  await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')));
  await app.settled();
  expect(noor.card.text).not.toContain('Visa');
  expect(noor.card.text).toContain('Noor');
});

test('who arrives is asked to sign in once, and welcomed by their own purchases', async () => {
  const arrival = { type: 'conversationUpdate', membersAdded: [{ id: 'bot', name: '' }] };
  await noor.deliver(arrival);
  await noor.deliver(arrival);
  expect(signInRequests(noor)).toHaveLength(1);
  await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('many')));
  await app.settled();
  expect(noor.card.text).toContain('Noor');
});

test('help is there before signing in', async () => {
  await noor.say('help');
  expect(signInRequests(noor)).toEqual([]);
  expect(noor.card.text).toContain('What you can do here');
});

test('a link to an invoice says to sign in in the chat when that was not done, and works after it', async () => {
  const browser = app.openBrowser();
  await browser.signIn(app.invoice(), app.personId('many'));
  const refusal = await browser.open(app.invoice());
  expect([refusal.status, refusal.html.includes('Go back to the chat')]).toEqual([403, true]);
  await signIn();
  expect((await browser.open(app.invoice())).status).toBe(200);
});

test('in a group no user is asked to sign in while others read along', async () => {
  const conversation = {
    id: 'a-group',
    isGroup: true,
    name: '',
    conversationType: 'groupChat',
    tenantId: app.personId('many').tenant,
  };
  await noor.deliver({ type: 'message', text: 'my subscriptions', conversation });
  expect(signInRequests(noor)).toEqual([]);
  expect(noor.card.text).toContain('Let us talk in private');
});

test.each([
  ['en-GB', 'sign out', 'You are signed out here'],
  ['nl-NL', 'afmelden', 'U bent hier afgemeld'],
])('who signs out in %s is told so, and nothing of theirs is kept', async (locale, command, title) => {
  noor = app.chatWith('many', locale);
  await signIn();
  await noor.say(locale === 'nl-NL' ? 'toon de hulp graag' : 'help');
  expect(noor.card.text).toContain(command);
  await noor.say(command);
  expect(noor.card.text).toContain(title);
  expect(await app.readDocuments()).not.toContain('tokens/');
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(signInRequests(noor)).toHaveLength(2);
});

test('a token is renewed without a word, and one that cannot be leads to signing in anew', async () => {
  app.entra.tokenLifetime = 1;
  await signIn();
  await noor.say('my subscriptions');
  expect(noor.card.text).toContain('Visio');
  expect([app.entra.tokenCounts.refreshed > 0, app.entra.tokenCounts.onBehalf, signInRequests(noor).length]).toEqual([
    true,
    1,
    1,
  ]);
  app.entra.revoke();
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  expect(signInRequests(noor)).toHaveLength(2);
});

test('users stay signed in after a restart, and with a new key beside the old one', async () => {
  await signIn();
  const { entra, documents } = app;
  app.close();
  for (const TOKEN_KEY of [KEY, `a-newer-key-that-is-long-enough-too,${KEY}`]) {
    app = await startMicrosoft365App({ ...microsoft365Settings, TOKEN_KEY }, documents);
    const token = await app.tokens.resourceManager(app.personId('many'), false);
    expect(token).toBe(entra.newest.get(app.personId('many').person));
    await app.chatWith('many').say('my subscriptions');
    app.close();
  }
  app = await startMicrosoft365App(
    { ...microsoft365Settings, TOKEN_KEY: 'a-newer-key-that-is-long-enough-too' },
    documents,
  );
  await expect(app.tokens.resourceManager(app.personId('many'), false)).rejects.toMatchObject({ what: 'sign-in' });
});

test('no token is readable in the log, the documents or the chat', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await app.entra.token(app.personId('many'));
  await app.sendToken(noor, latestSignInRequest(), await app.entra.token(app.personId('manager')));
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  await app.sendToken(noor, latestSignInRequest(), token);
  await app.settled();
  await app.tokens.resourceManager(app.personId('many'), true);
  const stored = await app.readDocuments();
  expect(stored).toContain('tokens/');
  for (const text of [stored, app.readLog(), JSON.stringify(noor.sent)]) {
    expect(text).not.toMatch(/canary|eyJ[\w-]{10,}\.[\w-]{10,}\.|the-app-secret/);
    expect(text).not.toContain(token);
  }
});

test('when Entra does not answer the button shows, and the next token is accepted', async () => {
  await noor.deliver({ type: 'message', text: 'my subscriptions' });
  const token = await app.entra.token(app.personId('many'));
  app.entra.isDown = true;
  expect(await app.sendToken(noor, latestSignInRequest(), token)).toBe(412);
  app.entra.isDown = false;
  expect(await app.sendToken(noor, latestSignInRequest(), token)).toBe(200);
  await app.settled();
  expect(noor.card.text).toContain('Visio');
});
