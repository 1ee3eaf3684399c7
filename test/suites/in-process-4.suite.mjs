import { gather } from './gather.mjs';
import { inProcess } from './suites.mjs';

await gather(inProcess(3));
