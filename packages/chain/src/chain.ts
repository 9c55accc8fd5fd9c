/** A chain of blocks with its state: what is known, what is the head, and the import of more. */
import {
  type Address,
  type Block,
  type BlockAccessList,
  type ChainSpec,
  decodeBlockAccessList,
  type Hash,
  type Header,
  type Pool,
  type Receipt,
} from '@heddle/engine';
import type { KnownBlock } from './blocks/blockTree.ts';
import type { ChainParts } from './chainParts.ts';
import { UnknownBlockError } from './errors/chain.ts';
import type { HeadEvent } from './heads/heads.ts';
import { Importer, type ImportOptions, type ImportResult } from './import/importer.ts';
import type { Finding } from './maintenance/finding.ts';
import { verifyParts } from './maintenance/verifyParts.ts';
import { blockBytes, decodeBody } from './records/body.ts';
import { decodeReceipts } from './records/receipts.ts';
import type { StateView } from './state/stateView.ts';
import type { TableSize, TransactionPlace } from './store/chainStore.ts';
import type { AccountProof } from './trie/accountProof.ts';

/** A block by its hash, its number on the canonical chain, or its role. */
export type BlockRef = Hash | bigint | 'latest' | 'safe' | 'finalized' | 'earliest';

/** A block of the chain with all that is in it. */
export interface StoredBlock extends Pick<Block, 'header' | 'transactions' | 'ommers' | 'withdrawals'> {
  hash: Hash;
  totalDifficulty: bigint;
  /** Of its RLP. */
  sizeBytes: number;
}

/** Created by `openChain`. */
export class Chain {
  readonly spec: ChainSpec;
  readonly genesisHash: Hash;
  readonly #parts: ChainParts;
  readonly #importer: Importer;
  readonly #release: () => Promise<void>;
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(parts: ChainParts, release: () => Promise<void>) {
    this.spec = parts.spec;
    this.genesisHash = parts.store.canonicalHash(0n) as Hash;
    this.#parts = parts;
    this.#importer = new Importer(parts);
    this.#release = release;
  }

  /** The pool on which blocks are executed. */
  get pool(): Pool {
    return this.#parts.pool;
  }

  /** The last block of the canonical chain. */
  get head(): KnownBlock {
    return this.#parts.heads.head;
  }

  /**
   * Imports a block whose parent is known: its RLP, or the block itself. Several may be given without waiting, in the order of the
   * chain; then their phases overlap. Resolves when the block is committed.
   *
   * @throws what the block breaks (InvalidBlockError, InvalidTransactionError, RlpError, UnknownParentError, BadBlockError),
   *   or what kept it from being imported (StoreError, CancelledError, …): then it can be tried again
   */
  import(block: Uint8Array | Block, options: ImportOptions = {}): Promise<ImportResult> {
    return this.#importer.import(block, options);
  }

  /**
   * Makes a known block the head, as consensus says; blocks above it and on other branches stay known.
   *
   * @throws UnknownBlockError
   */
  async setHead(hash: Hash, marks: { safe?: Hash; finalized?: Hash } = {}): Promise<void> {
    await this.#importer.alone(() => this.#parts.heads.set(this.#parts.tree.get(hash), marks));
  }

  /** Calls `listener` whenever the head has moved; returns a function that ends it. */
  onHead(listener: (event: HeadEvent) => void): () => void {
    return this.#parts.heads.onChange(listener);
  }

  /** The hash that a reference means; undefined when there is no such block. */
  resolve(ref: BlockRef): Hash | undefined {
    const { heads, store, tree } = this.#parts;
    if (typeof ref === 'bigint') return store.canonicalHash(ref);
    switch (ref) {
      case 'latest':
        return heads.head.hash;
      case 'earliest':
        return this.genesisHash;
      case 'safe':
        return heads.safe;
      case 'finalized':
        return heads.finalized;
      default:
        return tree.isPending(ref) ? undefined : tree.find(ref)?.hash;
    }
  }

  /** True for a block between genesis and head. */
  isCanonical(hash: Hash): boolean {
    const known = this.#parts.tree.find(hash);
    return known !== undefined && this.#parts.store.canonicalHash(known.header.number) === hash;
  }

  header(ref: BlockRef): Header | undefined {
    const hash = this.resolve(ref);
    return hash === undefined ? undefined : this.#parts.tree.find(hash)?.header;
  }

  block(ref: BlockRef): StoredBlock | undefined {
    const hash = this.resolve(ref);
    const body = hash === undefined ? undefined : this.#parts.store.body(hash);
    if (hash === undefined || body === undefined) return undefined;
    const { header, transactions, ommers, withdrawals } = decodeBody(body, this.spec);
    const { totalDifficulty } = this.#parts.tree.get(hash);
    const sizeBytes = blockBytes(body).length;
    return { hash, header, transactions, ommers, withdrawals, totalDifficulty, sizeBytes };
  }

  /** The RLP of a block. */
  rawBlock(ref: BlockRef): Uint8Array | undefined {
    const hash = this.resolve(ref);
    const body = hash === undefined ? undefined : this.#parts.store.body(hash);
    return body === undefined ? undefined : blockBytes(body);
  }

  /** The receipts of a block; undefined for the genesis block, and where they are not kept any more. */
  receipts(ref: BlockRef): Receipt[] | undefined {
    const hash = this.resolve(ref);
    if (hash === undefined) return undefined;
    const record = this.#parts.store.receipts(hash);
    const body = this.#parts.store.body(hash);
    if (record === undefined || body === undefined) return undefined;
    return decodeReceipts(record, decodeBody(body, this.spec).transactions);
  }

  /** The block access list of a block, where it has one (EIP-7928). */
  accessList(ref: BlockRef): BlockAccessList | undefined {
    const hash = this.resolve(ref);
    const list = hash === undefined ? undefined : this.#parts.store.accessList(hash);
    return list === undefined ? undefined : decodeBlockAccessList(list);
  }

  /** Where a transaction of the canonical chain is. */
  transactionPlace(hash: Hash): TransactionPlace | undefined {
    return this.#parts.store.transactionPlace(hash);
  }

  /**
   * The state after a block, to be read synchronously. It stays what it is while the chain goes on, for as long as the diffs
   * between it and the head are kept.
   *
   * @throws UnknownBlockError; reads throw HistoryPrunedError for a block too far back
   */
  stateAt(ref: BlockRef): StateView {
    const hash = this.resolve(ref);
    if (hash === undefined) throw new UnknownBlockError({ block: ref });
    return this.#parts.viewOf(hash);
  }

  /**
   * Proves an account and slots of it against the state root of a block (EIP-1186).
   *
   * @throws UnknownBlockError, HistoryPrunedError
   */
  async proof(ref: BlockRef, address: Address, slots: readonly Hash[]): Promise<AccountProof> {
    const hash = this.resolve(ref);
    if (hash === undefined) throw new UnknownBlockError({ block: ref });
    const { live, trie } = this.#parts;
    return this.#importer.alone(() => live.visit(hash, () => Promise.resolve(trie.prove(address, slots))));
  }

  /** The tables of the store, with their sizes. */
  sizes(): TableSize[] {
    return this.#parts.store.sizes();
  }

  /**
   * Checks everything that is stored: links, roots and indices of the canonical blocks, and the root and code of the flat state,
   * computed anew from its accounts. Nothing is imported meanwhile.
   *
   * @param onStep called after each block and each batch of accounts, with what was done so far
   * @returns what is not as it should be; empty for a chain that is whole
   */
  verify(
    onStep: (done: { blocks: number; accounts: number }) => void = () => {},
    signal?: AbortSignal,
  ): Promise<Finding[]> {
    return this.#importer.alone(async () => {
      await this.#parts.live.flush();
      return verifyParts(this.#parts, onStep, signal);
    });
  }

  /** Waits for what is under way, writes what is in memory only, and closes. Calling it again does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#importer.alone(() => this.#parts.live.flush()).finally(() => this.#release());
    return this.#closing;
  }
}
