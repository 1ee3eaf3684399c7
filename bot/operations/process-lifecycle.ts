import type { Logger } from 'pino';
import { newReference } from '../turn/error-reference.ts';
import { referenceOfTurn } from '../turn/turn-reference.ts';
import { externalError, internalError } from './loggable-error.ts';

/** What is waited for at most: a moment less than the half minute after which orchestrators kill. */
const MAX_STOP_TIME = 28_000;

/**
 * Stops the program in order: when it is told to, with exit code 0, and when a fault nobody caught leaves it in a state that
 * nobody knows, with 1. Told a second time, it ends at once.
 * @param finish what is to be done first, such as answering what was asked
 */
export function stopGracefully(finish: () => Promise<void>, log: Logger): void {
  let isStopping = false;
  const stop = async (code: 0 | 1) => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      log.fatal('it did not stop in time: what was under way is cut off');
      process.exit(1);
    }, MAX_STOP_TIME).unref();
    try {
      await finish();
    } catch (error) {
      log.fatal({ error: internalError(error) }, 'it could not stop in order');
      process.exit(1);
    }
    log.flush();
    process.exit(code);
  };
  process.once('SIGTERM', () => void stop(0));
  process.once('SIGINT', () => void stop(0));
  process.on('uncaughtException', (error) => {
    log.fatal({ ...errorReference(), error: externalError(error) }, 'a fault that nobody caught: it stops');
    void stop(1);
  });
  // Something went wrong beside a turn: that turn may lack it, and nobody else's does.
  process.on('unhandledRejection', (error) => {
    log.error({ ...errorReference(), error: externalError(error) }, 'a fault that nobody waited for');
  });
}

/** That of the turn in which it happened, if it was one. */
const errorReference = () => ({ reference: referenceOfTurn() ?? newReference() });
