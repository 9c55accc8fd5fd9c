/** STUB */
import { changesOfDiff, type DiffDirection, type Hash, MemoryState, type StateDiff, type Address } from '@heddle/engine';
export const EMPTY_TRIE_ROOT: Hash = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';
export type NodeWrites = Uint8Array;
export interface AccountProof { address: Address }
export class StateTrie {
  #state = MemoryState.empty();
  usedBytes = 0;
  static async create(_: { root: Hash; threads: number; source?: unknown }): Promise<StateTrie> { return new StateTrie(); }
  async apply(diff: StateDiff, direction: DiffDirection): Promise<Hash> {
    this.#state.apply(changesOfDiff(diff, direction));
    return this.#state.stateRoot();
  }
  takeDirtyNodes(): NodeWrites { return new Uint8Array(); }
  reset(_: Hash): void {}
  prove(address: Address, _: readonly Hash[]): AccountProof { return { address }; }
  async close() {}
}
