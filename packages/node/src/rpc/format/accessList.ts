import type { BlockAccessList, IndexedValue } from '@heddle/engine';
import { toQuantity, toWord } from './hex.ts';

/** A block access list as execution-apis has it (EIP-7928). */
export function formatBlockAccessList(list: BlockAccessList) {
  return list.map((account) => ({
    address: account.address,
    storageChanges: account.storageChanges.map(({ slot, changes }) => ({
      key: slot,
      changes: indexed(changes, toWord),
    })),
    storageReads: account.storageReads,
    balanceChanges: indexed(account.balanceChanges, toQuantity),
    nonceChanges: indexed(account.nonceChanges, toQuantity),
    codeChanges: indexed(account.codeChanges, (code) => code),
  }));
}

function indexed<Value>(values: readonly IndexedValue<Value>[], format: (value: Value) => string) {
  return values.map(({ index, value }) => ({ index: toQuantity(index), value: format(value) }));
}
