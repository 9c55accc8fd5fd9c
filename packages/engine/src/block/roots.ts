/** The roots and hashes by which a header commits to the parts of its block. */
import { keccakHex } from '../hash.ts';
import { rlpHex } from '../rlp/encode.ts';
import { trieRoot } from '../state/trie.ts';
import { transactionHex } from '../transaction/encode.ts';
import type { Hash, Header, Hex, Receipt, Transaction, Withdrawal } from '../types.ts';
import { withdrawalFields } from './decode.ts';
import { headerFields } from './header.ts';
import { receiptHex } from './receipt.ts';

export function transactionsRoot(transactions: readonly Transaction[]): Hash {
  return orderedRoot(transactions.map(transactionHex));
}

export function receiptsRoot(receipts: readonly Receipt[]): Hash {
  return orderedRoot(receipts.map(receiptHex));
}

/** EIP-4895. */
export function withdrawalsRoot(withdrawals: readonly Withdrawal[]): Hash {
  return orderedRoot(withdrawals.map((withdrawal) => rlpHex(withdrawalFields(withdrawal))));
}

export function ommersHash(ommers: readonly Header[]): Hash {
  return keccakHex(rlpHex(ommers.map(headerFields)));
}

/** The root of the trie that maps each value's index to it. */
function orderedRoot(values: readonly Hex[]): Hash {
  return trieRoot(values.map((value, index) => [rlpHex(BigInt(index)), value]));
}
