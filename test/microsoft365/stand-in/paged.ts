import type { StandInReply, StandInRequest } from './stand-in.ts';

/** So many come at a time: few, so that pages are met. */
const PAGE_SIZE = 2;

/** One page of a list, with where the next one is: Graph and Resource Manager name that differently. */
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
