/** Transactions of canonical blocks that the index does not have yet: it is written with the flat state. */
import type { Hash } from '@heddle/engine';
import { bufferOf, fromHex } from '../../bytes.ts';
import type { BlockPlace, CanonicalChange, TransactionPlace } from '../chainStore.ts';
import type { BlockReads } from './blockReads.ts';

const HASH_BYTES = 32;

interface RecentBlock {
  hash: Hash;
  /** Of its transactions, behind each other. */
  hashes: Buffer;
}

/** The blocks that are canonical and no ancestors of the flat state's. */
export class RecentTransactions {
  readonly #reads: BlockReads;
  #blocks = new Map<bigint, RecentBlock>();

  constructor(reads: BlockReads) {
    this.#reads = reads;
  }

  /** The flat state is that of another block now, and the index with it. */
  follow(head: BlockPlace, marker: BlockPlace): void {
    const known = this.#blocks;
    this.#blocks = new Map();
    let indexed: BlockPlace | undefined = marker;
    for (let { number } = head; number >= 0n; number--) {
      const hash = this.#reads.canonicalHash(number);
      while (indexed !== undefined && indexed.number > number) indexed = this.#parentOf(indexed);
      if (hash === undefined || hash === indexed?.hash) return;
      const block = known.get(number);
      this.#blocks.set(number, block?.hash === hash ? block : this.#read(hash));
    }
  }

  /** The canonical chain has changed. */
  change(changes: readonly CanonicalChange[]): void {
    for (const { number, hash } of changes) {
      if (hash === undefined) this.#blocks.delete(number);
      else this.#blocks.set(number, this.#read(hash));
    }
  }

  /** Goes through all hashes: a hundred thousand take a fraction of a millisecond. */
  find(transaction: Hash): TransactionPlace | undefined {
    const wanted = fromHex(transaction);
    for (const [number, { hash, hashes }] of this.#blocks) {
      for (let at = hashes.indexOf(wanted); at >= 0; at = hashes.indexOf(wanted, at + 1)) {
        if (at % HASH_BYTES === 0) return { blockHash: hash, number, txIndex: at / HASH_BYTES };
      }
    }
    return undefined;
  }

  #read(hash: Hash): RecentBlock {
    return { hash, hashes: bufferOf(this.#reads.large('transactionHashes', hash) ?? new Uint8Array()) };
  }

  #parentOf({ hash, number }: BlockPlace): BlockPlace | undefined {
    const facts = this.#reads.blockFacts(hash);
    return facts && { hash: facts.parentHash, number: number - 1n };
  }
}
