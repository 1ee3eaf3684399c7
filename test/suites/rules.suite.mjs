import { gather } from './gather.mjs';

await gather('rules');
