import { type Hash, HeddleError, type Hex } from '@heddle/engine';

/** The memory of a trie is full. What is in it is lost: reset it to the root in the database. Code TRIE_MEMORY_EXHAUSTED. */
export class TrieMemoryExhaustedError extends HeddleError {
  constructor(facts: { mib: number }) {
    super(
      'TRIE_MEMORY_EXHAUSTED',
      `The state trie needs more than its ${facts.mib} MiB. Write its nodes and reset it more often, or give it more (memoryMib).`,
      facts,
    );
  }
}

/** A record of the trie is not in the database. Code TRIE_NODE_MISSING. */
export class TrieNodeMissingError extends HeddleError {
  /** @param facts.key key of the record */
  constructor(facts: { key: Hex }) {
    super('TRIE_NODE_MISSING', `The database has no trie record with the key ${facts.key}.`, facts);
  }
}

/** A record of the trie in the database is not one. Code TRIE_RECORD_MALFORMED. */
export class TrieRecordMalformedError extends HeddleError {
  /** @param facts.key key of the record */
  constructor(facts: { key: Hex }) {
    super('TRIE_RECORD_MALFORMED', `The trie record with the key ${facts.key} is malformed.`, facts);
  }
}

/** The database holds another trie than the one asked for. Code TRIE_ROOT_MISMATCH. */
export class TrieRootMismatchError extends HeddleError {
  constructor(facts: { expected: Hash; actual: Hash }) {
    super(
      'TRIE_ROOT_MISMATCH',
      `The database holds the state trie with root ${facts.actual}, not ${facts.expected}.`,
      facts,
    );
  }
}

/** A diff does not fit the trie: it is not complete, or starts from another state. Code TRIE_DIFF_MISMATCH. */
export class TrieDiffMismatchError extends HeddleError {
  constructor(facts: { reason: string }) {
    super('TRIE_DIFF_MISMATCH', `The diff does not fit the state trie: ${facts.reason}.`, facts);
  }
}

/** Reading the database failed; the reason is the `cause` where it happened in this thread. Code TRIE_READ_FAILED. */
export class TrieReadError extends HeddleError {
  constructor(facts: { reason: string }, cause?: unknown) {
    super('TRIE_READ_FAILED', `Reading a node of the state trie failed: ${facts.reason}`, facts, { cause });
  }
}

/** A thread of the trie ended. Code TRIE_THREAD_DIED. */
export class TrieThreadDiedError extends HeddleError {
  constructor(facts: { thread: number; reason: string }) {
    super(
      'TRIE_THREAD_DIED',
      `Thread ${facts.thread} of the state trie died: ${facts.reason}. Close the trie and create another one.`,
      facts,
    );
  }
}

/** The trie is at work on a diff; wait for it. Code TRIE_BUSY. */
export class TrieBusyError extends HeddleError {
  constructor() {
    super('TRIE_BUSY', 'The state trie is at work on a diff. Wait for the promise of that.');
  }
}

/** The trie was closed. Code TRIE_CLOSED. */
export class TrieClosedError extends HeddleError {
  constructor() {
    super('TRIE_CLOSED', 'The state trie is closed. Create another one.');
  }
}
