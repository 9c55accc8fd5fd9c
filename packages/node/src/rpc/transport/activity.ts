/** What is being answered, so that a shutdown can wait for it. */
export class Activity {
  #running = 0;
  #waiting: (() => void)[] = [];

  /** @returns what ends it */
  begin(): () => void {
    this.#running++;
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      if (--this.#running > 0) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
  }

  /** Resolves when nothing runs, at latest after `timeoutMs`. */
  async idle(timeoutMs: number): Promise<void> {
    if (this.#running === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      timer = setTimeout(resolve, timeoutMs);
    });
    clearTimeout(timer);
  }
}
