/** STUB: replaced by the store's own. */
import { type Account, type Address, changesOfDiff, decodeStateDiff, type Hash, MemoryState } from '@heddle/engine';
import type { BlockRecord, ChainStore, FlushJob, HeadUpdate, Place } from './chainStore.ts';

export class MemoryStore implements ChainStore {
  facts: { genesisHash: Hash; config?: string | undefined } | undefined;
  where = 'memory';
  async init(facts: { genesisHash: Hash; config?: string | undefined }) { this.facts = facts; }
  readonly memoryState = MemoryState.empty();
  readonly stateSource = undefined;
  readonly nodeSource = undefined;
  readonly #blocks = new Map<Hash, BlockRecord>();
  readonly #canonical = new Map<bigint, Hash>();
  readonly #codes = new Map<Hash, Uint8Array>();
  #heads!: { head: Hash; safe?: Hash; finalized?: Hash };
  #marker!: Place;
  header(hash: Hash) { return this.#blocks.get(hash)?.header; }
  totalDifficulty(hash: Hash) { return this.#blocks.get(hash)?.totalDifficulty; }
  body(hash: Hash) { return this.#blocks.get(hash)?.body; }
  receipts(hash: Hash) { return this.#blocks.get(hash)?.receipts; }
  accessList(hash: Hash) { return this.#blocks.get(hash)?.accessList; }
  diff(hash: Hash) { return this.#blocks.get(hash)?.diff; }
  canonicalHash(number: bigint) { return this.#canonical.get(number); }
  heads() { return this.#heads; }
  transactionPlace() { return undefined; }
  async putBlock(block: BlockRecord) {
    this.#blocks.set(block.hash, block);
    for (const [h, c] of block.codes) this.#codes.set(h, c);
    if (block.head) await this.setHeads(block.head);
  }
  async setHeads({ canonical, ...heads }: HeadUpdate) {
    for (const { number, hash } of canonical) hash === undefined ? this.#canonical.delete(number) : this.#canonical.set(number, hash);
    this.#heads = { ...this.#heads, ...heads };
  }
  marker() { return this.#marker; }
  account(address: Address): Account | undefined { return this.memoryState.account(address); }
  storage(address: Address, slot: Hash) { return this.memoryState.storage(address, slot); }
  slotsOf(address: Address) { for (const [a, s] of this.memoryState.entries()) if (a === address) return s.storage; return []; }
  *accounts(): Generator<[Address, Account]> { for (const [a] of this.memoryState.entries()) yield [a, this.account(a)!]; }
  code(hash: Hash) { return this.#codes.get(hash) ?? this.memoryState.code(hash); }
  async flush({ marker, steps }: FlushJob) {
    for (const { hash, direction } of steps) this.memoryState.apply(changesOfDiff(decodeStateDiff(this.diff(hash)!), direction));
    this.#marker = marker;
  }
  async close() {}
}
export const createMemoryStore = () => new MemoryStore();
