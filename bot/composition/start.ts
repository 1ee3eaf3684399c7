import type { Logger } from 'pino';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { serveAdmin } from '../http/admin/admin-routes.ts';
import { servePapers } from '../http/downloads/download-routes.ts';
import { serveLocalChannel } from '../http/local/local-channel.ts';
import { serveSignIn } from '../http/local/local-sign-in-routes.ts';
import { loopbackOnly } from '../http/loopback.ts';
import { serveCardPage } from '../http/pages/card-page-routes.ts';
import { serveStatements } from '../http/pages/statement-routes.ts';
import { createServer } from '../http/server.ts';
import { microsoft365Tokens } from '../http/sign-in/microsoft365-tokens.ts';
import { serveEntraSignIn } from '../http/sign-in/sign-in-routes.ts';
import { BackgroundWorker } from '../operations/background-worker.ts';
import { internalError } from '../operations/loggable-error.ts';
import { stopInOrder } from '../operations/process-lifecycle.ts';
import { codeOf, type Store } from '../operations/store.ts';
import { metricsServer, serveMetrics } from '../operations/telemetry/metrics-routes.ts';
import { type Settings, StartError } from '../settings.ts';
import { compose } from './compose.ts';
import { accessTo, type Microsoft365Access } from './provider.ts';

/** How often what is due is looked for: what another process left undone when it died, too. */
const DUE_EVERY = 10_000;

export interface Started {
  readonly settings: Settings;
  /** Without an app id nobody is asked who they are: then only this computer may come in. */
  readonly local: boolean;
  readonly log: Logger;
  readonly store: Store;
  /** How Microsoft's services are reached, where that is not as it is set. */
  readonly microsoft365?: Microsoft365Access;
}

/** Puts the product together on its store, listens, and sees to what is due until it is told to stop. */
export async function run({ settings, local, log, store, microsoft365 }: Started): Promise<void> {
  const { documents } = store;
  const organisation = sandboxOrganisation();
  let base = '';
  let onTurn = (): void => undefined;
  // Whoever wants no traces does not wait for them to be loaded.
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  const lost = () => log.warn('the collector takes no traces: see to OTEL_EXPORTER_OTLP_ENDPOINT, or remove it');
  const endTraces = endpoint && (await import('../operations/telemetry/traces.ts')).startTraces(endpoint, lost);
  const surroundings = { settings, documents, organisation, log, clock: Date.now, base: () => base };
  const tokens = settings.PROVIDER === 'microsoft365' ? microsoft365Tokens(settings, documents, fetch) : undefined;
  const access = microsoft365 ?? (tokens && accessTo(settings, tokens));
  const behind = { ...(tokens && { tokens }), ...(access && { microsoft365: access }) };
  const desk = await compose({ ...surroundings, ...behind, onTurn: () => onTurn() });
  const guards = local ? [loopbackOnly] : [];
  const { metrics, scrape } = desk;
  metrics.watchProcess();
  const server = createServer({
    adapter: desk.adapter,
    bot: desk.front,
    ready: desk.ready,
    log,
    guards,
    onUnknown: (reason) => metrics.refusedCallers.inc({ reason }),
  });
  if (settings.METRICS_TOKEN) serveMetrics(server.http, { scrape, token: settings.METRICS_TOKEN, guards });
  const signIn = desk.localSignIn;
  servePapers(server.http, { ...desk.papers, log, guards });
  serveCardPage(server.http, { ...desk.pages, guards });
  serveAdmin(server.http, { ...desk.admin, guards });
  serveStatements(server.http, { ...desk.statements, guards });
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
          await desk.dueWork.runDue();
          work.soon();
        },
      },
      botUrl: () => `${base}api/messages`,
      serviceUrl: () => base,
    });
  }

  const host = local ? '127.0.0.1' : undefined;
  const port = await listen(server.http, 'PORT', settings.PORT, host);
  const numbers = settings.METRICS_PORT === undefined ? undefined : metricsServer(scrape);
  const numbersAt = numbers && (await listen(numbers, 'METRICS_PORT', settings.METRICS_PORT ?? 0, host));
  base = `http://localhost:${port}/`;
  const work = new BackgroundWorker(
    async (stopping) => {
      await desk.dueWork.runDue(stopping);
      await desk.leavers.run(stopping);
      return desk.outbox.run(stopping);
    },
    { clock: desk.clock.now, atLeastEvery: DUE_EVERY },
    (error) => {
      metrics.fault('round');
      log.error({ error: internalError(error) }, 'due work failed; it stays due');
    },
  );
  onTurn = () => work.soon();
  work.soon();

  stopInOrder(async () => {
    await server.drain();
    await desk.bot.settled();
    await desk.pages.page.told();
    await work.stop();
    numbers?.close();
    numbers?.closeIdleConnections();
    await store.close();
    if (endTraces) await endTraces().catch(lost);
  }, log);

  if (local) console.log(`Chat page        ${base}`);
  console.log(local ? `Bot Emulator     ${base}api/messages` : `Messages         ${settings.PUBLIC_URL ?? base}`);
  if (numbersAt !== undefined) console.log(`Metrics          http://localhost:${numbersAt}/metrics`);
  console.log(`Data             ${store.location}`);
}

/** What listens: the product's own server, or one of Node's. */
interface Listening {
  once(event: 'error', told: (error: NodeJS.ErrnoException) => void): unknown;
  listen(port: number, host: string | undefined, done: () => void): unknown;
  address(): unknown;
}

/** @throws {StartError} that names the setting of the port that cannot be had */
function listen(server: Listening, setting: string, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new StartError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken: set ${setting} to another, or stop what uses it`
            : `Port ${port} cannot be used (${codeOf(error)}): set ${setting} to another`,
        ),
      ),
    );
    server.listen(port, host, () => resolve((server.address() as { port: number }).port));
  });
}
