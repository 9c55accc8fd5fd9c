/** The encoding of block access lists and their hash (EIP-7928). */

import { keccak256 } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import { encodeRlp, type RlpInput } from '../rlp/encode.ts';
import type { AccountAccesses, BlockAccessList, Hash, IndexedValue } from '../types.ts';

/** Changes as `[index, value]`; slots and values are integers without leading zeros. */
function changes(list: readonly IndexedValue<bigint | `0x${string}`>[]): RlpInput {
  return list.map(({ index, value }) => [BigInt(index), value]);
}

function accountInput(account: AccountAccesses): RlpInput {
  return [
    account.address,
    account.storageChanges.map(({ slot, changes: values }) => [BigInt(slot), changes(values)]),
    account.storageReads.map(BigInt),
    changes(account.balanceChanges),
    changes(account.nonceChanges),
    changes(account.codeChanges),
  ];
}

/** The RLP of a list. */
export function encodeBlockAccessList(list: BlockAccessList): Uint8Array {
  return encodeRlp(list.map(accountInput));
}

/** The hash that stands in the header. */
export function blockAccessListHash(list: BlockAccessList): Hash {
  return toHex(keccak256(encodeBlockAccessList(list)));
}
