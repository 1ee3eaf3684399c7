import { isOperatorError } from '../operations/store.ts';

/** What a command uses of its process: tests pass their own. */
export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints a line of the result. */
  readonly out: (line: string) => void;
  /** Prints a line about what is wrong. */
  readonly err: (line: string) => void;
}

/** Runs with the arguments after the command's name, and gives the exit code. */
export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

/** The same command, which prints an error that the operator can fix as one sentence and ends with exit code 1. */
export const withOperatorErrors =
  (command: Command): Command =>
  async (args, io) => {
    try {
      return await command(args, io);
    } catch (error) {
      if (!isOperatorError(error)) throw error;
      io.err(`${error.message}.`);
      return 1;
    }
  };
