import { gather } from './gather.mjs';

await gather('edge-2');
