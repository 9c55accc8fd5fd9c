/** What a trie has to write: records by key, in the bytes in which they come out of its memory. */

/** A record to write under a key, or, without one, a key to delete. Both are views. */
export interface NodeWrite {
  readonly key: Uint8Array;
  readonly record: Uint8Array | undefined;
}

/** Bytes before the key: its length (u8), and that of the record (u16, 0 for a deletion). */
const HEAD_BYTES = 3;

/**
 * Deletions and records to write, in the order in which they are to be done: a key may be deleted first and written
 * again. Chunks can be posted to another thread.
 */
export class NodeWrites implements Iterable<NodeWrite> {
  readonly chunks: readonly Uint8Array[];

  constructor(chunks: readonly Uint8Array[]) {
    this.chunks = chunks;
  }

  /** Bytes of all keys and records, with three for each. */
  get sizeBytes(): number {
    return this.chunks.reduce((sum, { length }) => sum + length, 0);
  }

  /** All of them behind each other, as stores take them. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }

  *[Symbol.iterator](): Generator<NodeWrite> {
    for (const chunk of this.chunks) {
      for (let at = 0; at < chunk.length; ) {
        const keyEnd = at + HEAD_BYTES + chunk[at]!;
        const length = chunk[at + 1]! | (chunk[at + 2]! << 8);
        const record = length === 0 ? undefined : chunk.subarray(keyEnd, keyEnd + length);
        yield { key: chunk.subarray(at + HEAD_BYTES, keyEnd), record };
        at = keyEnd + length;
      }
    }
  }
}
