import { afterEach, expect, test } from '@jest/globals';
import type { Tokens } from '../../src/providers/microsoft365/sign-in/tokens.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { microsoft365Settings, signInRequests, startMicrosoft365App } from '../bot/sign-in/microsoft365-app.ts';
import { APP, ROLE } from './stand-in/graph.ts';
import { Tenant365 } from './stand-in/tenant.ts';
import { idOf, organisation, PRO } from './stand-in/test-app.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

test('a user whom Teams signs in sees and changes what Microsoft 365 has, with their own token, until they sign out', async () => {
  const tenant = new Tenant365({ tenant: organisation.tenant, people: organisation.people });
  await tenant.open();
  const noor = idOf('many');
  let requestToken: Tokens['resourceManager'] = () => Promise.reject(new Error('Not before it is put together.'));
  let pass: (ms: number) => void = () => undefined;
  const app = await startMicrosoft365App(microsoft365Settings, new MemoryDocuments(), {
    microsoft365: {
      tokens: {
        graph: async (of) => `app:${of}`,
        // A token of Entra's stand-in is no token of Billing's stand-in, which accepts the person's name instead.
        resourceManager: async (person, renew) => {
          await requestToken(person, renew);
          return `user:${person.tenant}:${person.person}`;
        },
      },
      graph: tenant.graph.url,
      resourceManager: tenant.manager.url,
      appId: APP,
      administratorRole: ROLE,
      fetch,
      pause: async (ms) => pass(ms),
      random: () => 0.5,
    },
  });
  cleanUps.push(() => tenant.close(), app.close);
  pass = app.testApp.pass;
  requestToken = app.tokens.resourceManager.bind(app.tokens);
  tenant.clock = app.testApp.now;
  tenant.buy(noor, { product: PRO, quantity: 5 });

  const chat = app.chatWith('many');
  await chat.deliver({ type: 'message', text: 'my subscriptions' });
  const [signInRequest] = signInRequests(chat);
  expect(signInRequest).toBeDefined();
  await app.sendToken(chat, signInRequest ?? { id: '' }, await app.entra.token(app.personId('many')));
  await app.settled();
  expect(chat.card.text).toContain('Power BI Pro');
  await chat.say('set Power BI Pro to 8');
  expect((await chat.press('Pay')).lines).toContain('8 licences');
  expect(tenant.changes).toHaveLength(1);

  await chat.say('sign out');
  pass(60_000);
  await chat.deliver({ type: 'message', text: 'my subscriptions' });
  expect(signInRequests(chat)).toHaveLength(2);
});
