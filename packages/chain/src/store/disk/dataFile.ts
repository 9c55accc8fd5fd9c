/**
 * Looks at a data file of lmdb before lmdb does: it maps the file and believes what it says, so a page beyond the end of a
 * file that was cut off ends the process (SIGBUS).
 */
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreDamagedError } from '../../errors/store.ts';
import { threadModule } from './threadModule.ts';

// The meta page of lmdb 3.5.6 (mdb.c: MDB_page_header, MDB_meta); integers little-endian. The file begins with two, of which
// the one with the higher transaction counts.
const META_MAGIC = 24;
const META_VERSION = 28;
const META_PAGE_BYTES = 48;
const META_LAST_PAGE = 144;
const META_TRANSACTION = 152;
const META_BYTES = 168;
const MAGIC = 0xbeefc0de;
const FORMAT = 2;

interface Meta {
  pageBytes: number;
  lastPage: number;
  transaction: bigint;
}

/**
 * Checks that a data file is one of lmdb and holds all pages that it speaks of.
 *
 * @returns false when there is nothing in the file yet
 * @throws StoreDamagedError; what the system says when the file cannot be opened
 */
export function checkDataFile(file: string): boolean {
  const handle = openSync(file, 'r+');
  try {
    const { size } = fstatSync(handle);
    if (size === 0) return false;
    const first = readMeta(handle, file, 0);
    const second = readMeta(handle, file, first.pageBytes);
    const { lastPage, pageBytes } = first.transaction > second.transaction ? first : second;
    const whole = (lastPage + 1) * pageBytes;
    if (size < whole) fillUp(handle, file, size, whole);
    return true;
  } finally {
    closeSync(handle);
  }
}

function readMeta(handle: number, file: string, position: number): Meta {
  const bytes = Buffer.alloc(META_BYTES);
  const read = readSync(handle, bytes, { position });
  if (read < META_BYTES) throw new StoreDamagedError({ file, reason: 'it ends within its first pages' });
  const pageBytes = bytes.readUInt32LE(META_PAGE_BYTES);
  const isPage = pageBytes >= 512 && pageBytes <= 65536 && (pageBytes & (pageBytes - 1)) === 0;
  if (bytes.readUInt32LE(META_MAGIC) !== MAGIC || !isPage)
    throw new StoreDamagedError({ file, reason: 'it is no lmdb database' });
  const format = bytes.readUInt32LE(META_VERSION) & 0xffff;
  if (format !== FORMAT)
    throw new StoreDamagedError({
      file,
      reason: `it is an lmdb database of format ${format}, not ${FORMAT}`,
    });
  return {
    pageBytes,
    lastPage: Number(bytes.readBigUInt64LE(META_LAST_PAGE)),
    transaction: bytes.readBigUInt64LE(META_TRANSACTION),
  };
}

/**
 * A file may be short and whole: when the last pages that a transaction took became free in the same one, lmdb never writes
 * them. So another process reads all that is in it; if it survives, nothing is missing, and the rest is filled up with zeros.
 */
function fillUp(handle: number, file: string, size: number, whole: number): void {
  const probe = spawnSync(process.execPath, [fileURLToPath(threadModule('probe')), dirname(file)], {
    stdio: 'ignore',
  });
  if (probe.status !== 0)
    throw new StoreDamagedError({ file, reason: `it was cut off: ${size} of ${whole} bytes are there` });
  ftruncateSync(handle, whole);
}
