/** The index of transactions, which follows the flat state. */

import { fromHex } from '../../bytes.ts';
import type { BlockReads } from './blockReads.ts';
import type { Table } from './environment.ts';
import type { StoredStep } from './storedSteps.ts';
import { BLOCK_START_BYTES, encodeIndexedPlace } from './values.ts';

const HASH_BYTES = 32;

/** In a transaction: notes or removes the transactions of the blocks on the way, in order; returns how many. */
export function indexTransactions(table: Table, reads: BlockReads, steps: readonly StoredStep[]): number {
  let count = 0;
  for (const { facts, direction } of steps) {
    const hashes = reads.large('transactionHashes', facts.hash) ?? new Uint8Array();
    const blockStart = fromHex(facts.hash).subarray(0, BLOCK_START_BYTES);
    for (let at = 0; at < hashes.length; at += HASH_BYTES, count++) {
      const key = hashes.subarray(at, at + HASH_BYTES);
      const place = { number: facts.number, txIndex: at / HASH_BYTES, blockStart };
      if (direction === 'forward') table.putSync(key, encodeIndexedPlace(place));
      else table.removeSync(key);
    }
  }
  return count;
}
