import { pino } from 'pino';
import { serveAdmin } from '../../../bot/http/admin/admin-routes.ts';
import { serveDownloads } from '../../../bot/http/downloads/download-routes.ts';
import { serveCardPage } from '../../../bot/http/pages/card-page-routes.ts';
import { serveStatements } from '../../../bot/http/pages/statement-routes.ts';
import { createServer } from '../../../bot/http/server.ts';
import { serveEntraSignIn } from '../../../bot/http/sign-in/sign-in-routes.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { ChatDriver, type Circumstances, testApp } from '../../conversation/support/chat-driver.ts';
import { APP, FakeEntra, SECRET } from './fake-entra.ts';

export const PUBLIC = 'https://desk.example.com/';
const TENANT = '3ceaaf30-8142-48ea-91d9-3080f9b439fc';

export const singleTenant = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: SECRET,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  PUBLIC_URL: PUBLIC,
};

/** Starts the app with production settings and a fake of Entra. */
export async function startProductionApp(
  env: Readonly<Record<string, string>> = singleTenant,
  options: Circumstances = {},
) {
  let now = () => 0;
  const entra = new FakeEntra(() => now());
  const app = await testApp({ ...options, env, fetch: entra.fetch });
  now = app.now;
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) });
  const { entraSignIn, cardPages, downloads, admin, statements, adapter, bot, ready } = app.composition;
  const { http: server } = createServer({ adapter, bot, ready, log });
  if (!entraSignIn) throw new Error('Sign-in is not configured.');
  serveDownloads(server, { ...downloads, log });
  serveCardPage(server, cardPages);
  serveAdmin(server, { ...admin, log });
  serveStatements(server, statements);
  serveEntraSignIn(server, { ...entraSignIn, log });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${server.address().port}/`;
  const personId = (role: string): PersonId => ({
    tenant: app.organisation.tenant,
    person: app.organisation.personas.find((one) => one.role === role)?.person.id ?? '',
  });
  return {
    testApp: app,
    entra,
    base,
    personId,
    /** The complete log. */
    readLog: () => `${lines.join('')}${JSON.stringify(app.lines)}`,
    openBrowser: (language?: string) => new Browser(base, entra, language),
    /** URL of a card form for Noor. */
    async cardPage(): Promise<string> {
      const noor = new ChatDriver(app, 'teams', 'many');
      await noor.say('payment');
      return noor.pageBehind('Add card');
    },
    invoice: () => app.composition.downloads.links.invoice(personId('many'), '44H2-0123', 'pdf', 'en-GB'),
    close: () => server.close(),
  };
}

export type ProductionApp = Awaited<ReturnType<typeof startProductionApp>>;

/** A browser that uses the public URL: it stores cookies and does not follow redirects. */
export class Browser {
  readonly #base: string;
  readonly #entra: FakeEntra;
  readonly #language: string;
  readonly cookies = new Map<string, string>();
  /** Every `Set-Cookie` header. */
  readonly setCookies: string[] = [];

  constructor(base: string, entra: FakeEntra, language = 'en-GB') {
    this.#base = base;
    this.#entra = entra;
    this.#language = language;
  }

  async open(address: string, init: RequestInit = {}): Promise<Response & { html: string; to: string }> {
    const { pathname, search } = new URL(address, PUBLIC);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(`${pathname}${search}`, this.#base), {
      redirect: 'manual',
      ...init,
      headers: { 'accept-language': this.#language, ...(cookie && { cookie }), ...init.headers },
    });
    for (const one of response.headers.getSetCookie()) {
      this.setCookies.push(one);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (/Max-Age=0(?:;|$)/.test(one)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return Object.assign(response, { html: await response.clone().text(), to: response.headers.get('location') ?? '' });
  }

  post(address: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    return this.open(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(PUBLIC).origin, ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Starts a sign-in for an address: Entra's URL. */
  async beginSignIn(address: string): Promise<string> {
    const { pathname, search } = new URL(address, PUBLIC);
    return (await this.open(`sign-in?${new URLSearchParams({ to: pathname + search })}`)).to;
  }

  /** Signs in for an address; returns the response to the callback. */
  async signIn(address: string, owner: PersonId) {
    return this.open(this.#entra.completeSignIn(await this.beginSignIn(address), owner));
  }
}
