/** The trie's module in one thread, with the reader that it loads nodes through. */
import { type CoreMemory, type CoreModule, instantiateTrie, type TrieExports, trieLayout } from '@heddle/evm';
import type { NodeReader } from './nodeSource.ts';

/** Longest key of a record; see TABLE_STORAGE. */
const KEY_BYTES = 80;

export class TrieInstance {
  readonly core: TrieExports;
  /** What the reader threw. */
  readError: unknown;
  readonly #bytes: Uint8Array;
  readonly #words: Int32Array;
  readonly #reader: NodeReader;
  /** Readers may not take memory that is shared. */
  readonly #key = new Uint8Array(KEY_BYTES);
  #chunks: Uint8Array[] = [];

  /** @param index 0 for the thread that calls the others */
  constructor(module: CoreModule, memory: CoreMemory, index: number, reader: NodeReader) {
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
    this.#reader = reader;
    this.core = instantiateTrie(module, memory, {
      readRecord: (key, keyLength, to, room) => this.#read(key >>> 0, keyLength, to >>> 0, room),
      writeRecords: (from, length) => this.#chunks.push(this.#bytes.slice(from >>> 0, (from >>> 0) + length)),
    });
    this.core.chooseArea(index);
  }

  /** Everything that is to be written, in chunks of 64 KiB. */
  takeWrites(): Uint8Array[] {
    this.core.writeAll();
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }

  refresh(): void {
    this.#reader.refresh();
  }

  async close(): Promise<void> {
    await this.#reader.close?.();
  }

  /** Makes all threads leave the run. */
  stop(): void {
    Atomics.compareExchange(this.#words, trieLayout.CTRL_STOP >> 2, 0, trieLayout.ERROR_OTHER);
    this.core.wakeAll();
  }

  #read(key: number, keyLength: number, to: number, room: number): number {
    const copy = this.#key.subarray(0, keyLength);
    copy.set(this.#bytes.subarray(key, key + keyLength));
    let record: Uint8Array | undefined;
    try {
      record = this.#reader.get(copy);
    } catch (error) {
      this.readError = error;
      throw error;
    }
    if (record === undefined) return -1;
    if (record.length > room) return -2;
    // Buffers of lmdb's fast reads are longer than their `length` says, and `set` would take all of it.
    this.#bytes.set(new Uint8Array(record.buffer, record.byteOffset, record.length), to);
    return record.length;
  }
}
