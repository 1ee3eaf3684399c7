import type { Logger } from 'pino';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { serveAdmin } from '../http/admin/admin-routes.ts';
import { serveDownloads } from '../http/downloads/download-routes.ts';
import { serveLocalChannel } from '../http/local/local-channel.ts';
import { serveLocalSignIn } from '../http/local/local-sign-in-routes.ts';
import { loopbackOnly } from '../http/loopback.ts';
import { serveCardPage } from '../http/pages/card-page-routes.ts';
import { serveStatements } from '../http/pages/statement-routes.ts';
import { createServer } from '../http/server.ts';
import { microsoft365Tokens } from '../http/sign-in/microsoft365-tokens.ts';
import { serveEntraSignIn } from '../http/sign-in/sign-in-routes.ts';
import { BackgroundWorker } from '../operations/background-worker.ts';
import { internalError } from '../operations/loggable-error.ts';
import { stopGracefully } from '../operations/process-lifecycle.ts';
import type { Store } from '../operations/store.ts';
import { metricsServer, serveMetrics } from '../operations/telemetry/metrics-routes.ts';
import type { Settings } from '../settings.ts';
import { compose } from './compose.ts';
import type { Dependencies } from './dependencies.ts';
import { listen } from './listen.ts';
import { accessFrom, type Microsoft365Access } from './microsoft365-provider.ts';

/** Milliseconds after which the worker looks for due work at the latest: another process may have died with it. */
const WORKER_INTERVAL = 10_000;

export interface StartOptions {
  readonly settings: Settings;
  /** Whether there is no app id: users are not authenticated, so only this computer is served. */
  readonly local: boolean;
  readonly log: Logger;
  readonly store: Store;
  /** Access to Microsoft's services, instead of the one that the settings describe. */
  readonly microsoft365?: Microsoft365Access;
}

/** Composes the product, listens, and runs the background worker until the process is told to stop. */
export async function run({ settings, local, log, store, microsoft365 }: StartOptions): Promise<void> {
  const organisation = sandboxOrganisation();
  let base = '';
  let wakeWorker = (): void => undefined;
  const stopTraces = await startTraces(settings, log);
  const app = await compose({
    settings,
    documents: store.documents,
    ...(store.createRateLimiter && { rateLimiter: store.createRateLimiter(settings.MESSAGES_A_MINUTE) }),
    organisation,
    log,
    clock: Date.now,
    baseUrl: () => base,
    ...microsoft365Dependencies(settings, store, microsoft365),
    onTurnEnd: () => wakeWorker(),
  });
  const { metrics, scrape, scheduler } = app;
  metrics.collectProcessMetrics();

  const guards = local ? [loopbackOnly] : [];
  const server = createServer({
    adapter: app.adapter,
    bot: app.rateLimitedBot,
    ready: app.ready,
    log,
    guards,
    onRejectedCaller: (reason) => metrics.rejectedCallers.inc({ reason }),
  });
  if (settings.METRICS_TOKEN) serveMetrics(server.http, { scrape, token: settings.METRICS_TOKEN, guards });
  serveDownloads(server.http, { ...app.downloads, log, guards });
  serveCardPage(server.http, { ...app.cardPages, guards });
  serveAdmin(server.http, { ...app.admin, guards });
  serveStatements(server.http, { ...app.statements, guards });
  if (app.entraSignIn) serveEntraSignIn(server.http, { ...app.entraSignIn, log });
  const { localSignIn } = app;
  if (localSignIn) {
    serveLocalSignIn(server.http, localSignIn, organisation.people);
    serveLocalChannel(server.http, {
      documents: store.documents,
      cookieFor: (person) => localSignIn.cookieFor(person),
      personas: organisation.personas.map(({ role, person: { id, name, locale } }) => ({ role, id, name, locale })),
      clock: {
        now: app.clock.now,
        nextDue: () => scheduler.nextDue(),
        moveTo: async (at) => {
          await app.clock.moveTo(at);
          await scheduler.runDue();
          wakeWorker();
        },
      },
      botUrl: () => `${base}api/messages`,
      serviceUrl: () => base,
    });
  }

  const host = local ? '127.0.0.1' : undefined;
  const port = await listen(server.http, 'PORT', settings.PORT, host);
  const metricsHttp = settings.METRICS_PORT === undefined ? undefined : metricsServer(scrape);
  const metricsPort = metricsHttp && (await listen(metricsHttp, 'METRICS_PORT', settings.METRICS_PORT ?? 0, host));
  base = `http://localhost:${port}/`;

  const worker = new BackgroundWorker(
    async (signal) => {
      await scheduler.runDue(signal);
      await app.leaverCheck.run(signal);
      return app.outbox.run(signal);
    },
    { clock: app.clock.now, atLeastEvery: WORKER_INTERVAL },
    (error) => {
      metrics.countBackgroundError('round');
      log.error({ error: internalError(error) }, 'due work failed; it stays due');
    },
  );
  wakeWorker = () => worker.wake();
  wakeWorker();

  stopGracefully(async () => {
    await server.drain();
    await app.bot.settled();
    await app.cardPages.page.settled();
    await worker.stop();
    metricsHttp?.close();
    metricsHttp?.closeIdleConnections();
    await store.close();
    await stopTraces();
  }, log);

  if (local) console.log(`Chat page        ${base}`);
  console.log(local ? `Bot Emulator     ${base}api/messages` : `Messages         ${settings.PUBLIC_URL ?? base}`);
  if (metricsPort !== undefined) console.log(`Metrics          http://localhost:${metricsPort}/metrics`);
  console.log(`Data             ${store.location}`);
}

/** Exports traces if a collector is set, and returns how to stop. The exporter is loaded only when needed. */
async function startTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: url }: Settings, log: Logger): Promise<() => Promise<void>> {
  if (!url) return async () => undefined;
  const onLost = () => log.warn('the collector does not accept traces: check or remove OTEL_EXPORTER_OTLP_ENDPOINT');
  const traces = await import('../operations/telemetry/traces.ts');
  const stop = traces.startTracing(url, onLost);
  return () => stop().catch(onLost);
}

/** The users' tokens and the access to Microsoft's services, for the provider `microsoft365`. */
function microsoft365Dependencies(
  settings: Settings,
  { documents }: Store,
  access: Microsoft365Access | undefined,
): Pick<Dependencies, 'tokens' | 'microsoft365'> {
  if (settings.PROVIDER !== 'microsoft365') return access ? { microsoft365: access } : {};
  const tokens = microsoft365Tokens(settings, documents, fetch);
  return { tokens, microsoft365: access ?? accessFrom(settings, tokens) };
}
