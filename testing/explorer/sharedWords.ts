/** Which words more than one worker touches, one of them writing: only there does it matter who goes first. */
import type { Site } from './instrument.ts';
import { type Controller, OUTSIDE } from './machine.ts';

/** Words are told apart by 8 bytes: enough for what is atomic, and a field beside one does no harm. */
const wordOf = (address: number) => Math.floor(address / 8);

export class SharedWords {
  /** Workers that touched a word, by bits; those that wrote it, from bit 16 on. */
  readonly #users = new Map<number, number>();
  readonly #shared = new Set<number>();
  readonly #sites: readonly Site[];

  constructor(sites: readonly Site[]) {
    this.#sites = sites;
  }

  /** How many there are so far. */
  get count(): number {
    return this.#shared.size;
  }

  has(site: number, address: number): boolean {
    return site === OUTSIDE || this.#shared.has(wordOf(address));
  }

  note(worker: number, site: number, address: number): void {
    const { writes, size } = this.#sites[site] ?? { writes: false, size: 4 };
    for (let word = wordOf(address); word <= wordOf(address + Math.max(size, 1) - 1); word++) {
      if (this.#shared.has(word)) continue;
      const users = (this.#users.get(word) ?? 0) | (1 << worker) | (writes ? 0x10000 << worker : 0);
      this.#users.set(word, users);
      const touching = users & 0xffff;
      if (users >>> 16 !== 0 && (touching & (touching - 1)) !== 0) this.#shared.add(word);
    }
  }

  /** A controller that notes what happens under another. */
  watching(inner: Controller): Controller {
    return {
      atAccess: (step, worker, site, address, ready) => {
        this.note(worker, site, address);
        return inner.atAccess(step, worker, site, address, ready);
      },
      atRest: (step, worker, ready) => inner.atRest(step, worker, ready),
    };
  }
}
