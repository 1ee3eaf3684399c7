import type { Logger } from 'pino';
import { newReference, referenceOfTurn } from './error-reference.ts';
import { externalError, internalError } from './loggable-error.ts';

/** Milliseconds that stopping may take: less than the 30 seconds after which orchestrators kill. */
const MAX_STOP_TIME = 28_000;

/**
 * Stops the program gracefully: on SIGTERM and SIGINT with exit code 0, after an uncaught exception with 1. A second signal
 * ends it at once.
 * @param finish completes what is in progress, such as requests
 */
export function stopGracefully(finish: () => Promise<void>, log: Logger): void {
  let isStopping = false;
  const stop = async (code: 0 | 1) => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      log.fatal('stopping took too long: unfinished work is cut off');
      process.exit(1);
    }, MAX_STOP_TIME).unref();
    try {
      await finish();
    } catch (error) {
      log.fatal({ error: internalError(error) }, 'stopping failed');
      process.exit(1);
    }
    log.flush();
    process.exit(code);
  };
  process.once('SIGTERM', () => void stop(0));
  process.once('SIGINT', () => void stop(0));
  process.on('uncaughtException', (error) => {
    log.fatal({ ...errorReference(), error: externalError(error) }, 'uncaught exception: stopping');
    void stop(1);
  });
  // One task beside a turn failed: other users are not affected, so the program keeps running.
  process.on('unhandledRejection', (error) => {
    log.error({ ...errorReference(), error: externalError(error) }, 'unhandled rejection');
  });
}

/** The reference of the current turn, or a new one outside turns. */
const errorReference = () => ({ reference: referenceOfTurn() ?? newReference() });
