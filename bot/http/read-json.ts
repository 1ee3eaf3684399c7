import type { Request } from 'restify';

/** Nothing that is sent here lies deeper: what goes down into it must not run out of stack. */
const MAX_DEPTH = 64;

export type JsonResult = { readonly value: unknown } | { readonly status: 400 | 413 | 415 };

/**
 * The JSON of a request, held in memory only and quoted in no error: it may have a card's number in it. A status where it
 * cannot be read.
 * @param maxBytes bytes of it
 */
export async function readJson(req: Request, maxBytes: number): Promise<JsonResult> {
  const encoding = req.headers['content-encoding'];
  const isPlainJson = req.getContentType() === 'application/json' && encoding === undefined;
  const text = await readText(req, maxBytes);
  if (text === undefined) return { status: 413 };
  // Nothing is of no type: what it lacks is found by whoever reads it.
  if (text === '' && encoding === undefined) return { value: undefined };
  if (!isPlainJson) return { status: 415 };
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value) ? { status: 400 } : { value };
  } catch {
    return { status: 400 };
  }
}

/** The text of a request; nothing where there is more of it. All of it is read, or the answer would not arrive. */
async function readText(req: Request, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let remaining = maxBytes;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    remaining -= chunk.length;
    if (remaining >= 0) chunks.push(chunk);
  }
  return remaining < 0 ? undefined : Buffer.concat(chunks).toString('utf8');
}

/** Whether a value has more levels than there should be: found level by level, not by going down into it. */
function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
