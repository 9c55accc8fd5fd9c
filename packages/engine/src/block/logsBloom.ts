/** The bloom filter over the addresses and topics of logs (yellow paper 4.3.1). */
import { keccak256 } from '@heddle/evm';
import { fromHex, toHex } from '../bytes.ts';
import type { Hex, Log } from '../types.ts';

const BLOOM_BYTES = 256;
const BITS_PER_ENTRY = 3;

/**
 * Entries whose bits are remembered: the same contracts and topics log over and over, and a hash costs fifty
 * times a look-up. At 16,384 entries the memory is about 3 MB.
 */
const MAX_REMEMBERED = 16_384;
const remembered = new Map<Hex, number[]>();

/** The filter over all addresses and topics of `logs`, 256 bytes. */
export function logsBloom(logs: Iterable<Log>): Hex {
  const bloom = new Uint8Array(BLOOM_BYTES);
  for (const log of logs) {
    addEntry(bloom, log.address);
    for (const topic of log.topics) addEntry(bloom, topic);
  }
  return toHex(bloom);
}

function addEntry(bloom: Uint8Array, entry: Hex): void {
  for (const bit of bitsOf(entry)) bloom[BLOOM_BYTES - 1 - (bit >> 3)]! |= 1 << (bit & 7);
}

function bitsOf(entry: Hex): number[] {
  const known = remembered.get(entry);
  if (known !== undefined) return known;
  const hash = keccak256(fromHex(entry));
  const bits = Array.from(
    { length: BITS_PER_ENTRY },
    (_, i) => ((hash[2 * i]! << 8) | hash[2 * i + 1]!) & 2047,
  );
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(entry, bits);
  return bits;
}
