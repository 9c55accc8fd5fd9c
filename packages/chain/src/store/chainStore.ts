/** What a chain keeps, wherever it keeps it. */
import type { Account, Address, Hash, MemoryState } from '@heddle/engine';
import type { Step } from '../state/path.ts';
import type { NodeSource } from '../trie/nodeSource.ts';
import type { NodeWrites } from '../trie/nodeWrites.ts';

export interface CanonicalChange { number: bigint; hash: Hash | undefined }
export interface HeadUpdate { head: Hash; canonical: readonly CanonicalChange[]; safe?: Hash; finalized?: Hash }
export interface BlockRecord {
  hash: Hash; number: bigint; parentHash: Hash; totalDifficulty: bigint;
  header: Uint8Array; body: Uint8Array; receipts: Uint8Array; accessList?: Uint8Array; diff: Uint8Array;
  codes: ReadonlyMap<Hash, Uint8Array>;
  transactionHashes: readonly Hash[];
  head?: HeadUpdate;
}
export interface Place { hash: Hash; number: bigint }
export interface FlushJob { marker: Place; steps: readonly Step[]; nodes: NodeWrites }
export interface ChainStore {
  readonly where: string;
  readonly facts: { genesisHash: Hash; config?: string | undefined } | undefined;
  init(facts: { genesisHash: Hash; config?: string | undefined }): Promise<void>;
  readonly memoryState: MemoryState | undefined;
  readonly stateSource: unknown;
  readonly nodeSource: NodeSource | undefined;
  header(hash: Hash): Uint8Array | undefined;
  totalDifficulty(hash: Hash): bigint | undefined;
  body(hash: Hash): Uint8Array | undefined;
  receipts(hash: Hash): Uint8Array | undefined;
  accessList(hash: Hash): Uint8Array | undefined;
  diff(hash: Hash): Uint8Array | undefined;
  canonicalHash(number: bigint): Hash | undefined;
  heads(): { head: Hash; safe?: Hash | undefined; finalized?: Hash | undefined };
  transactionPlace(hash: Hash): { blockHash: Hash; number: bigint; txIndex: number } | undefined;
  putBlock(block: BlockRecord): Promise<void>;
  setHeads(update: HeadUpdate): Promise<void>;
  marker(): Place;
  account(address: Address): Account | undefined;
  storage(address: Address, slot: Hash): bigint;
  slotsOf(address: Address): Iterable<[Hash, bigint]>;
  accounts(): Iterable<[Address, Account]>;
  code(hash: Hash): Uint8Array;
  flush(job: FlushJob): Promise<void>;
  close(): Promise<void>;
}
