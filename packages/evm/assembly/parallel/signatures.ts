/**
 * A sketch of what each transaction read and wrote: 512 bits of each, one per location by a hash. Two
 * sketches without a common bit prove that a writer did not disturb a reader; with one, the read set
 * decides. Comparing sketches touches two cache lines, comparing read sets all the locations'.
 *
 * Writers: the transaction's executor before it is EXECUTED. What an incarnation wrote stays in the
 * sketch when it is aborted, for a later reader may have seen it.
 */
import { BLOCK_SIGNATURES, SIGNATURE_BYTES, SIGNATURE_READS } from '../layout';

/** What of an account a bit stands for; a slot has only one. */
export const OF_BALANCE: u32 = 1;
export const OF_NONCE: u32 = 2;
export const OF_CODE: u32 = 3;
export const OF_EXISTENCE: u32 = 4;
export const OF_STORAGE: u32 = 5;
export const OF_SLOT: u32 = 6;

/** Words of 16 bytes in one sketch. */
const LANES: usize = 4;

function sketchOf(tx: u32): usize {
  return <usize>load<u32>(BLOCK_SIGNATURES) + tx * SIGNATURE_BYTES;
}

function setBit(sketch: usize, location: usize, field: u32): void {
  const hash = (<u32>(location >> 4) * 8 + field) * 0x9e3779b1;
  const cell = sketch + ((hash >> 29) << 3); // eight words of 64 bits
  const place = <u64>((hash >> 20) & 63);
  store<u64>(cell, load<u64>(cell) | ((<u64>1) << place));
}

/** Notes that `tx` wrote a location. */
export function sketchWrite(tx: u32, location: usize, field: u32): void {
  setBit(sketchOf(tx), location, field);
}

/** Notes that `tx` read a location. */
export function sketchRead(tx: u32, location: usize, field: u32): void {
  setBit(sketchOf(tx) + SIGNATURE_READS, location, field);
}

/** Starts a transaction's sketches. */
export function clearSketch(tx: u32): void {
  memory.fill(sketchOf(tx), 0, SIGNATURE_BYTES);
}

/** Forgets what earlier incarnations of `tx` read. */
export function clearReads(tx: u32): void {
  memory.fill(sketchOf(tx) + SIGNATURE_READS, 0, SIGNATURE_READS);
}

/** True when one of the transactions from `first` up to `tx` may have written what `tx` read. */
export function mayConflict(tx: u32, first: u32): bool {
  const reads = sketchOf(tx) + SIGNATURE_READS;
  for (let writer = first; writer < tx; writer++) {
    const writes = sketchOf(writer);
    for (let lane: usize = 0; lane < LANES; lane++) {
      const common = v128.and(v128.load(reads + (lane << 4)), v128.load(writes + (lane << 4)));
      if (v128.any_true(common)) return true;
    }
  }
  return false;
}
