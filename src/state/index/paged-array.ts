const PAGE_BITS = 10;
const PAGE_LENGTH = 1 << PAGE_BITS;

/** An array that grows by a page at a time, so that growing copies nothing; pages that were never written take no memory. */
export class PagedArray<T> {
  readonly #pages: (Record<number, T> | undefined)[] = [];
  readonly #empty: T;
  readonly #make: (length: number) => Record<number, T>;

  /**
   * @param empty the value of elements that were never written
   * @param make creates a page of empty elements
   */
  constructor(empty: T, make: (length: number) => Record<number, T>) {
    this.#empty = empty;
    this.#make = make;
  }

  get(index: number): T {
    const page = this.#pages[index >> PAGE_BITS];
    return page === undefined ? this.#empty : (page[index & (PAGE_LENGTH - 1)] as T);
  }

  set(index: number, value: T): void {
    const pageIndex = index >> PAGE_BITS;
    let page = this.#pages[pageIndex];
    if (page === undefined) {
      if (Object.is(value, this.#empty)) return;
      while (this.#pages.length < pageIndex) this.#pages.push(undefined);
      page = this.#make(PAGE_LENGTH);
      this.#pages[pageIndex] = page;
    }
    page[index & (PAGE_LENGTH - 1)] = value;
  }

  /** At least the length of what was written. */
  get length(): number {
    return this.#pages.length << PAGE_BITS;
  }
}
