/** A flush: the flat state, the trie's records, the index of transactions and the history become those after another block. */
import { type DiffAccount, type DiffSide, encodeDiffAccount } from '@heddle/engine';
import { layout } from '@heddle/evm';
import { withoutZeros } from '../../bytes.ts';
import type { FlushJob, FlushReport } from '../chainStore.ts';
import { type DirectedDiff, type MergedAccount, mergeDiffs } from '../mergeDiffs.ts';
import { eachNodeWrite } from '../nodeWrites.ts';
import { BlockReads } from './blockReads.ts';
import {
  type BlockEnvironment,
  refresh,
  type StateEnvironment,
  type Table,
  transact,
} from './environment.ts';
import { factNames } from './factNames.ts';
import { writeHistory } from './history.ts';
import { indexTransactions } from './indexTransactions.ts';
import { readSteps, type UnstoredBlock } from './storedSteps.ts';
import { encodePlace } from './values.ts';

/** What goes to the thread that flushes. */
export interface DiskFlushJob extends FlushJob {
  archive: boolean;
  /** The first flush of a store: nothing that an earlier attempt left counts, and the block is not in the store yet. */
  genesis?: UnstoredBlock;
}

type Counts = Pick<FlushReport, 'accounts' | 'slots'>;

/** All or nothing. @throws DiffMissingError, what lmdb reports */
export function flushState(
  blocks: BlockEnvironment,
  state: StateEnvironment,
  job: DiskFlushJob,
): FlushReport {
  const begun = performance.now();
  refresh(blocks);
  const reads = new BlockReads(blocks);
  const steps = readSteps(reads, job.steps, job.genesis);
  return transact(state, () => {
    const { tables } = state;
    if (job.genesis !== undefined) clear(state);
    const written = writeLocations(tables.accounts, tables.slots, steps);
    const nodes = eachNodeWrite(job.nodes, (key, record) => {
      if (record === undefined) tables.nodes.removeSync(key);
      else tables.nodes.putSync(key, record);
    });
    const transactions = indexTransactions(tables.transactions, reads, steps);
    const history = job.archive ? writeHistory(tables, steps) : 0;
    tables.facts.putSync(factNames.marker, encodePlace(job.marker));
    return { ...written, nodes, transactions, history, ms: performance.now() - begun };
  });
}

/** Removes what a first flush wrote whose block was never committed. */
function clear({ tables }: StateEnvironment): void {
  for (const name of ['accounts', 'slots', 'nodes', 'transactions', 'accountHistory', 'slotHistory'] as const)
    tables[name].clearSync();
}

function writeLocations(accounts: Table, slots: Table, steps: readonly DirectedDiff[]): Counts {
  const counts: Counts = { accounts: 0, slots: 0 };
  mergeDiffs(steps, (account) => {
    const slotsWritten = writeSlots(slots, account);
    counts.accounts++;
    counts.slots += slotsWritten.count;
    writeAccount(accounts, slots, account, slotsWritten.hasValue);
  });
  return counts;
}

/** @returns the number of slots, and whether one of them is other than zero; undefined when there are none */
function writeSlots(table: Table, { last, eachSlot }: MergedAccount): { count: number; hasValue?: boolean } {
  const key = Buffer.alloc(52);
  key.set(last.addressBytes);
  let count = 0;
  let hasValue = false;
  eachSlot((slot, value) => {
    key.set(slot, 20);
    const trimmed = withoutZeros(value);
    if (trimmed.length === 0) {
      table.removeSync(key);
    } else {
      table.putSync(key, trimmed);
      hasValue = true;
    }
    count++;
  });
  return count === 0 ? { count } : { count, hasValue };
}

function writeAccount(
  accounts: Table,
  slots: Table,
  { last, side }: MergedAccount,
  hasValue: boolean | undefined,
): void {
  const key = last.addressBytes;
  if (!last.existsAt(side)) {
    accounts.removeSync(key);
    return;
  }
  const hasStorage = hasValue === true || (mayOwn(last, side) && ownsSlot(slots, key));
  accounts.putSync(key, encodeDiffAccount(last, side, hasStorage));
}

/** Whether the diff leaves it open that the account has slots. */
function mayOwn(account: DiffAccount, side: DiffSide): boolean {
  return account.has(side === 'after' ? layout.DIFF_MAY_OWN_AFTER : layout.DIFF_MAY_OWN_BEFORE);
}

const LAST_SLOT = Buffer.alloc(32, 0xff);

/** Looks for the first slot of an account, after its slots were written. */
function ownsSlot(slots: Table, address: Uint8Array): boolean {
  const range = { start: address, end: Buffer.concat([address, LAST_SLOT]), inclusiveEnd: true, limit: 1 };
  return slots.getKeysCount(range) > 0;
}
