/**
 * Inputs of KECCAK256 and their hashes, noted while origins are recorded: slots of mappings and arrays
 * are such hashes, and a report names them by what was hashed. Serial execution only, so one writer.
 */
import { takeFromBlock } from './arena';
import { BLOCK_PREIMAGES, PREIMAGE_HASH, PREIMAGE_INPUT, PREIMAGE_LENGTH, PREIMAGE_LONGEST } from './layout';
import { copy256 } from './word';

/** Notes a hash (as a word) of short input. Notes the same again each time: whoever reads them keeps one. */
export function notePreimage(input: usize, length: usize, hash: usize): void {
  if (length > <usize>PREIMAGE_LONGEST) return;
  const noted = takeFromBlock(<usize>PREIMAGE_INPUT + length);
  store<u32>(noted, load<u32>(BLOCK_PREIMAGES));
  store<u32>(noted, <u32>length, PREIMAGE_LENGTH);
  copy256(noted + PREIMAGE_HASH, hash);
  memory.copy(noted + PREIMAGE_INPUT, input, length);
  store<u32>(BLOCK_PREIMAGES, <u32>noted);
}
