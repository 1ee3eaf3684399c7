import type { Request } from 'restify';

/** Nesting levels at most, so that recursion over the value cannot overflow the stack. */
const MAX_DEPTH = 64;

export type JsonResult = { readonly value: unknown } | { readonly status: 400 | 413 | 415 };

/**
 * Reads the JSON of a request, or returns the status of the error response. It stays in memory and is quoted in no error: it
 * may contain a card number.
 * @param maxBytes largest body
 */
export async function readJson(req: Request, maxBytes: number): Promise<JsonResult> {
  const encoding = req.headers['content-encoding'];
  const isPlainJson = req.getContentType() === 'application/json' && encoding === undefined;
  const text = await readText(req, maxBytes);
  if (text === undefined) return { status: 413 };
  // An empty body needs no content type: the caller's schema rejects it if a value is required.
  if (text === '' && encoding === undefined) return { value: undefined };
  if (!isPlainJson) return { status: 415 };
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value) ? { status: 400 } : { value };
  } catch {
    return { status: 400 };
  }
}

/** The text of a request; undefined if it is too large. Reads all of it, or the response would not arrive. */
async function readText(req: Request, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let remaining = maxBytes;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    remaining -= chunk.length;
    if (remaining >= 0) chunks.push(chunk);
  }
  return remaining < 0 ? undefined : Buffer.concat(chunks).toString('utf8');
}

/** Whether a value has too many levels. Checks level by level, without recursion. */
function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
