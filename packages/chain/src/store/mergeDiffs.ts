/** Many diffs as one: what they leave behind at each location, once, in the order of the keys. */
import { DiffAccount, type DiffDirection, type DiffSide, type StateDiff } from '@heddle/engine';
import { layout } from '@heddle/evm';

/** A diff and which way it is taken. */
export interface DirectedDiff {
  diff: StateDiff;
  direction: DiffDirection;
}

/** An account of which something changed, after all diffs. Views; valid during the call that gets it. */
export interface MergedAccount {
  /** Its record in the last diff that has one. */
  last: DiffAccount;
  /** The side of that record that counts. */
  side: DiffSide;
  /** Calls `visit` with each slot that changed and its value, 32 bytes each, ascending. */
  eachSlot(visit: (slot: Uint8Array, value: Uint8Array) => void): void;
}

/** Records of one diff, sorted by what they begin with. */
interface Run {
  bytes: Uint8Array;
  view: DataView;
  /** Position of the diff among all. */
  order: number;
  side: DiffSide;
  /** Record at hand and end of the records, in bytes. */
  at: number;
  end: number;
  /** The first 6 bytes of the key at hand as a number: nearly all comparisons need no more. */
  prefix: number;
}

const ADDRESS_WORDS = 5;
const SLOT_WORDS = 8;
const SLOT_BYTES = 32;

/** Calls `visit` for each account that the diffs change, ascending by address. The diffs lie behind each other, and are complete. */
export function mergeDiffs(diffs: readonly DirectedDiff[], visit: (account: MergedAccount) => void): void {
  const runs = diffs.map(({ diff, direction }, order) => runOf(diff.accounts, order, direction));
  eachGroup(runs, layout.DIFF_ACCOUNT_BYTES, ADDRESS_WORDS, (group) => {
    const last = group.at(-1) as Run;
    visit({
      last: accountAt(diffs, last),
      side: last.side,
      eachSlot: (visitSlot) => eachSlot(diffs, group, visitSlot),
    });
  });
}

function runOf(bytes: Uint8Array, order: number, direction: DiffDirection): Run {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    bytes,
    view,
    order,
    side: direction === 'forward' ? 'after' : 'before',
    at: 0,
    end: bytes.length,
    prefix: 0,
  };
}

function accountAt(diffs: readonly DirectedDiff[], { view, order, at }: Run): DiffAccount {
  return new DiffAccount((diffs[order] as DirectedDiff).diff, view, at / layout.DIFF_ACCOUNT_BYTES);
}

function eachSlot(
  diffs: readonly DirectedDiff[],
  accounts: readonly Run[],
  visit: (slot: Uint8Array, value: Uint8Array) => void,
): void {
  const runs: Run[] = [];
  for (const account of accounts) {
    const first = account.view.getUint32(account.at + layout.DIFF_FIRST_SLOT, true);
    const count = account.view.getUint32(account.at + layout.DIFF_SLOT_COUNT, true);
    if (count === 0) continue;
    const { slots } = (diffs[account.order] as DirectedDiff).diff;
    const bytes = slots.subarray(first * layout.DIFF_SLOT_BYTES, (first + count) * layout.DIFF_SLOT_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    runs.push({ ...account, bytes, view, at: 0, end: bytes.length });
  }
  eachGroup(runs, layout.DIFF_SLOT_BYTES, SLOT_WORDS, (group) => {
    const { bytes, at, side } = group.at(-1) as Run;
    const value = at + (side === 'after' ? layout.DIFF_SLOT_AFTER : layout.DIFF_SLOT_BEFORE);
    visit(bytes.subarray(at, at + SLOT_BYTES), bytes.subarray(value, value + SLOT_BYTES));
  });
}

/** Calls `visit` for each key that the runs have, ascending, with the runs that stand at it, in the order of their diffs. */
function eachGroup(runs: Run[], stride: number, words: number, visit: (group: readonly Run[]) => void): void {
  if (runs.length === 1) {
    eachRecord(runs[0] as Run, stride, visit);
    return;
  }
  const heap = new RunHeap(words);
  for (const run of runs) heap.pushAtRecord(run);
  const group: Run[] = [];
  for (let run = heap.pop(); run !== undefined; run = heap.pop()) {
    group.push(run);
    const next = heap.top;
    if (next !== undefined && compareKeys(run, next, words) === 0) continue;
    visit(group);
    for (const done of group.splice(0)) {
      done.at += stride;
      heap.pushAtRecord(done);
    }
  }
}

/** The same for one run, which most accounts have that changed in one block only. */
function eachRecord(run: Run, stride: number, visit: (group: readonly Run[]) => void): void {
  for (const group = [run]; run.at < run.end; run.at += stride) visit(group);
}

function compareKeys(a: Run, b: Run, words: number): number {
  if (a.prefix !== b.prefix) return a.prefix - b.prefix;
  for (let word = 0; word < words; word++) {
    const difference = a.view.getUint32(a.at + 4 * word) - b.view.getUint32(b.at + 4 * word);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Runs by the key that they stand at, then by order; the least is on top. */
class RunHeap {
  readonly #words: number;
  readonly #runs: Run[] = [];

  constructor(words: number) {
    this.#words = words;
  }

  get top(): Run | undefined {
    return this.#runs[0];
  }

  /** Adds a run that stands at a record; none that is at its end. */
  pushAtRecord(run: Run): void {
    if (run.at >= run.end) return;
    run.prefix = run.view.getUint32(run.at) * 0x10000 + run.view.getUint16(run.at + 4);
    this.#push(run);
  }

  #push(run: Run): void {
    const runs = this.#runs;
    let at = runs.length;
    runs.push(run);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isBefore(runs[parent] as Run, run)) break;
      runs[at] = runs[parent] as Run;
      at = parent;
    }
    runs[at] = run;
  }

  pop(): Run | undefined {
    const runs = this.#runs;
    const top = runs[0];
    const last = runs.pop();
    if (last === undefined || runs.length === 0) return top;
    let at = 0;
    for (let child = 1; child < runs.length; child = 2 * at + 1) {
      const right = runs[child + 1];
      if (right !== undefined && this.#isBefore(right, runs[child] as Run)) child++;
      if (this.#isBefore(last, runs[child] as Run)) break;
      runs[at] = runs[child] as Run;
      at = child;
    }
    runs[at] = last;
    return top;
  }

  #isBefore(a: Run, b: Run): boolean {
    const difference = compareKeys(a, b, this.#words);
    return difference === 0 ? a.order < b.order : difference < 0;
  }
}
