import { type Hex, keccak256 } from '@heddle/engine';
import { bytesOf } from '../format/hex.ts';

/** The three of 2,048 bits that an address or topic sets in a bloom (yellow paper 4.3.1). */
export function bloomBits(term: Hex): number[] {
  const hash = keccak256(bytesOf(term));
  return [0, 2, 4].map((at) => ((hash[at]! << 8) | hash[at + 1]!) & 2_047);
}
