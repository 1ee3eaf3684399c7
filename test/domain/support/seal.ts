import { createHmac } from 'node:crypto';

/** What trails are sealed with in tests. */
export const seal = (text: string): string => createHmac('sha256', 'a key for tests').update(text).digest('base64url');
