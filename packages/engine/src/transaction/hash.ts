import { keccak256 } from '@heddle/evm';
import { keccakHex } from '../hash.ts';
import type { Hash, Transaction } from '../types.ts';
import { transactionHex } from './encode.ts';
import { signingPayload } from './payloads.ts';

/** The hash that names a signed transaction. */
export function transactionHash(transaction: Transaction): Hash {
  return keccakHex(transactionHex(transaction));
}

/** The 32 bytes that the sender signed. */
export function signingHash(transaction: Transaction): Uint8Array {
  return keccak256(signingPayload(transaction));
}
