/** Large diffs in parts, each of which fits into the memory of a trie beside its nodes. */
import type { StateDiff } from '@heddle/engine';
import { layout } from '@heddle/evm';

/** 32 MiB of records, some 100,000 accounts: one run costs what it writes into the tables, and the upper branches again. */
const MOST_BYTES = 32 * 2 ** 20;

/** The diff in parts of whole accounts with their slots; most diffs are one part. */
export function* batchesOf(diff: StateDiff, mostBytes: number = MOST_BYTES): Generator<StateDiff> {
  const { accounts, slots, codes } = diff;
  if (accounts.length + slots.length <= mostBytes) {
    yield diff;
    return;
  }
  const view = new DataView(accounts.buffer, accounts.byteOffset, accounts.byteLength);
  const slotsEnd = (record: number) => {
    const first = view.getUint32(record + layout.DIFF_FIRST_SLOT, true);
    return (first + view.getUint32(record + layout.DIFF_SLOT_COUNT, true)) * layout.DIFF_SLOT_BYTES;
  };
  for (let start = 0, slotStart = 0; start < accounts.length; ) {
    let end = start;
    let slotEnd = slotStart;
    do {
      slotEnd = slotsEnd(end);
      end += layout.DIFF_ACCOUNT_BYTES;
    } while (end < accounts.length && end - start + slotsEnd(end) - slotStart <= mostBytes);
    yield { accounts: accounts.subarray(start, end), slots: slots.subarray(slotStart, slotEnd), codes };
    start = end;
    slotStart = slotEnd;
  }
}
