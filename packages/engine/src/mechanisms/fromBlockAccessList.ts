/** Execution from a block access list (EIP-7928): all transactions start at once from the listed values, which are verified. */
import { layout, rulesOf } from '@heddle/evm';
import { type PackedList, packBlockAccessList } from '../accessList/pack.ts';
import { type BlockRun, ListDoubtError } from '../blockRun.ts';
import type { BlockAccessList } from '../types.ts';
import { heaviestFirst } from './heaviestFirst.ts';
import { prepareScheduler } from './scheduler.ts';

/** Copies the list into the memory. */
function placeList(
  { shared }: BlockRun,
  { rows, rowCount, shares, counts, codes }: PackedList,
  order: Uint32Array,
): void {
  const copy = (bytes: Uint8Array): number => {
    const at = shared.core.takeFromBlock(bytes.length) >>> 0;
    shared.bytes.set(bytes, at);
    return at;
  };
  const asBytes = (words: Uint32Array) => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const at = copy(rows);
  for (const { row, hash, code } of codes) {
    const entry = shared.internCode(hash);
    shared.fillCode(entry, code);
    shared.setUint32(at + row * layout.RECORD_BYTES + layout.RECORD_VALUE, entry);
  }
  shared.setUint32(layout.BLOCK_ORDER, copy(asBytes(order)));
  shared.setUint32(layout.BLOCK_LIST, at);
  shared.setUint32(layout.BLOCK_LIST_ROWS, rowCount);
  shared.setUint32(layout.BLOCK_LIST_COUNTS, copy(asBytes(counts)));
  shared.setUint32(layout.BLOCK_LIST_SHARES, copy(asBytes(shares)));
  shared.setUint32(layout.BLOCK_LIST_SHARE_COUNT, shares.length - 1);
  for (const word of [layout.CTRL_LIST_NEXT, layout.CTRL_LIST_LOADED, layout.CTRL_LIST_FOLDED])
    Atomics.store(shared.words, word >> 2, 0);
}

/** Executes the transactions from a list that is in order. They stop with STOP_LIST_DIFFERS where it is not true. */
export async function executeFromList(
  run: BlockRun,
  list: BlockAccessList,
  jitterSeed: number,
): Promise<void> {
  const { shared } = run;
  // No list says that an account exists although it is empty.
  if (!rulesOf(run.block.hardfork).clearsEmptyAccounts) throw new ListDoubtError();
  const { transactions } = run.block;
  placeList(run, packBlockAccessList(list, transactions.length), heaviestFirst(transactions));
  await prepareScheduler(run, jitterSeed);
  shared.setUint32(layout.BLOCK_MODE, layout.MODE_LISTED);
  shared.setUint32(layout.BLOCK_BENEFICIARY_ACCOUNT, 0); // its balances stand in the list like any other's
  await run.runOnAllWorkers('listed');
}
