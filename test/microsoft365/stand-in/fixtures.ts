import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StandInReply, StandInRequest } from './stand-in.ts';

/** Returns the reply from a file; `undefined` where there is none for the call. */
export type Fixtures = (request: Pick<StandInRequest, 'method' | 'path'>) => StandInReply | undefined;

/**
 * The format of the examples that are published with an API description: by status, the whole reply and not only its body.
 */
const publishedSchema = z.object({
  parameters: z.unknown(),
  responses: z.record(
    z.string(),
    z.object({ headers: z.record(z.string(), z.string()).optional(), body: z.unknown().optional() }),
  ),
});

/**
 * Loads replies from a folder. A file is named after its call: the method, a space, and the path with `+` for `/` and `_` for
 * any one segment, such as `GET directory+subscriptions.json` or `GET
 * providers+Microsoft.Billing+billingAccounts+_+billingSubscriptions.json`; parameters are ignored. The file is either the
 * body itself, or an example published with an API description, of which the first reply is used.
 */
export function loadFixtures(folder: string | undefined): Fixtures | undefined {
  if (folder === undefined || folder === '') return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const fixtures = files.map((name) => {
    const [method = '', path = ''] = name.slice(0, -'.json'.length).split(' ');
    return { method, parts: path.split('+'), reply: replyFrom(join(folder, name)) };
  });
  return ({ method, path }) => {
    const segments = path.split('/');
    const matches = (pathParts: readonly string[]) =>
      pathParts.length === segments.length && pathParts.every((one, at) => one === '_' || one === segments[at]);
    return fixtures.find((one) => one.method === method && matches(one.parts))?.reply;
  };
}

function replyFrom(file: string): StandInReply {
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const example = publishedSchema.safeParse(json).data;
  if (!example) return { json };
  const [status = '200', reply] = Object.entries(example.responses).sort(([a], [b]) => (a < b ? -1 : 1))[0] ?? [];
  return { status: Number(status), json: reply?.body, ...(reply?.headers && { headers: reply.headers }) };
}
