/** Writes blocks behind each other into a file, as clients export and import chains. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface WriteOptions {
  /** Default: when the name ends with `.gz`. */
  gzip?: boolean;
  signal?: AbortSignal;
  /** Called with the number of blocks handed over so far. */
  onProgress?: (blocks: number) => void;
}

/**
 * Writes the RLP of blocks. The file appears when it is whole: until then its name ends with `.partial`.
 *
 * @returns the number of blocks and their bytes, before packing
 * @throws what `blocks` throws, the system's error, or the signal's reason; no file is left then
 */
export async function writeChainFile(
  file: string,
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { gzip = file.endsWith('.gz'), signal, onProgress }: WriteOptions = {},
): Promise<{ blocks: number; bytes: number }> {
  const partial = `${file}.partial`;
  const written = { blocks: 0, bytes: 0 };
  async function* counted() {
    for await (const rlp of blocks) {
      yield rlp;
      written.blocks++;
      written.bytes += rlp.length;
      onProgress?.(written.blocks);
    }
  }
  try {
    const source = Readable.from(counted(), { objectMode: true, highWaterMark: 4 });
    const target = createWriteStream(partial);
    const options = signal === undefined ? {} : { signal };
    if (gzip) await pipeline(source, createGzip(), target, options);
    else await pipeline(source, target, options);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return written;
}
