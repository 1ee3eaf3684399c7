import { pino } from 'pino';
import { sandboxOrganisation } from '../src/providers/sandbox/organisation.ts';
import { serveAdmin } from './admin/serve.ts';
import { compose } from './compose.ts';
import { ownFault } from './fault.ts';
import { serveLocalChannel } from './local/channel.ts';
import { serveSignIn } from './local/sign-in-page.ts';
import { loopbackOnly } from './loopback.ts';
import { serveCardPage } from './pages/serve.ts';
import { servePapers } from './papers/serve.ts';
import { Rounds } from './rounds.ts';
import { createServer } from './server.ts';
import { StartError, settingsFrom } from './settings.ts';
import { serveEntraSignIn } from './sign-in/serve.ts';
import { stopInOrder } from './stopping.ts';
import { codeOf, openStore, stoppedWith } from './store.ts';

/** How often what is due is looked for: what another process left undone when it died, too. */
const DUE_EVERY = 10_000;

const LOCAL_IN_PRODUCTION =
  'NODE_ENV=production needs MicrosoftAppId: set it and what goes with it, or remove NODE_ENV to try this on this computer alone';

const isProduction = ({ NODE_ENV = '' }: NodeJS.ProcessEnv): boolean => NODE_ENV.trim().toLowerCase() === 'production';

async function start(): Promise<void> {
  const settings = settingsFrom(process.env);
  // Without an app id nobody is asked who they are: then only this computer may come in.
  const local = settings.MicrosoftAppId === undefined;
  if (local && isProduction(process.env)) throw new StartError(LOCAL_IN_PRODUCTION);
  const log = pino({ level: settings.LOG_LEVEL, base: null });
  const store = await openStore(settings, {
    onFault: (error) => log.warn({ error: ownFault(error) }, 'the store was mended, or will be tried again'),
    onClosed: (why) => {
      log.fatal(why.message);
      process.exit(1);
    },
  });
  const { documents } = store;
  const organisation = sandboxOrganisation();
  let base = '';
  let onTurn = (): void => undefined;
  const surroundings = { settings, documents, organisation, log, clock: Date.now, base: () => base };
  const desk = await compose({ ...surroundings, onTurn: () => onTurn() });
  const guards = local ? [loopbackOnly] : [];
  const server = createServer({ adapter: desk.adapter, bot: desk.front, ready: desk.ready, log, guards });
  const signIn = desk.localSignIn;
  servePapers(server.http, { ...desk.papers, log, guards });
  serveCardPage(server.http, { ...desk.pages, guards });
  serveAdmin(server.http, { ...desk.admin, guards });
  if (desk.entraSignIn) serveEntraSignIn(server.http, { ...desk.entraSignIn, log });
  if (signIn) {
    serveSignIn(server.http, signIn, organisation.people);
    serveLocalChannel(server.http, {
      documents,
      cookieFor: (person) => signIn.cookieFor(person),
      personas: organisation.personas.map(({ role, person: { id, name, locale } }) => ({ role, id, name, locale })),
      clock: {
        now: desk.clock.now,
        nextDue: () => desk.dueWork.nextDue(),
        moveTo: async (at) => {
          await desk.clock.moveTo(at);
          await desk.dueWork.carryOut();
          work.soon();
        },
      },
      botUrl: () => `${base}api/messages`,
      serviceUrl: () => base,
    });
  }

  const port = await listen(server.http, settings.PORT, local ? '127.0.0.1' : undefined);
  base = `http://localhost:${port}/`;
  const work = new Rounds(
    async (stopping) => {
      await desk.dueWork.carryOut(stopping);
      await desk.leavers.look(stopping);
      return desk.outbox.work(stopping);
    },
    { clock: desk.clock.now, atLeastEvery: DUE_EVERY },
    (error) => log.error({ error: ownFault(error) }, 'due work failed; it stays due'),
  );
  onTurn = () => work.soon();
  work.soon();

  stopInOrder(async () => {
    await server.drain();
    await desk.bot.settled();
    await desk.pages.page.told();
    await work.stop();
    await store.close();
  }, log);

  if (local) console.log(`Chat page        ${base}`);
  console.log(local ? `Bot Emulator     ${base}api/messages` : `Messages         ${settings.PUBLIC_URL ?? base}`);
  console.log(`Data             ${store.place}`);
}

function listen(http: ReturnType<typeof createServer>['http'], port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new StartError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken: set PORT to another, or stop what uses it`
            : `Port ${port} cannot be used (${codeOf(error)}): set PORT to another`,
        ),
      ),
    );
    http.listen(port, host, () => resolve(http.address().port));
  });
}

start().catch(stoppedWith);
