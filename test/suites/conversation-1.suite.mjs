import { gather } from './gather.mjs';

await gather('conversation-1');
