import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { run } from '../../bot/composition/start.ts';
import { exitWithError, openStore } from '../../bot/operations/store.ts';
import { settingsFrom } from '../../bot/settings.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { openTenant365 } from './stand-in/demo-tenant.ts';
import { APP, ROLE } from './stand-in/graph.ts';

/** Runs the chat page with the Microsoft 365 provider against the stand-in: nothing leaves this computer. */
async function demo(): Promise<void> {
  const { PORT, LOG_LEVEL = 'warn' } = process.env;
  // The stand-in keeps nothing when it stops, so that the conversations are not kept either.
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'purchase-desk-microsoft365-'));
  const settings = settingsFrom({ LOG_LEVEL, DATA_DIR, ...(PORT && { PORT }) });
  const tenant = await openTenant365({ organisation: sandboxOrganisation(), clock: Date.now });
  const log = pino({ level: settings.LOG_LEVEL, base: null });
  await run({
    settings,
    local: true,
    log,
    store: await openStore(settings),
    microsoft365: {
      tokens: {
        graph: async (of) => `app:${of}`,
        resourceManager: async ({ tenant: of, person }) => `user:${of}:${person}`,
      },
      graph: tenant.graph.url,
      resourceManager: tenant.manager.url,
      appId: APP,
      administratorRole: ROLE,
      fetch,
      pause,
      random: Math.random,
    },
  });
  console.log(`Stand-in         Graph ${tenant.graph.url}v1.0/, Resource Manager ${tenant.manager.url}`);
}

demo().catch(exitWithError);
