/** Which words more than one worker touches, one of them writing: only there does it matter who goes first. */
import type { Access } from './coreWorker.ts';
import type { Witness } from './machine.ts';

/** Words are told apart by 8 bytes: enough for what is atomic, and a field beside one does no harm. */
const wordOf = (address: number) => Math.floor(address / 8);

export class SharedWords implements Witness {
  /** Workers that touched a word, by bits; those that wrote it, from bit 16 on. */
  readonly #users = new Map<number, number>();
  readonly #shared = new Set<number>();

  /** How many there are so far. */
  get count(): number {
    return this.#shared.size;
  }

  has({ site, address }: Access): boolean {
    return site === undefined || this.#shared.has(wordOf(address));
  }

  begin(): void {}

  see(worker: number, { address, bytes, writes }: Access): void {
    for (let word = wordOf(address); word <= wordOf(address + bytes - 1); word++) {
      if (this.#shared.has(word)) continue;
      const users = (this.#users.get(word) ?? 0) | (1 << worker) | (writes ? 0x10000 << worker : 0);
      this.#users.set(word, users);
      const touching = users & 0xffff;
      if (users >>> 16 !== 0 && (touching & (touching - 1)) !== 0) this.#shared.add(word);
    }
  }
}
