import { z } from 'zod';

/** The only places to go on to after signing in: our own pages and papers, and no other address. */
export const returnAddressSchema = z
  .string()
  .regex(
    /^\/(?:card\/[\w-]{43}|sign-in\/chat\/[\w-]{43}|invoices\/[\w-]{1,30}\.(?:pdf|csv)\?[\w=&%.-]{1,1500}|admin(?:\/[\w.]{1,30})?(?:\?[\w=&%.+-]{0,800})?)$/,
  );
