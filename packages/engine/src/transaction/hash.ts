import { keccak256 } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import type { Hash, Transaction } from '../types.ts';
import { encodeTransaction, signingPayload } from './encode.ts';

/** The hash that names a signed transaction. */
export function transactionHash(transaction: Transaction): Hash {
  return toHex(keccak256(encodeTransaction(transaction)));
}

/** The 32 bytes that the sender signed. */
export function signingHash(transaction: Transaction): Uint8Array {
  return keccak256(signingPayload(transaction));
}
