import { gather } from './gather.mjs';
import { processes } from './suites.mjs';

await gather(processes);
