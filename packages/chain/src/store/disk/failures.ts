/** What the system and lmdb report, as errors of the store; and those errors on their way between threads. */
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { HeddleError, InvariantError } from '@heddle/engine';
import type { ChainErrorCode } from '../../errors/codes.ts';
import {
  DiffMissingError,
  NodeListMalformedError,
  StoreAccessError,
  StoreDamagedError,
  type StoreError,
  StoreFullError,
  StoreIoError,
} from '../../errors/store.ts';

/** lmdb reports errno as a number, node as a name. ENOENT is what node says of a folder on a read-only disk. */
const denied = new Set<unknown>([
  ...['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENOENT'],
  ...[1, 2, 13, 20, 21, 30],
]);
/** The last is MDB_MAP_FULL. */
const full = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG', 27, 28, 122, -30792]);
/** A write that stopped half-way is EIO for lmdb, whatever the reason. */
const EIO = 5;
/** MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_VERSION_MISMATCH, MDB_INVALID, MDB_INCOMPATIBLE, MDB_BAD_TXN after one of them. */
const damaged = new Set<unknown>([-30797, -30796, -30794, -30793, -30784, -30782]);

/**
 * The error to throw for one that was caught. Errors that are not of the system stay what they are.
 *
 * @param path of the environment or folder at work
 */
export function storeErrorOf(error: unknown, path: string): Error {
  if (!(error instanceof Error)) return new InvariantError(`thrown: ${String(error)}`);
  if (error instanceof HeddleError || error instanceof InvariantError) return error;
  const { code, path: named } = error as NodeJS.ErrnoException;
  const reason = error.message;
  if (denied.has(code)) return new StoreAccessError({ path: named ?? path, reason }, error);
  if (full.has(code)) return new StoreFullError({ dir: path, reason }, error);
  if (damaged.has(code)) return new StoreDamagedError({ file: join(path, 'data.mdb'), reason }, error);
  if (Number(code) === EIO && hasNoRoom(path)) {
    return new StoreFullError(
      { dir: path, reason: 'the disk, the quota, or the largest size of a file' },
      error,
    );
  }
  return code === undefined ? error : new StoreIoError({ dir: path, reason }, error);
}

/** Bytes that a disk should take that is not full. */
const ROOM_BYTES = 4 * 2 ** 20;

/** True when a file that ends where the data file does cannot become longer. */
function hasNoRoom(path: string): boolean {
  const trial = join(path, 'room.tmp');
  try {
    const { size } = statSync(join(path, 'data.mdb'));
    const handle = openSync(trial, 'w');
    try {
      return writeSync(handle, new Uint8Array(ROOM_BYTES), 0, ROOM_BYTES, size) < ROOM_BYTES;
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return full.has((error as NodeJS.ErrnoException).code);
  } finally {
    rmSync(trial, { force: true });
  }
}

/** An error that can be posted. */
export interface PostedFailure {
  /** Of the StoreErrors below; undefined for anything else. */
  code: ChainErrorCode | undefined;
  facts: Readonly<Record<string, unknown>>;
  message: string;
  stack: string | undefined;
}

type Revival = (facts: never) => StoreError;

/** What the threads of a store may report. */
const revivals: Partial<Record<ChainErrorCode, Revival>> = {
  STORE_FULL: (facts) => new StoreFullError(facts),
  STORE_IO_FAILED: (facts) => new StoreIoError(facts),
  STORE_DAMAGED: (facts) => new StoreDamagedError(facts),
  STORE_ACCESS_DENIED: (facts) => new StoreAccessError(facts),
  DIFF_MISSING: (facts) => new DiffMissingError(facts),
  NODE_LIST_MALFORMED: (facts) => new NodeListMalformedError(facts),
};

export function packFailure(caught: unknown, path: string): PostedFailure {
  const error = storeErrorOf(caught, path);
  const { message, stack } = error;
  if (!(error instanceof HeddleError)) return { code: undefined, facts: {}, message, stack };
  return { code: error.code as ChainErrorCode, facts: error.facts, message, stack };
}

export function reviveFailure({ code, facts, message, stack }: PostedFailure): Error {
  const revive = code && revivals[code];
  if (revive !== undefined) return revive(facts as never);
  const error = new InvariantError(`a thread of the store failed: ${message}`);
  if (stack !== undefined) error.stack = stack;
  return error;
}
