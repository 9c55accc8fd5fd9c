/** Random delays at scheduling points, to try other interleavings; off unless the block has a seed. */
import { BLOCK_JITTER } from '../layout';

let state: u32 = 0;

/** Seeds this worker's sequence. */
export function seedJitter(worker: u32): void {
  state = (load<u32>(BLOCK_JITTER) ^ (worker * 0x9e3779b9)) | 1;
}

/** Waits for a random while (none in three of four cases, else up to some 50 µs). Xorshift32. */
export function jitter(): void {
  if (load<u32>(BLOCK_JITTER) == 0) return;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  if ((state & 3) != 0) return;
  // An atomic load cannot be optimised away, and lets nothing else move across it.
  for (let left = (state >> 4) & 0x1fff; left != 0; left--) atomic.load<u32>(BLOCK_JITTER);
}
