/** Receipts of a block as they are stored: the bytes that the receipts root commits to, one after the other. */
import {
  type Address,
  decodeReceipt,
  encodeReceipt,
  encodeRlp,
  keccak256,
  type Receipt,
  type Transaction,
} from '@heddle/engine';

const LENGTH_BYTES = 4;

/** Each receipt with its length before it (u32, little-endian). */
export function encodeReceipts(receipts: readonly Receipt[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const receipt of receipts) {
    const bytes = encodeReceipt(receipt);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}

/** The receipts, with what follows from their transactions: gas of each alone, address of a contract created. */
export function decodeReceipts(record: Uint8Array, transactions: readonly Transaction[]): Receipt[] {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const receipts: Receipt[] = [];
  let gasBefore = 0n;
  for (let at = 0; at < bytes.length; ) {
    const start = at + LENGTH_BYTES;
    at = start + bytes.readUInt32LE(at);
    const receipt = decodeReceipt(bytes.subarray(start, at));
    const transaction = transactions[receipts.length] as Transaction;
    const gasUsed = receipt.cumulativeGasUsed - gasBefore;
    gasBefore = receipt.cumulativeGasUsed;
    const contractAddress = transaction.to === null ? createdBy(transaction) : undefined;
    receipts.push({ ...receipt, gasUsed, ...(contractAddress && { contractAddress }) });
  }
  return receipts;
}

/** The address of the contract that a transaction creates (yellow paper 7). */
function createdBy({ from, nonce }: Transaction): Address {
  const hash = keccak256(encodeRlp([from as Address, nonce]));
  return `0x${Buffer.from(hash.subarray(12)).toString('hex')}`;
}
