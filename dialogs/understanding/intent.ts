import { z } from 'zod';

const id = z.string().min(1).max(200);

const count = z.number().int().min(-1e6).max(1e6).optional();

/** What a button carries, by its verb: everything in it is looked up again before it is believed. */
export const pressed = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('home') }),
  z.object({ verb: z.literal('list'), page: z.number().int().min(0).max(10_000).default(0) }),
  z.object({ verb: z.literal('open'), subscription: id }),
  z.object({
    verb: z.literal('change'),
    subscription: id.optional(),
    total: count,
    delta: count,
    page: z.number().int().min(0).max(10_000).default(0),
  }),
  z.object({ verb: z.literal('keep'), subscription: id }),
  z.object({ verb: z.literal('undo'), order: id.optional() }),
  z.object({ verb: z.literal('help') }),
  z.object({ verb: z.literal('say'), text: z.string().max(100) }),
  z.object({ verb: z.literal('language'), to: z.enum(['en', 'nl']).optional() }),
  z.object({ verb: z.literal('be'), who: z.string().max(200).optional() }),
  z.object({ verb: z.literal('stop') }),
  z.object({ verb: z.literal('back') }),
  z.object({ verb: z.literal('current') }),
]);

/** Something a person wants, whether they pressed or typed it. */
export type Intent =
  | Exclude<z.infer<typeof pressed>, { verb: 'change' }>
  | {
      verb: 'change';
      subscription?: string | undefined;
      /** What they called the product. */
      product?: string | undefined;
      total?: number | undefined;
      delta?: number | undefined;
      page?: number;
      /** What stood where the total should be, when it is no whole number. */
      typed?: string | undefined;
    };
