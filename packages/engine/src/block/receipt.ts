/** Receipts to their bytes (yellow paper 4.3.1; EIP-658 for the status, EIP-2718 for the type byte). */
import { fromHex } from '../bytes.ts';
import { rlpHex } from '../rlp/encode.ts';
import type { Hex, Receipt } from '../types.ts';

/** The bytes of a receipt that the receipts root commits to. */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  return fromHex(receiptHex(receipt));
}

/** {@link encodeReceipt} as {@link Hex}. */
export function receiptHex({ type, status, postState, cumulativeGasUsed, logsBloom, logs }: Receipt): Hex {
  const body = rlpHex([
    postState ?? BigInt(status),
    cumulativeGasUsed,
    logsBloom,
    logs.map((log) => [log.address, log.topics, log.data]),
  ]);
  return type === 0 ? body : `0x0${type}${body.slice(2)}`;
}
