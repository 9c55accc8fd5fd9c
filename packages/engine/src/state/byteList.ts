/** 2^15: a chunk of account records has 3 MiB, so that little is allocated in vain and few chunks make a million. */
const RECORDS_PER_CHUNK = 2 ** 15;

/** A list of records of one size that grows without being copied. */
export class ByteList {
  readonly #recordBytes: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(recordBytes: number) {
    this.#recordBytes = recordBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** A new record at the end, all zeros. */
  push(): Buffer {
    const isFull = this.#length === this.#chunks.length * RECORDS_PER_CHUNK;
    if (isFull) this.#chunks.push(Buffer.alloc(RECORDS_PER_CHUNK * this.#recordBytes));
    return this.at(this.#length++);
  }

  /** A view of a record. */
  at(index: number): Buffer {
    const chunk = this.#chunks[Math.floor(index / RECORDS_PER_CHUNK)] as Buffer;
    const start = (index % RECORDS_PER_CHUNK) * this.#recordBytes;
    return chunk.subarray(start, start + this.#recordBytes);
  }
}
