import { gather } from './gather.mjs';

await gather('bot');
