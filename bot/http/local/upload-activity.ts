import type { Request } from 'restify';
import { MAX_BODY_BYTES } from '../json-body.ts';
import { type PostedActivity, postedActivitySchema } from './person-activity.ts';

/** Reads a form into memory, up to the size limit. */
async function readForm(req: Request): Promise<FormData> {
  const chunks: Buffer[] = [];
  let remaining = MAX_BODY_BYTES;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    remaining -= chunk.length;
    if (remaining >= 0) chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), {
    headers: { 'content-type': req.headers['content-type'] ?? '' },
  }).formData();
}

/**
 * A message with the names and types of a form's files, without their content; undefined when the form is invalid or too
 * large. Direct Line puts the rest of the message into a part called activity.
 */
export async function readUpload(req: Request): Promise<PostedActivity | undefined> {
  try {
    const form = await readForm(req);
    const part = form.get('activity');
    const activity = postedActivitySchema.parse(
      part instanceof Blob ? JSON.parse(await part.text()) : { type: 'message' },
    );
    const files = form.getAll('file').filter((file) => file instanceof File);
    const fileAttachments = files.map(({ name, type }) => ({ contentType: type || 'application/octet-stream', name }));
    return postedActivitySchema.parse({
      ...activity,
      attachments: fileAttachments.length > 0 ? fileAttachments : activity.attachments,
    });
  } catch {
    return undefined;
  }
}
