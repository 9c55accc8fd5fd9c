/** At most so many at once, and at most so many that wait; first come, first served. */
export class Queue {
  readonly #maxRunning: number;
  readonly #maxWaiting: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(maxRunning: number, maxWaiting: number) {
    this.#maxRunning = maxRunning;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Runs a job at its turn.
   *
   * @returns what it gives; undefined, at once, when too many wait
   */
  enter<T>(job: () => T | Promise<T>): Promise<T> | undefined {
    if (this.#running >= this.#maxRunning && this.#waiting.length >= this.#maxWaiting) return undefined;
    return this.#run(job);
  }

  async #run<T>(job: () => T | Promise<T>): Promise<T> {
    if (this.#running < this.#maxRunning) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await job();
    } finally {
      // The place goes to the next in line, if there is one.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
