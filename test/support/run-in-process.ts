import type { Command } from '../../bot/cli/command.ts';

/** Runs a command in this process: its exit code and all that it prints, as if to a terminal. */
export async function runInProcess(
  command: Command,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly output: string }> {
  let output = '';
  const print = (line: string) => {
    output += `${line}\n`;
  };
  const code = await command(args, { env, out: print, err: print });
  return { code, output };
}
