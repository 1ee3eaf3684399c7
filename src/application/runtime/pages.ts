/** The position of one page in a list that is shown in pages. */
export interface PageBounds {
  /** The number of the page, from 0. */
  readonly page: number;
  readonly pages: number;
  /** The position of the page's first item in the whole list, from 1. */
  readonly first: number;
  readonly last: number;
  /** How many items the next page has; 0 on the last page. */
  readonly nextCount: number;
}

interface Page<Item> extends PageBounds {
  readonly items: readonly Item[];
}

/** Returns the bounds of a page of `count` items; a number out of range gives the nearest page. */
export function pageBounds(count: number, page: number, size: number): PageBounds {
  const pages = Math.max(1, Math.ceil(count / size));
  const current = Math.min(Math.max(0, page), pages - 1);
  const offset = current * size;
  return {
    page: current,
    pages,
    first: offset + 1,
    last: Math.min(offset + size, count),
    nextCount: Math.max(0, Math.min(size, count - offset - size)),
  };
}

/** Returns a page of a list; a number out of range gives the nearest page. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number): Page<Item> {
  const bounds = pageBounds(items.length, page, size);
  return { ...bounds, items: items.slice(bounds.first - 1, bounds.last) };
}
