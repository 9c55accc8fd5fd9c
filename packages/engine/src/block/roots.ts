/** The roots and hashes by which a header commits to the parts of its block. */
import { encodeRlp, rlpHash } from '../rlp/encode.ts';
import type { RlpWriter } from '../rlp/writer.ts';
import { rootOf } from '../state/trie.ts';
import { writeTransaction } from '../transaction/encode.ts';
import type { Hash, Header, Receipt, Transaction, Withdrawal } from '../types.ts';
import { withdrawalFields } from './decode.ts';
import { headerFields } from './header.ts';
import { writeReceipt } from './receipt.ts';

export function transactionsRoot(transactions: readonly Transaction[]): Hash {
  return orderedRoot(transactions, writeTransaction);
}

export function receiptsRoot(receipts: readonly Receipt[]): Hash {
  return orderedRoot(receipts, writeReceipt);
}

/** EIP-4895. */
export function withdrawalsRoot(withdrawals: readonly Withdrawal[]): Hash {
  return orderedRoot(withdrawals, (writer, withdrawal) => writer.item(withdrawalFields(withdrawal)));
}

export function ommersHash(ommers: readonly Header[]): Hash {
  return rlpHash(ommers.map(headerFields));
}

/** The root of the trie that maps the RLP of each value's index to it. */
function orderedRoot<Value>(
  values: readonly Value[],
  write: (writer: RlpWriter, value: Value) => void,
): Hash {
  // In ascending order of keys: 0 is written as 0x80, so it stands between 127 and 128.
  const order = values.map((_, index) => index);
  if (order.length > 0) order.splice(Math.min(values.length - 1, 127), 0, order.shift() as number);
  return rootOf({
    keys: order.map((index) => encodeRlp(BigInt(index))),
    write: (writer, place) => write(writer, values[order[place] as number] as Value),
  });
}
