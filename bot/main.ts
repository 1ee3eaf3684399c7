import { pino } from 'pino';
import { run } from './composition/start.ts';
import { internalError } from './operations/loggable-error.ts';
import { exitWithError, openStore } from './operations/store.ts';
import { StartError, settingsFrom } from './settings.ts';

const LOCAL_IN_PRODUCTION =
  'NODE_ENV=production needs MicrosoftAppId: set it and the settings it needs, or remove NODE_ENV to run on this computer only';

const isProduction = ({ NODE_ENV = '' }: NodeJS.ProcessEnv): boolean => NODE_ENV.trim().toLowerCase() === 'production';

async function start(): Promise<void> {
  const settings = settingsFrom(process.env);
  // Without an app id users are not authenticated, so only this computer is served.
  const local = settings.MicrosoftAppId === undefined;
  if (local && isProduction(process.env)) throw new StartError(LOCAL_IN_PRODUCTION);
  const log = pino({ level: settings.LOG_LEVEL, base: null });
  const store = await openStore(settings, {
    onError: (error) =>
      log.warn({ error: internalError(error) }, 'the store was repaired, or the write will be retried'),
    onClosed: (reason) => {
      log.fatal(reason.message);
      process.exit(1);
    },
  });
  await run({ settings, local, log, store });
}

start().catch(exitWithError);
