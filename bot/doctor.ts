import { runDoctorCommand } from './cli/doctor-command.ts';
import { runCommand } from './cli/run-command.ts';

await runCommand(runDoctorCommand);
