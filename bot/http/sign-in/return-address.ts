import { z } from 'zod';

/** The addresses that sign-in may return to: the bot's own pages and downloads. */
export const returnAddressSchema = z
  .string()
  .regex(
    /^\/(?:card\/[\w-]{43}|sign-in\/chat\/[\w-]{43}|invoices\/[\w-]{1,30}\.(?:pdf|csv)\?[\w=&%.-]{1,1500}|admin(?:\/[\w.]{1,30})?(?:\?[\w=&%.+-]{0,800})?)$/,
  );
