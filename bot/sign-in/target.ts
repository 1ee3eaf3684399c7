import { z } from 'zod';

/** The only places to go on to after signing in: a page for card details or an invoice, and no other address. */
export const target = z.string().regex(/^\/(?:card\/[\w-]{43}|invoices\/[\w-]{1,30}\.(?:pdf|csv)\?[\w=&%.-]{1,500})$/);
