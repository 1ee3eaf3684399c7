import { gather } from '../suites/gather.mjs';

await gather('browser');
