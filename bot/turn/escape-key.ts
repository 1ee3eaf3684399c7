/** An id from a channel as one part of a document's key: none can be two parts, and so somebody else's key. */
export const escapeKey = (id: string | undefined): string => String(id).replace(/[%/]/g, encodeURIComponent);
