const BITS = 10;
const LENGTH = 1 << BITS;

/** As much of a list as has been written: it grows by a block at a time, so that nothing is copied and thrown away. */
export class PagedArray<T> {
  readonly #blocks: (Record<number, T> | undefined)[] = [];
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

  get(at: number): T {
    const block = this.#blocks[at >> BITS];
    return block === undefined ? this.#empty : (block[at & (LENGTH - 1)] as T);
  }

  set(at: number, value: T): void {
    const place = at >> BITS;
    let block = this.#blocks[place];
    if (block === undefined) {
      if (Object.is(value, this.#empty)) return;
      while (this.#blocks.length < place) this.#blocks.push(undefined);
      block = this.#make(LENGTH);
      this.#blocks[place] = block;
    }
    block[at & (LENGTH - 1)] = value;
  }

  /** As long as what was written, at least. */
  get length(): number {
    return this.#blocks.length << BITS;
  }
}
