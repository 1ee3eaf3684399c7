import { runAuditCommand } from './cli/audit-command.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(runAuditCommand);
