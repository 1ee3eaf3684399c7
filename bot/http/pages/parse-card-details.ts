import { z } from 'zod';
import type { CardDetails } from '../../../src/application/ports/card-register.ts';
import { type CheckOptions, expiryIn, type Field, problemsIn } from './static/card-check.js';
import { brandOf, digitsOf } from './static/card-numbers.js';

const fieldSchema = z.string().max(200);

/** What the page sends: text as typed. */
const formSchema = z.strictObject({
  number: fieldSchema.optional(),
  expires: fieldSchema.optional(),
  code: fieldSchema.optional(),
  holder: fieldSchema.optional(),
  line: fieldSchema.optional(),
  postalCode: fieldSchema.optional(),
  city: fieldSchema.optional(),
  country: fieldSchema.optional(),
});

type ParsedDetails =
  | { readonly ok: true; readonly value: CardDetails & { readonly brand: string } }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<Field, string>>> };

/** Parses card details, or returns a problem code for each invalid field (RULES #16). */
export function parseCardDetails(body: unknown, options: CheckOptions): ParsedDetails {
  const parsed = formSchema.safeParse(body);
  if (!parsed.success) {
    // A value that is no text or far too long is treated as an empty field.
    const invalidFields = parsed.error.issues.map(({ path: [name] }) => name as Field);
    const fields = { ...(typeof body === 'object' && !Array.isArray(body) ? body : {}) } as Record<string, unknown>;
    const readableFields = Object.entries(fields).filter(
      ([name, value]) => fieldSchema.safeParse(value).success && !invalidFields.includes(name as Field),
    );
    const validFields = readableFields.filter(([name]) => name in formSchema.shape);
    return { ok: false, problems: problemsIn(Object.fromEntries(validFields) as Record<Field, string>, options) };
  }
  const problems = problemsIn(parsed.data, options);
  const { number = '', code = '', expires = '', holder = '', line = '', postalCode = '', city = '' } = parsed.data;
  const expiry = expiryIn(expires.trim());
  if (Object.keys(problems).length > 0 || expiry === undefined) return { ok: false, problems };
  const digits = digitsOf(number.trim());
  return {
    ok: true,
    value: {
      number: digits,
      code: code.trim(),
      brand: options.brand ?? brandOf(digits)?.name ?? '',
      expires: expiry,
      holder: normaliseText(holder),
      address: {
        line: normaliseText(line),
        postalCode: normaliseText(postalCode).toUpperCase(),
        city: normaliseText(city),
        country: options.country,
      },
    },
  };
}

const normaliseText = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');
