import { z } from 'zod';
import type { CardDetails } from '../../../src/application/ports/card-register.ts';
import { type CheckSetting, expiryIn, type Field, problemsIn } from './static/card-check.js';
import { brandOf, digitsOf } from './static/card-numbers.js';

const field = z.string().max(200);

/** What the page sends: text, as it was typed. */
const typed = z.strictObject({
  number: field.optional(),
  expires: field.optional(),
  code: field.optional(),
  holder: field.optional(),
  line: field.optional(),
  postalCode: field.optional(),
  city: field.optional(),
  country: field.optional(),
});

type Read =
  | { readonly ok: true; readonly value: CardDetails & { readonly brand: string } }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<Field, string>>> };

/** Card details out of what was sent, or a code for each field that is wrong (RULES #16). */
export function detailsIn(body: unknown, setting: CheckSetting): Read {
  const parsed = typed.safeParse(body);
  if (!parsed.success) {
    // What is no text, or far too long, is as wrong as an empty field.
    const wrong = parsed.error.issues.map(({ path: [name] }) => name as Field);
    const fields = { ...(typeof body === 'object' && !Array.isArray(body) ? body : {}) } as Record<string, unknown>;
    const readable = Object.entries(fields).filter(
      ([name, value]) => field.safeParse(value).success && !wrong.includes(name as Field),
    );
    const known = readable.filter(([name]) => name in typed.shape);
    return { ok: false, problems: problemsIn(Object.fromEntries(known) as Record<Field, string>, setting) };
  }
  const problems = problemsIn(parsed.data, setting);
  const { number = '', code = '', expires = '', holder = '', line = '', postalCode = '', city = '' } = parsed.data;
  const until = expiryIn(expires.trim());
  if (Object.keys(problems).length > 0 || until === undefined) return { ok: false, problems };
  const digits = digitsOf(number.trim());
  return {
    ok: true,
    value: {
      number: digits,
      code: code.trim(),
      brand: setting.brand ?? brandOf(digits)?.name ?? '',
      expires: until,
      holder: tidy(holder),
      address: {
        line: tidy(line),
        postalCode: tidy(postalCode).toUpperCase(),
        city: tidy(city),
        country: setting.country,
      },
    },
  };
}

const tidy = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');
