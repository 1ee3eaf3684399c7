const PAGE_BITS = 10;
const PAGE_LENGTH = 1 << PAGE_BITS;

/** As much of a list as has been written: it grows by a block at a time, so that nothing is copied and thrown away. */
export class PagedArray<T> {
  readonly #pages: (Record<number, T> | undefined)[] = [];
  readonly #empty: T;
  readonly #make: (length: number) => Record<number, T>;

  /**
   * @param empty what is there before something was written
   * @param make makes a block of that
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

  /** As long as what was written, at least. */
  get length(): number {
    return this.#pages.length << PAGE_BITS;
  }
}
