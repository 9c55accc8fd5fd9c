/** Genesis files: JSON as geth writes it, gzip or not. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { FieldMalformedError } from '@heddle/engine';
import { GenesisMalformedError } from './errors.ts';
import type { Genesis } from './genesis.ts';
import { GenesisReader } from './genesisReader.ts';

/** 1 MiB: a file of 150 MB in 150 pieces. */
const PIECE_BYTES = 2 ** 20;

/**
 * Reads a genesis file. Memory grows with what the accounts are, not with the text: a million of them, 134 MB of text,
 * took 8 s and 530 MB of the process, 210 of which are the diff (2026-11); parsed as a whole, 72 s and 1,140 MB.
 *
 * @throws GenesisMalformedError naming the file and the field, ForkOrderError, GenesisUnsupportedError; the system's error
 *   for a file that cannot be read
 */
export async function readGenesis(path: string): Promise<Genesis> {
  const reader = new GenesisReader();
  try {
    for await (const piece of unpacked(path)) reader.push(piece);
    return reader.finish();
  } catch (error) {
    throw named(path, error);
  }
}

/** Reads the text of a genesis file. @throws like {@link readGenesis} */
export function parseGenesis(text: string): Genesis {
  const reader = new GenesisReader();
  reader.push(Buffer.from(text));
  return reader.finish();
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(path, { highWaterMark: PIECE_BYTES });
  const source = path.endsWith('.gz') ? packed.pipe(createGunzip({ chunkSize: PIECE_BYTES })) : packed;
  // A pipe does not hand on what goes wrong at its beginning.
  packed.on('error', (error) => source.destroy(error));
  for await (const piece of source) yield piece as Uint8Array;
}

/** The error with the file in it. */
function named(file: string, error: unknown): unknown {
  if (error instanceof GenesisMalformedError || error instanceof FieldMalformedError) {
    const { field, value, expected } = error.facts as { field: string; value: unknown; expected: string };
    return new GenesisMalformedError({ field, value, expected, file });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_') !== true) return error;
  return new GenesisMalformedError({
    field: 'the gzip data',
    value: (error as Error).message,
    expected: 'a whole file',
    file,
  });
}
