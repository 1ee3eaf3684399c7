import { createHmac } from 'node:crypto';

/** Signs audit entries in tests. */
export const sign = (text: string): string => createHmac('sha256', 'a key for tests').update(text).digest('base64url');
