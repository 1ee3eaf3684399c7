import restify from 'restify';
import { serveLocalSignIn } from '../../../bot/http/local/local-sign-in-routes.ts';
import { loopbackOnly } from '../../../bot/http/loopback.ts';
import { serveCardPage } from '../../../bot/http/pages/card-page-routes.ts';
import {
  ChatDriver,
  type Circumstances,
  type Shape,
  type TestApp,
  testApp,
} from '../../conversation/support/chat-driver.ts';

/** Card details as a user types them. The number is a test number of the card companies. */
export const card = {
  number: '4242 4242 4242 4242',
  expires: '09/29',
  code: '737',
  holder: 'N. de Vries',
  line: 'Kade 12',
  postalCode: '1011 AB',
  city: 'Amsterdam',
  country: 'NL',
};

/** Details of a card that no persona has yet. */
export const otherCard = { ...card, number: '4111111111111111' };

/** The response to the page's script. */
interface SaveResponse {
  readonly status: number;
  readonly saved?: true;
  readonly message: string;
  readonly way?: string;
  readonly problems?: Record<string, string>;
}

export interface CardFormApp {
  readonly testApp: TestApp;
  readonly base: string;
  chatWith(role: string, shape?: Shape, locale?: string): ChatDriver;
  /** Opens a page in the browser of a persona, or without a session. */
  openPage(url: string, role?: string, headers?: Record<string, string>): Promise<Response & { html: string }>;
  save(url: string, body: unknown, role?: string, headers?: Record<string, string>): Promise<SaveResponse>;
  close(): void;
}

/** Starts the app with its card form on a port of its own. */
export async function startCardFormApp(options: Circumstances = {}): Promise<CardFormApp> {
  let base = '';
  const app = await testApp({ ...options, base: () => base });
  const server = restify.createServer();
  const { localSignIn, cardPages: cardPageOptions } = app.composition;
  if (!localSignIn) throw new Error('Local sign-in is not available.');
  serveCardPage(server, { ...cardPageOptions, guards: [loopbackOnly] });
  serveLocalSignIn(server, localSignIn, app.organisation.people);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}/`;

  async function headersOf(role: string | undefined): Promise<Record<string, string>> {
    const person = app.organisation.personas.find((one) => one.role === role)?.person;
    const cookie = person && (await localSignIn?.cookieFor(person.id));
    return cookie ? { cookie: cookie.split(';')[0] ?? '' } : {};
  }

  return {
    testApp: app,
    base,
    chatWith: (role, shape = 'teams', locale = 'en-GB') => new ChatDriver(app, shape, role, locale),
    async openPage(url, role, headers = {}) {
      const response = await fetch(url, { headers: { ...(await headersOf(role)), ...headers }, redirect: 'manual' });
      return Object.assign(response, { html: await response.text() });
    },
    async save(url, body, role, headers = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: new URL(base).origin,
          ...(await headersOf(role)),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const reply = (await response.json()) as Omit<SaveResponse, 'status'>;
      await app.composition.cardPages.page.settled();
      return { status: response.status, ...reply };
    },
    close: () => server.close(),
  };
}
