/** Who wants to hear of something. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Adds a listener; the answer takes it out again. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls all of them, with a copy of the list: a listener may take itself out. */
  call(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
