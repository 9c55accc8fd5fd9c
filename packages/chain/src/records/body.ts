/** Bodies as they are stored: the senders that were recovered, and the block's own bytes. */
import { type Block, type ChainSpec, decodeBlock, type Transaction } from '@heddle/engine';

const ADDRESS_BYTES = 20;
const COUNT_BYTES = 4;

/** Number of transactions (u32, little-endian), their senders, 20 bytes each, then the block as it travels. */
export function encodeBody(rlp: Uint8Array, transactions: readonly Transaction[]): Uint8Array {
  const body = Buffer.allocUnsafe(COUNT_BYTES + transactions.length * ADDRESS_BYTES + rlp.length);
  body.writeUInt32LE(transactions.length);
  transactions.forEach(({ from }, index) => {
    body.write((from as string).slice(2), COUNT_BYTES + index * ADDRESS_BYTES, 'hex');
  });
  body.set(rlp, body.length - rlp.length);
  return body;
}

/** The bytes of the block alone. */
export function blockBytes(body: Uint8Array): Uint8Array {
  return body.subarray(COUNT_BYTES + sendersOf(body).length * ADDRESS_BYTES);
}

/** The block with its senders; its place in the chain is filled in as far as the chain's rules say. */
export function decodeBody(body: Uint8Array, spec: ChainSpec): Block {
  const block = decodeBlock(blockBytes(body), { spec });
  sendersOf(body).forEach((from, index) => {
    Object.assign(block.transactions[index] as Transaction, { from });
  });
  return block;
}

function sendersOf(body: Uint8Array): `0x${string}`[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Array.from({ length: bytes.readUInt32LE() }, (_, index) => {
    const start = COUNT_BYTES + index * ADDRESS_BYTES;
    return `0x${bytes.toString('hex', start, start + ADDRESS_BYTES)}` as const;
  });
}
