/** The blocks of a store in memory. */
import { type Hash, MissingStateError } from '@heddle/engine';
import { DiffMissingError } from '../../errors/store.ts';
import type {
  BlockFacts,
  BlockRecord,
  DiffStep,
  Heads,
  HeadUpdate,
  TableSize,
  TransactionPlace,
} from '../chainStore.ts';
import type { KeptFrom } from '../settings.ts';

/** What is stored of a block; what is not kept any more is undefined. */
export interface StoredBlock {
  facts: BlockFacts;
  header: Uint8Array;
  body: Uint8Array | undefined;
  receipts: Uint8Array | undefined;
  accessList: Uint8Array | undefined;
  diff: Uint8Array | undefined;
}

export class MemoryBlocks {
  readonly #blocks = new Map<Hash, StoredBlock>();
  readonly #hashesAt = new Map<bigint, Hash[]>();
  readonly #canonical = new Map<bigint, Hash>();
  readonly #codes = new Map<Hash, Uint8Array>();
  /** All blocks that have a transaction. */
  readonly #transactions = new Map<Hash, TransactionPlace[]>();
  readonly #prunedBelow = { diffs: 0n, bodies: 0n };
  heads: Heads | undefined;

  get(hash: Hash): StoredBlock | undefined {
    return this.#blocks.get(hash);
  }

  canonicalHash(number: bigint): Hash | undefined {
    return this.#canonical.get(number);
  }

  hashesAt(number: bigint): Hash[] {
    return [...(this.#hashesAt.get(number) ?? [])].sort();
  }

  /** @throws DiffMissingError */
  stepOf({ hash }: DiffStep): { facts: BlockFacts; diff: Uint8Array } {
    const { facts, diff } = this.#blocks.get(hash) ?? {};
    if (facts === undefined || diff === undefined) throw new DiffMissingError({ block: hash });
    return { facts, diff };
  }

  /** @throws MissingStateError */
  code(hash: Hash): Uint8Array {
    const code = this.#codes.get(hash);
    if (code === undefined) throw new MissingStateError({ codeHash: hash });
    return code;
  }

  transactionPlace(hash: Hash): TransactionPlace | undefined {
    const places = this.#transactions.get(hash) ?? [];
    return places.find(({ blockHash, number }) => this.#canonical.get(number) === blockHash);
  }

  put(block: BlockRecord): void {
    const { hash, number, parentHash, totalDifficulty } = block;
    if (!this.#blocks.has(hash)) {
      const siblings = this.#hashesAt.get(number) ?? [];
      this.#hashesAt.set(number, [...siblings, hash]);
      this.#addTransactions(block);
    }
    this.#blocks.set(hash, {
      facts: { hash, number, parentHash, totalDifficulty },
      header: copyOf(block.header),
      body: copyOf(block.body),
      receipts: copyOf(block.receipts),
      accessList: block.accessList && copyOf(block.accessList),
      diff: copyOf(block.diff),
    });
    for (const [codeHash, code] of block.codes) this.#codes.set(codeHash, copyOf(code));
    if (block.head !== undefined) this.setHeads(block.head);
  }

  #addTransactions({ hash, number, transactionHashes }: BlockRecord): void {
    transactionHashes.forEach((transaction, txIndex) => {
      const places = this.#transactions.get(transaction) ?? [];
      this.#transactions.set(transaction, [...places, { blockHash: hash, number, txIndex }]);
    });
  }

  setHeads({ canonical, head, safe, finalized }: HeadUpdate): void {
    this.heads = { head, safe: safe ?? this.heads?.safe, finalized: finalized ?? this.heads?.finalized };
    for (const { number, hash } of canonical) {
      if (hash === undefined) this.#canonical.delete(number);
      else this.#canonical.set(number, hash);
    }
  }

  /** Forgets what is not kept. */
  prune({ diffs, bodies }: KeptFrom): void {
    this.#pruneKind('diffs', diffs, (block) => {
      block.diff = undefined;
    });
    this.#pruneKind('bodies', bodies, (block) => {
      block.body = undefined;
      block.receipts = undefined;
      block.accessList = undefined;
    });
  }

  sizes(): TableSize[] {
    const sum = (sizeOf: (block: StoredBlock) => number) =>
      [...this.#blocks.values()].reduce((total, block) => total + sizeOf(block), 0);
    const tableOf = (name: string, field: Exclude<keyof StoredBlock, 'facts'>): TableSize => ({
      name: `blocks/${name}`,
      rows: sum((block) => (block[field] === undefined ? 0 : 1)),
      bytes: sum((block) => block[field]?.length ?? 0),
    });
    return [
      tableOf('headers', 'header'),
      tableOf('bodies', 'body'),
      tableOf('receipts', 'receipts'),
      tableOf('accessLists', 'accessList'),
      tableOf('diffs', 'diff'),
    ];
  }

  #pruneKind(kind: keyof KeptFrom, limit = 0n, forget: (block: StoredBlock) => void): void {
    for (; this.#prunedBelow[kind] < limit; this.#prunedBelow[kind]++) {
      for (const hash of this.#hashesAt.get(this.#prunedBelow[kind]) ?? [])
        forget(this.#blocks.get(hash) as StoredBlock);
    }
  }
}

/** In a buffer of its own: what is given may be a view of something that changes. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
