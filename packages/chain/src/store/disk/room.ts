/** Asks the system for room by writing. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a file into a folder, from some position on, and removes it.
 *
 * @returns false when the system took less than all of it
 * @throws what the system says
 */
export function tryWriting(folder: string, bytes: number, position: number): boolean {
  const trial = join(folder, 'room.tmp');
  const handle = openSync(trial, 'w');
  try {
    return writeSync(handle, new Uint8Array(bytes), 0, bytes, position) === bytes;
  } finally {
    closeSync(handle);
    rmSync(trial, { force: true });
  }
}
