/** A lane lets one task through at a time, in the order in which they came. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` when all before it have ended, whether they failed or not. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task, task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything that is in the lane now has ended. */
  async drained(): Promise<void> {
    await this.#last;
  }
}
