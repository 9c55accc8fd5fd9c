/** Reads of the environment of blocks. */
import type { Hash } from '@heddle/engine';
import { fromHex, toHex } from '../../bytes.ts';
import type { BlockFacts, Heads, StoreFacts } from '../chainStore.ts';
import type { BlockEnvironment, BlockTable } from './environment.ts';
import { factNames } from './factNames.ts';
import { readPieces } from './pieces.ts';
import { decodeBlockFacts, numberBytes } from './values.ts';

export class BlockReads {
  readonly #tables: BlockEnvironment['tables'];

  constructor({ tables }: BlockEnvironment) {
    this.#tables = tables;
  }

  /** Undefined until the store has begun. */
  facts(): StoreFacts | undefined {
    const { facts } = this.#tables;
    const genesis = facts.get(factNames.genesis);
    if (genesis === undefined) return undefined;
    const config = facts.get(factNames.config);
    return { genesisHash: toHex(genesis), config: config && Buffer.from(config).toString() };
  }

  heads(): Heads | undefined {
    const { facts } = this.#tables;
    const [head, safe, finalized] = [factNames.head, factNames.safe, factNames.finalized].map((name) => {
      const hash = facts.get(name);
      return hash && toHex(hash);
    });
    return head && { head, safe, finalized };
  }

  header(hash: Hash): Uint8Array | undefined {
    return this.#tables.headers.get(fromHex(hash));
  }

  /** A value that is kept in pieces. */
  large(
    table: Extract<
      BlockTable,
      'bodies' | 'receipts' | 'accessLists' | 'diffs' | 'transactionHashes' | 'codes'
    >,
    hash: Hash,
  ): Uint8Array | undefined {
    return readPieces(this.#tables[table], fromHex(hash));
  }

  blockFacts(hash: Hash): BlockFacts | undefined {
    const bytes = this.#tables.blocks.get(fromHex(hash));
    return bytes && decodeBlockFacts(hash, bytes);
  }

  canonicalHash(number: bigint): Hash | undefined {
    const hash = this.#tables.canonical.get(numberBytes(number));
    return hash && toHex(hash);
  }

  hashesAt(number: bigint): Hash[] {
    const range = { start: numberBytes(number), end: numberBytes(number + 1n) };
    return [...this.#tables.numbers.getKeys(range)].map((key) => toHex(key.subarray(8)));
  }
}
