/** One page of a list that is too long for a card. */
interface Page<Item> {
  readonly items: readonly Item[];
  /** The number of the page, from 0. */
  readonly page: number;
  readonly pages: number;
  /** The position of the first item in the whole list, from 1. */
  readonly first: number;
  readonly last: number;
  /** How many items the next page has; none on the last page. */
  readonly nextCount: number;
}

/** Returns a page of a list; a number out of range gives the nearest page. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const current = Math.min(Math.max(0, page), pages - 1);
  const from = current * size;
  const shown = items.slice(from, from + size);
  return {
    items: shown,
    page: current,
    pages,
    first: from + 1,
    last: from + shown.length,
    nextCount: Math.max(0, Math.min(size, items.length - from - size)),
  };
}
