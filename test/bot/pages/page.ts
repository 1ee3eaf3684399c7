import restify from 'restify';
import { serveLocalSignIn } from '../../../bot/http/local/local-sign-in-routes.ts';
import { loopbackOnly } from '../../../bot/http/loopback.ts';
import { serveCardPage } from '../../../bot/http/pages/card-page-routes.ts';
import {
  ChatDriver,
  type Circumstances,
  type Shape,
  testApp,
  type World,
} from '../../conversation/support/chat-driver.ts';

/** A card as somebody types it. Its number is the card companies' own for tests. */
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

/** A new card of which nobody has one yet. */
export const otherCard = { ...card, number: '4111111111111111' };

/** What the page's script gets back. */
interface SaveResponse {
  readonly status: number;
  readonly saved?: true;
  readonly message: string;
  readonly way?: string;
  readonly problems?: Record<string, string>;
}

export interface CardFormApp {
  readonly app: World;
  readonly base: string;
  chatWith(role: string, shape?: Shape, locale?: string): ChatDriver;
  /** Looks at a page in somebody's browser; nobody's without a role. */
  openPage(url: string, role?: string, headers?: Record<string, string>): Promise<Response & { html: string }>;
  save(url: string, body: unknown, role?: string, headers?: Record<string, string>): Promise<SaveResponse>;
  close(): void;
}

/** The product with its page for card details, on an address of its own. */
export async function startCardFormApp(options: Circumstances = {}): Promise<CardFormApp> {
  let base = '';
  const app = await testApp({ ...options, base: () => base });
  const server = restify.createServer();
  const { localSignIn, cardPages: cardPageOptions } = app.desk;
  if (!localSignIn) throw new Error('Nobody can sign in.');
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
    app,
    base,
    chatWith: (role, shape = 'teams', locale = 'en-GB') => new ChatDriver(app, shape, role, locale),
    async openPage(url, role, headers = {}) {
      const answer = await fetch(url, { headers: { ...(await headersOf(role)), ...headers }, redirect: 'manual' });
      return Object.assign(answer, { html: await answer.text() });
    },
    async save(url, body, role, headers = {}) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: new URL(base).origin,
          ...(await headersOf(role)),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const body = (await answer.json()) as Omit<SaveResponse, 'status'>;
      await app.desk.cardPages.page.settled();
      return { status: answer.status, ...body };
    },
    close: () => server.close(),
  };
}
