/** What a file of blocks gives. */
import type { Genesis } from '../genesis/genesis.ts';

/** One block of a file, not yet checked. */
export interface InputBlock {
  rlp: Uint8Array;
  /** Place in the file, for messages: `block 17 at byte 123456`; counted from 1, bytes of the unpacked file from 0. */
  where: string;
  /** Rules of which the block must break one, as official tests name them: `A|B`. */
  expectException?: string | undefined;
  /** Bytes of the file that have been read for this block and those before it. */
  bytesDone: number;
}

/** An open file of blocks. */
export interface BlockFile {
  kind: 'rlp' | 'json' | 'test';
  /** Of the file as it lies on disk. */
  bytesTotal: number;
  /** What the blocks begin with, where the file says: official tests do. */
  genesis: Genesis | undefined;
  /** The blocks in order; may be gone through once. @throws BlockFileError and its kinds, on the way */
  blocks: AsyncIterable<InputBlock>;
  /** Closes the file; going through the blocks, or leaving them, does that too. */
  close(): void;
}
