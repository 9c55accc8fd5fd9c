/** Diffs in portions, each of which fits into the memory of a trie beside its nodes. */
import type { StateDiff } from '@heddle/engine';
import { layout } from '@heddle/evm';

/** A part of what is to be applied. */
export interface Portion {
  diff: StateDiff;
  /** Nothing comes after it. */
  isLast: boolean;
}

/** The diffs, large ones in several portions. */
export function* portionsOf(diffs: Iterable<StateDiff>, mostBytes: number): Generator<Portion> {
  let before: StateDiff | undefined;
  for (const diff of diffs) {
    for (const part of partsOf(diff, mostBytes)) {
      if (before !== undefined) yield { diff: before, isLast: false };
      before = part;
    }
  }
  if (before !== undefined) yield { diff: before, isLast: true };
}

/** The diff in parts of whole accounts with their slots; most diffs are one part. */
function* partsOf(diff: StateDiff, mostBytes: number): Generator<StateDiff> {
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
