import { type Hash, HeddleError } from '@heddle/engine';
import type { ChainErrorCode } from './codes.ts';

/** Something is wrong with a store or with what was asked of it; what was committed before is whole. Base of one class per case. */
export class StoreError extends HeddleError {
  constructor(
    code: ChainErrorCode,
    sentence: string,
    facts: Record<string, unknown>,
    options?: ErrorOptions,
  ) {
    super(code, sentence, facts, options);
  }
}

/** A folder without a store where one was to be opened. Code STORE_MISSING. */
export class StoreMissingError extends StoreError {
  constructor(facts: { dir: string }) {
    super(
      'STORE_MISSING',
      `${facts.dir} has no store. Name another folder or make a chain there first.`,
      facts,
    );
  }
}

/** A store that a process has open, this one or another. Code STORE_LOCKED. */
export class StoreLockedError extends StoreError {
  constructor(facts: { dir: string; pid: number }) {
    const who = facts.pid === process.pid ? 'this process' : `process ${facts.pid}`;
    super('STORE_LOCKED', `${facts.dir} is open in ${who}. Close it there first.`, facts);
  }
}

/** A store of a newer version of Heddle. Code STORE_VERSION_UNKNOWN. */
export class StoreVersionError extends StoreError {
  constructor(facts: { file: string; found: number; supported: number }) {
    super(
      'STORE_VERSION_UNKNOWN',
      `${facts.file} has version ${facts.found} of the schema, this version of Heddle knows ${facts.supported}. Use a newer Heddle or another folder.`,
      facts,
    );
  }
}

/** A file that is cut off, foreign or full of garbage. Code STORE_DAMAGED. */
export class StoreDamagedError extends StoreError {
  constructor(facts: { file: string; reason: string }, cause?: unknown) {
    super(
      'STORE_DAMAGED',
      `${facts.file}: ${facts.reason}. Nothing was changed; restore the folder from a copy, or import the chain anew into another one.`,
      facts,
      { cause },
    );
  }
}

/** A file or folder that cannot be read or written. Code STORE_ACCESS_DENIED. */
export class StoreAccessError extends StoreError {
  constructor(facts: { path: string; reason: string }, cause?: unknown) {
    super(
      'STORE_ACCESS_DENIED',
      `${facts.path} cannot be read and written: ${facts.reason}. A store needs both; check owner, permissions and mount options.`,
      facts,
      { cause },
    );
  }
}

/** A setting other than the one that a store was made with. Code STORE_SETTING_FIXED. */
export class StoreSettingError extends StoreError {
  constructor(facts: { dir: string; setting: string; made: unknown; asked: unknown }) {
    super(
      'STORE_SETTING_FIXED',
      `${facts.dir} was made with ${facts.setting} ${facts.made}, not ${facts.asked}. Leave the setting out, or import the chain anew into another folder.`,
      facts,
    );
  }
}

/** No room is left. Code STORE_FULL. */
export class StoreFullError extends StoreError {
  constructor(facts: { dir: string; reason: string }, cause?: unknown) {
    super(
      'STORE_FULL',
      `${facts.dir}: there is no room left to write (${facts.reason}). Nothing of it was written; make room and try again.`,
      facts,
      { cause },
    );
  }
}

/** Reading or writing failed for another reason. Code STORE_IO_FAILED. */
export class StoreIoError extends StoreError {
  constructor(facts: { dir: string; reason: string }, cause?: unknown) {
    super('STORE_IO_FAILED', `${facts.dir}: ${facts.reason}. Look at the system's log of the disk.`, facts, {
      cause,
    });
  }
}

/** The store was closed. Code STORE_CLOSED. */
export class StoreClosedError extends StoreError {
  constructor(facts: { dir: string }) {
    super('STORE_CLOSED', `${facts.dir} is closed. Open it again.`, facts);
  }
}

/** A thread of the store ended by itself. Code STORE_THREAD_DIED. */
export class StoreThreadError extends StoreError {
  constructor(facts: { dir: string; reason: string }) {
    super('STORE_THREAD_DIED', `${facts.dir}: a thread ended, ${facts.reason}. Open the store again.`, facts);
  }
}

/** A store that is to begin and has begun already. Code STORE_NOT_EMPTY. */
export class StoreNotEmptyError extends StoreError {
  constructor(facts: { dir: string; genesisHash: Hash }) {
    super(
      'STORE_NOT_EMPTY',
      `${facts.dir} has the chain with genesis block ${facts.genesisHash}. Use another folder.`,
      facts,
    );
  }
}

/** The changes of a block are needed and not there. Code DIFF_MISSING. */
export class DiffMissingError extends StoreError {
  constructor(facts: { block: Hash }) {
    super(
      'DIFF_MISSING',
      `The changes of block ${facts.block} are not in the store, or not any more.`,
      facts,
    );
  }
}

/** Values of the past were asked of a store that is no archive. Code HISTORY_NOT_KEPT. */
export class HistoryNotKeptError extends StoreError {
  constructor(facts: { dir: string }) {
    super('HISTORY_NOT_KEPT', `${facts.dir} is no archive. Import the chain into one.`, facts);
  }
}

/** Bytes that are no list of trie records. Code NODE_LIST_MALFORMED. */
export class NodeListMalformedError extends StoreError {
  /** @param facts.offset in bytes from the start */
  constructor(facts: { offset: number; reason: string }) {
    super(
      'NODE_LIST_MALFORMED',
      `Malformed list of trie records at byte ${facts.offset}: ${facts.reason}.`,
      facts,
    );
  }
}
