/** A source of trie nodes in an lmdb file (lmdbStore.ts), and what fails in it on purpose. */
import { isMainThread } from 'node:worker_threads';
import { open } from 'lmdb';

export function openNodes({ path, fault }) {
  const table = open({ path, encoding: 'binary', keyEncoding: 'binary' });
  return {
    get(key) {
      if (fault === 'throw') throw new Error('the disk is on fire');
      if (fault === 'throw in threads' && !isMainThread) throw new Error('the disk is on fire');
      if (fault === 'die in threads' && !isMainThread) process.exit(3);
      return table.get(Buffer.from(key));
    },
    refresh: () => table.resetReadTxn(),
    close: () => table.close(),
  };
}
