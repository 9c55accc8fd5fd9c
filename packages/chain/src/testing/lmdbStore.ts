import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { NodeSource } from '../trie/nodeSource.ts';
import type { NodeWrites } from '../trie/nodeWrites.ts';

/** Records of a trie in an lmdb file of its own, for tries with threads. */
export class LmdbStore {
  readonly source: NodeSource;
  readonly #folder = mkdtempSync(join(tmpdir(), 'heddle-trie-'));
  readonly #table: RootDatabase<Uint8Array, Uint8Array>;

  constructor() {
    const path = join(this.#folder, 'nodes.mdb');
    this.#table = open<Uint8Array, Uint8Array>({ path, encoding: 'binary', keyEncoding: 'binary' });
    this.source = this.#sourceWith({});
  }

  /** A source whose reads throw, or end the thread. */
  failing(fault: 'throw' | 'throw in threads' | 'die in threads'): NodeSource {
    return this.#sourceWith({ fault });
  }

  #sourceWith(faults: object): NodeSource {
    const module = new URL('./lmdbNodes.mjs', import.meta.url).href;
    return { module, data: { path: join(this.#folder, 'nodes.mdb'), ...faults } };
  }

  write(writes: NodeWrites): void {
    this.#table.transactionSync(() => {
      for (const { key, record } of writes) {
        if (record === undefined) this.#table.removeSync(Buffer.from(key));
        else this.#table.putSync(Buffer.from(key), Buffer.from(record));
      }
    });
  }

  async close(): Promise<void> {
    await this.#table.close();
    rmSync(this.#folder, { recursive: true });
  }
}
