import { keccak256 } from '@heddle/evm';
import { RlpWriter } from '../rlp/writer.ts';
import type { Hash, Transaction } from '../types.ts';
import { signingPayload, writeTransaction } from './encode.ts';

const writer = new RlpWriter();

/** The hash that names a signed transaction. */
export function transactionHash(transaction: Transaction): Hash {
  return writer.hash((out) => writeTransaction(out, transaction));
}

/** The 32 bytes that the sender signed. */
export function signingHash(transaction: Transaction): Uint8Array {
  return keccak256(signingPayload(transaction));
}
