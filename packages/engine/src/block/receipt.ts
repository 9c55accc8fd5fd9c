/** Receipts to their bytes (yellow paper 4.3.1; EIP-658 for the status, EIP-2718 for the type byte). */
import { RlpWriter } from '../rlp/writer.ts';
import type { Log, Receipt } from '../types.ts';

const writer = new RlpWriter();

/** The bytes of a receipt that the receipts root commits to. */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  return writer.encode((out) => writeReceipt(out, receipt));
}

/** The same, from its end. */
export function writeReceipt(out: RlpWriter, receipt: Receipt): void {
  const { type, status, postState, cumulativeGasUsed, logsBloom, logs } = receipt;
  const mark = out.written;
  for (let i = logs.length - 1; i >= 0; i--) writeLog(out, logs[i] as Log);
  out.list(mark);
  out.item(logsBloom);
  out.item(cumulativeGasUsed);
  out.item(postState ?? BigInt(status));
  out.list(mark);
  if (type !== 0) out.byte(type);
}

function writeLog(out: RlpWriter, { address, topics, data }: Log): void {
  const mark = out.written;
  out.item(data);
  out.item(topics);
  out.item(address);
  out.list(mark);
}
