/**
 * Looks for everything that can keep lmdb from opening an environment. It does not survive a failure to do so: the library lets go
 * of the environment twice, which ends the process (3.5.6).
 */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFullError } from '../../errors/store.ts';
import { checkDataFile } from './dataFile.ts';
import { tryWriting } from './room.ts';

/** More than lmdb needs for the files of a new environment and its tables. */
const ROOM_BYTES = 2 ** 18;

/** @throws StoreDamagedError, StoreFullError; what the system says of files and folders that cannot be written */
export function prepareFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  const data = join(path, 'data.mdb');
  if (existsSync(data)) checkDataFile(data);
  const lock = join(path, 'lock.mdb');
  if (existsSync(lock)) closeSync(openSync(lock, 'r+'));
  if (!tryWriting(path, ROOM_BYTES, 0))
    throw new StoreFullError({ dir: path, reason: 'a trial file stayed short' });
}
