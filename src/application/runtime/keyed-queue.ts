/** Runs tasks with the same key sequentially, in order. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const previous = this.#last.get(key) ?? Promise.resolve();
    const result = previous.then(task, task);
    this.#last.set(key, result);
    const removeWhenLast = () => {
      if (this.#last.get(key) === result) this.#last.delete(key);
    };
    result.then(removeWhenLast, removeWhenLast);
    return result;
  }
}
