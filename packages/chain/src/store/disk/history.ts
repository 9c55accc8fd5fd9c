/** The history of archives: what each location was before each block that changed it. */
import { type DiffAccount, diffAccounts, encodeDiffAccount } from '@heddle/engine';
import { layout } from '@heddle/evm';
import { withoutZeros } from '../../bytes.ts';
import type { StateEnvironment, Table } from './environment.ts';
import type { StoredStep } from './storedSteps.ts';
import { numberBytes } from './values.ts';

type HistoryTables = Pick<StateEnvironment['tables'], 'accountHistory' | 'slotHistory'>;

/** In a transaction: adds the rows of blocks that are applied, removes those of blocks that are taken back; returns how many. */
export function writeHistory(tables: HistoryTables, steps: readonly StoredStep[]): number {
  let count = 0;
  const write = (table: Table, key: Uint8Array, value: Uint8Array | undefined) => {
    if (value === undefined) table.removeSync(key);
    else table.putSync(key, value);
    count++;
  };
  for (const { diff, direction, facts } of steps) {
    const number = numberBytes(facts.number);
    const isApplied = direction === 'forward';
    for (const account of diffAccounts(diff)) {
      const key = Buffer.concat([account.addressBytes, number]);
      write(tables.accountHistory, key, isApplied ? recordBefore(account) : undefined);
      for (const slot of account.slots()) {
        const slotKey = Buffer.concat([account.addressBytes, slot.keyBytes, number]);
        write(tables.slotHistory, slotKey, isApplied ? withoutZeros(slot.bytesAt('before')) : undefined);
      }
    }
  }
  return count;
}

/** Without bytes for an account that did not exist. */
function recordBefore(account: DiffAccount): Uint8Array {
  if (!account.existsAt('before')) return new Uint8Array();
  return encodeDiffAccount(account, 'before', account.has(layout.DIFF_MAY_OWN_BEFORE));
}
