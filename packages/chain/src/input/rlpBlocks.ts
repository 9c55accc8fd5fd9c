/** RLP blocks behind each other, as clients export chains: one block in memory at a time. */
import { BlockFileMalformedError, BlockFileTruncatedError } from './errors.ts';
import type { InputBlock } from './inputBlock.ts';
import type { Window } from './window.ts';

/** A list of up to 55 bytes; above it the prefix says how many bytes the length has. */
const SHORT_LIST = 0xc0;
const LONG_LIST = 0xf7;
/** 128 MiB: 500 million gas of zero bytes of data. More is no block, and must not be waited for. */
const MAX_BLOCK_BYTES = 2 ** 27;
/** Prefix and eight bytes of length. */
const MAX_PREFIX_BYTES = 9;

/** @throws BlockFileMalformedError, BlockFileTruncatedError naming block and byte */
export async function* rlpBlocks(window: Window): AsyncGenerator<InputBlock> {
  for (let index = 1; ; index++) {
    const where = `block ${index} at byte ${window.offset}`;
    const size = await sizeOfNext(window, where);
    if (size === undefined) return;
    const rlp = await window.take(size);
    if (rlp.length < size) {
      const expected = `${size} bytes where ${rlp.length} are left`;
      throw new BlockFileTruncatedError({ file: window.source.file, where, expected });
    }
    yield { rlp, where, bytesDone: window.source.bytesDone };
  }
}

/** Bytes of the block that begins here; undefined at the end. */
async function sizeOfNext(window: Window, where: string): Promise<number | undefined> {
  const { file } = window.source;
  const prefix = await window.peek(MAX_PREFIX_BYTES);
  const first = prefix[0];
  if (first === undefined) return undefined;
  const malformed = (found: string) =>
    new BlockFileMalformedError({ file, where, found, expected: 'a block, which is a list in RLP' });
  if (first < SHORT_LIST) throw malformed(`the byte 0x${first.toString(16).padStart(2, '0')}`);
  if (first <= LONG_LIST) return 1 + first - SHORT_LIST;
  const end = 1 + first - LONG_LIST;
  if (prefix.length < end) {
    throw new BlockFileTruncatedError({ file, where, expected: `a length of ${end - 1} bytes` });
  }
  const length = prefix.subarray(1, end).reduce((sum, byte) => sum * 256 + byte, 0);
  if (length > MAX_BLOCK_BYTES) throw malformed(`a list of ${length} bytes`);
  return end + length;
}
