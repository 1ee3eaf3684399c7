import { pino } from 'pino';
import { run } from './composition/start.ts';
import { internalError } from './operations/loggable-error.ts';
import { exitWithError, openStore } from './operations/store.ts';
import { StartError, settingsFrom } from './settings.ts';

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
    onError: (error) => log.warn({ error: internalError(error) }, 'the store was mended, or will be tried again'),
    onClosed: (why) => {
      log.fatal(why.message);
      process.exit(1);
    },
  });
  await run({ settings, local, log, store });
}

start().catch(exitWithError);
