/** The bytes of a file, unpacked where it is packed, and how far it is read. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { BlockFileEmptyError, BlockFileMalformedError, BlockFileTruncatedError } from './errors.ts';

/** 256 KiB: several blocks at a time, and little to hold. */
const PIECE_BYTES = 2 ** 18;

/** A file being read. */
export interface Source {
  file: string;
  /** Size on disk. */
  bytesTotal: number;
  /** Bytes on disk that are read. */
  readonly bytesDone: number;
  /** The next piece of the unpacked bytes; undefined at the end. @throws BlockFileTruncatedError, BlockFileMalformedError */
  next(): Promise<Uint8Array | undefined>;
  close(): void;
}

/** @throws BlockFileEmptyError; the system's error for a file that cannot be read */
export async function openSource(file: string): Promise<Source> {
  const { bytesTotal, isPacked } = await look(file);
  const packed = createReadStream(file, { highWaterMark: PIECE_BYTES });
  const stream = isPacked ? packed.pipe(createGunzip({ chunkSize: PIECE_BYTES })) : packed;
  // A pipe does not hand on what goes wrong at its beginning.
  packed.on('error', (error) => stream.destroy(error));
  const pieces = stream[Symbol.asyncIterator]();
  return {
    file,
    bytesTotal,
    get bytesDone() {
      return packed.bytesRead;
    },
    next: async () => {
      try {
        const { value, done } = await pieces.next();
        return done === true ? undefined : (value as Uint8Array);
      } catch (error) {
        throw explained(file, error as NodeJS.ErrnoException);
      }
    },
    close: () => {
      packed.destroy();
      stream.destroy();
    },
  };
}

async function look(file: string): Promise<{ bytesTotal: number; isPacked: boolean }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new BlockFileEmptyError({ file });
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return { bytesTotal: size, isPacked: buffer[0] === 0x1f && buffer[1] === 0x8b };
  } finally {
    await handle.close();
  }
}

/** What goes wrong with packing has a code that begins with Z; anything else is the system's. */
function explained(file: string, error: NodeJS.ErrnoException): Error {
  if (error.code === 'Z_BUF_ERROR')
    return new BlockFileTruncatedError({ file, expected: 'the end of the gzip data' });
  if (error.code?.startsWith('Z_') !== true) return error;
  return new BlockFileMalformedError({
    file,
    found: `broken gzip data (${error.message})`,
    expected: 'gzip data',
  });
}
