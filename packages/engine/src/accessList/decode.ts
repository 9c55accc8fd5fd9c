/** Reading block access lists (EIP-7928). */
import { partOf, type RlpNode, readRlp } from '../rlp/decode.ts';
import { addressField, bytesField, listField, uintField } from '../rlp/fields.ts';
import type { AccountAccesses, BlockAccessList, Hash, IndexedValue } from '../types.ts';

function slotField(item: RlpNode | undefined, field: string): Hash {
  return `0x${uintField(item, 32, field).toString(16).padStart(64, '0')}`;
}

function changesField<Value>(
  item: RlpNode | undefined,
  field: string,
  read: (value: RlpNode | undefined, field: string) => Value,
): IndexedValue<Value>[] {
  return listField(item, field).map((change) => {
    const [index, value] = listField(change, field, 2);
    return { index: Number(uintField(index, 4, `${field} index`)), value: read(value, `${field} value`) };
  });
}

const word = (item: RlpNode | undefined, field: string) => uintField(item, 32, field);
const nonce = (item: RlpNode | undefined, field: string) => uintField(item, 8, field);

function accountField(item: RlpNode): AccountAccesses {
  const [address, written, read, balances, nonces, codes] = listField(item, 'account', 6);
  return {
    address: addressField(address, 'address'),
    storageChanges: listField(written, 'storage changes').map((change) => {
      const [slot, values] = listField(change, 'storage change', 2);
      return { slot: slotField(slot, 'slot'), changes: changesField(values, 'storage change', word) };
    }),
    storageReads: listField(read, 'storage reads').map((slot) => slotField(slot, 'slot')),
    balanceChanges: changesField(balances, 'balance change', word),
    nonceChanges: changesField(nonces, 'nonce change', nonce),
    codeChanges: changesField(codes, 'code change', bytesField),
  };
}

/**
 * Reads a list. Whether it is in order is another matter, see `checkBlockAccessList`.
 *
 * @throws RlpError for input that is not a list of that shape
 */
export function decodeBlockAccessList(input: Uint8Array): BlockAccessList {
  return listField(readRlp(partOf(input)), 'block access list').map(accountField);
}
