import { gather } from './gather.mjs';

await gather('microsoft365');
