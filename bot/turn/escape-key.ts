/** Escapes a channel's id as one part of a document key, so that it cannot reach into another part. */
export const escapeKey = (id: string | undefined): string => String(id).replace(/[%/]/g, encodeURIComponent);
