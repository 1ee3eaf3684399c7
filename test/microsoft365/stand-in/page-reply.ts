import type { StandInReply, StandInRequest } from './stand-in.ts';

/** Items on a page; few, so that lists have several pages. */
const PAGE_SIZE = 2;

/** One page of a list, with the link to the next one, which Graph and Resource Manager name differently. */
export function pageReply<T>(
  { base, path, query }: StandInRequest,
  all: readonly T[],
  toJson: (one: T) => unknown,
  link: 'nextLink' | '@odata.nextLink',
): StandInReply {
  const from = Number(query.get('$skiptoken') ?? 0);
  const rest = new URLSearchParams(query);
  rest.set('$skiptoken', String(from + PAGE_SIZE));
  const next = `${base}${path.split('/').map(encodeURIComponent).join('/')}?${rest}`;
  return {
    json: {
      value: all.slice(from, from + PAGE_SIZE).map(toJson),
      ...(from + PAGE_SIZE < all.length && { [link]: next }),
    },
  };
}
