import type { Request } from 'restify';
import { LARGEST_BODY } from '../json-body.ts';
import { type Posted, posted } from './person-activity.ts';

/** A form held in memory only, and no more of it than it may hold. */
async function formOf(req: Request): Promise<FormData> {
  const chunks: Buffer[] = [];
  let room = LARGEST_BODY;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    room -= chunk.length;
    if (room >= 0) chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), {
    headers: { 'content-type': req.headers['content-type'] ?? '' },
  }).formData();
}

/**
 * A message with the names and kinds of the files of a form, whose content goes no further; undefined when the form
 * cannot be read or is too large. Direct Line puts the rest of the message in a part called activity.
 */
export async function uploadedActivity(req: Request): Promise<Posted | undefined> {
  try {
    const form = await formOf(req);
    const part = form.get('activity');
    const activity = posted.parse(part instanceof Blob ? JSON.parse(await part.text()) : { type: 'message' });
    const files = form.getAll('file').filter((file) => file instanceof File);
    const sent = files.map(({ name, type }) => ({ contentType: type || 'application/octet-stream', name }));
    return posted.parse({ ...activity, attachments: sent.length > 0 ? sent : activity.attachments });
  } catch {
    return undefined;
  }
}
