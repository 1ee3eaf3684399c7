import type { Request } from 'restify';

/** Bytes of what a page of ours sends: a form of a few short fields. */
const LARGEST = 16 * 1024;

/**
 * What a page of ours sent, held in memory only and mentioned in no error: it may be a card's number. A status where it
 * cannot be read.
 */
export async function readJson(
  req: Request,
): Promise<{ readonly value: unknown } | { readonly status: 400 | 413 | 415 }> {
  const plain = req.getContentType() === 'application/json' && req.headers['content-encoding'] === undefined;
  const chunks: Buffer[] = [];
  let room = LARGEST;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    room -= chunk.length;
    if (room >= 0) chunks.push(chunk);
  }
  if (!plain) return { status: 415 };
  if (room < 0) return { status: 413 };
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { status: 400 };
  }
}
