import type { Command } from './command.ts';

/** Runs a command as this process, which ends with the command's exit code. */
export async function runCommand(command: Command): Promise<never> {
  const code = await command(process.argv.slice(2), { env: process.env, out: console.log, err: console.error });
  process.exit(code);
}
