import type { NodeSource } from '../trie/nodeSource.ts';
import type { NodeWrites } from '../trie/nodeWrites.ts';

const known = globalThis as { heddleTestNodes?: Map<string, Map<string, Uint8Array>> };

/** Records of a trie in a map, by key in hexadecimal. */
export class MapStore {
  static #count = 0;
  readonly records = new Map<string, Uint8Array>();
  readonly source: NodeSource;

  constructor() {
    const name = `store ${MapStore.#count++}`;
    known.heddleTestNodes ??= new Map();
    known.heddleTestNodes.set(name, this.records);
    this.source = { module: new URL('./mapNodes.mjs', import.meta.url).href, data: name };
  }

  write(writes: NodeWrites): void {
    for (const { key, record } of writes) {
      const name = Buffer.from(key).toString('hex');
      if (record === undefined) this.records.delete(name);
      else this.records.set(name, Uint8Array.from(record));
    }
  }
}
