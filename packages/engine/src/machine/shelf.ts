/** Machines that were made and are not in use; each holds the memory of what it ran last. */
export class Shelf<T> {
  readonly #make: () => T;
  readonly #most: number;
  readonly #free: T[] = [];
  readonly #waiting: ((machine: T) => void)[] = [];
  #made = 0;

  /** @param most that are ever made; who wants one more waits */
  constructor(make: () => T, most: number) {
    this.#make = make;
    this.#most = most;
  }

  /** Takes one, the one that was given back last if any: what it has read is most likely of use. */
  take(): T | Promise<T> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#made === this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    const made = this.#make(); // may throw for want of address space: it then counts for nothing
    this.#made++;
    return made;
  }

  giveBack(machine: T): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(machine);
    else next(machine);
  }

  /** Runs `task` with one. */
  async using<R>(task: (machine: T) => Promise<R>): Promise<R> {
    const machine = await this.take();
    try {
      return await task(machine);
    } finally {
      this.giveBack(machine);
    }
  }
}
