/**
 * Every code of an error of this package, beside those of the engine, with what went wrong. Codes are stable: programs may
 * compare them.
 */
export const chainErrorCodes = {
  // What keeps a store from being opened
  STORE_MISSING: 'There is no store in the folder.',
  STORE_LOCKED: 'A process has the store open already.',
  STORE_VERSION_UNKNOWN: 'The store was written by a newer version of Heddle.',
  STORE_DAMAGED: 'A file of the store is cut off, is no database of ours, or has garbage in it.',
  STORE_ACCESS_DENIED: 'The system does not let us read or write a file of the store.',
  STORE_SETTING_FIXED: 'The store was made with another setting, which cannot change afterwards.',

  // What keeps an open store from doing something
  STORE_FULL: 'The disk, the quota or the largest size of a file is used up.',
  STORE_IO_FAILED: 'The system reported an error on reading or writing.',
  STORE_CLOSED: 'The store is closed.',
  STORE_THREAD_DIED: 'A thread of the store ended by itself.',
  STORE_NOT_EMPTY: 'The store has a genesis block already.',
  DIFF_MISSING: 'The changes of a block are not in the store, or not any more.',
  HISTORY_NOT_KEPT: 'Values of the past were asked of a store that is no archive.',
  NODE_LIST_MALFORMED: 'The bytes are not a list of trie records.',

  // The state trie
  TRIE_MEMORY_EXHAUSTED: 'The memory of the state trie is full.',
  TRIE_NODE_MISSING: 'A record of the state trie is not in the database.',
  TRIE_RECORD_MALFORMED: 'A record of the state trie in the database is not one.',
  TRIE_ROOT_MISMATCH: 'The database holds another state trie than the one asked for.',
  TRIE_DIFF_MISMATCH: 'A diff is not complete, or starts from another state than that of the trie.',
  TRIE_READ_FAILED: 'Reading a record of the state trie failed.',
  TRIE_THREAD_DIED: 'A thread of the state trie ended by itself.',
  TRIE_BUSY: 'The state trie is at work on a diff.',
  TRIE_CLOSED: 'The state trie is closed.',
} as const;

/** A key of {@link chainErrorCodes}. */
export type ChainErrorCode = keyof typeof chainErrorCodes;
