/** Recursive Length Prefix, writing (Ethereum yellow paper, appendix B). */
import type { Hash, Hex } from '../types.ts';
import { RlpWriter } from './writer.ts';

/** What can be written: bytes (as hex or raw), unsigned integers (big-endian, no leading zeros), and lists. */
export type RlpInput = Hex | Uint8Array | bigint | readonly RlpInput[];

/** For what is written and taken out at once. */
const writer = new RlpWriter();

/** The RLP of `input` as bytes. */
export function encodeRlp(input: RlpInput): Uint8Array {
  return writer.encode((out) => out.item(input));
}

/** The keccak256 of the RLP of `input`. */
export function rlpHash(input: RlpInput): Hash {
  return writer.hash((out) => out.item(input));
}
