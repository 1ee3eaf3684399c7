import type { Answered, Asked } from './stand-in.ts';

/** So many come at a time: few, so that pages are met. */
const PAGE = 2;

/** One page of a list, with where the next one is: Graph and Resource Manager name that differently. */
export function paged<T>(
  { base, path, query }: Asked,
  all: readonly T[],
  shown: (one: T) => unknown,
  link: 'nextLink' | '@odata.nextLink',
): Answered {
  const from = Number(query.get('$skiptoken') ?? 0);
  const rest = new URLSearchParams(query);
  rest.set('$skiptoken', String(from + PAGE));
  const next = `${base}${path.split('/').map(encodeURIComponent).join('/')}?${rest}`;
  return {
    json: { value: all.slice(from, from + PAGE).map(shown), ...(from + PAGE < all.length && { [link]: next }) },
  };
}
