/** The hashes that name the transactions of a block, out of its bytes: they need not be encoded again for it. */
import { type Hash, keccak256 } from '@heddle/engine';

/** The hashes of the transactions in the RLP of a block that was decoded before, in order. */
export function transactionHashesOf(rlp: Uint8Array): Hash[] {
  const block = itemAt(rlp, 0);
  const header = itemAt(rlp, block.start);
  const list = itemAt(rlp, header.end);
  const hashes: Hash[] = [];
  for (let at = list.start; at < list.end; ) {
    const item = itemAt(rlp, at);
    // A typed transaction is the content of a string, a legacy one the list itself (EIP-2718).
    const bytes = item.isList ? rlp.subarray(at, item.end) : rlp.subarray(item.start, item.end);
    hashes.push(`0x${Buffer.from(keccak256(bytes)).toString('hex')}`);
    at = item.end;
  }
  return hashes;
}

/** Where the content of an item begins and ends (yellow paper, appendix B). */
function itemAt(rlp: Uint8Array, at: number): { start: number; end: number; isList: boolean } {
  const first = rlp[at] as number;
  if (first < 0x80) return { start: at, end: at + 1, isList: false };
  const isList = first >= 0xc0;
  const short = first - (isList ? 0xc0 : 0x80);
  if (short < 56) return { start: at + 1, end: at + 1 + short, isList };
  const sizeBytes = short - 55;
  let length = 0;
  for (let i = 1; i <= sizeBytes; i++) length = length * 256 + (rlp[at + i] as number);
  const start = at + 1 + sizeBytes;
  return { start, end: start + length, isList };
}
