import { runDataCommand } from './cli/data-command.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(runDataCommand);
