/** Recursive Length Prefix, reading: strict, so that every accepted input is the one encoding of its value. */
import { RlpError } from '../errors/rlp.ts';

/** A byte string or a list. Byte strings are views of the input. */
export type RlpItem = Uint8Array | RlpItem[];

/** Lists within lists that are followed: a block needs 6, and hostile input must not exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * Reads `input`, which must be exactly one item.
 *
 * @throws RlpError for truncated, overlong, trailing or too deeply nested input
 */
export function decodeRlp(input: Uint8Array): RlpItem {
  const reader = new Reader(input);
  const item = reader.item(input.length, 0);
  if (reader.offset !== input.length)
    throw new RlpError({ reason: 'bytes after the end', offset: reader.offset });
  return item;
}

class Reader {
  offset = 0;
  readonly #input: Uint8Array;

  constructor(input: Uint8Array) {
    this.#input = input;
  }

  /** Reads one item that ends at `end` or before. */
  item(end: number, depth: number): RlpItem {
    if (this.offset >= end) this.#fail('truncated');
    const first = this.#input[this.offset++]!;
    if (first < 0x80) return this.#input.subarray(this.offset - 1, this.offset);
    if (first < 0xc0) return this.#bytes(this.#length(first - 0x80, end));
    return this.#list(this.#length(first - 0xc0, end), depth);
  }

  #bytes(length: number): Uint8Array {
    const bytes = this.#input.subarray(this.offset, this.offset + length);
    if (length === 1 && bytes[0]! < 0x80) this.#fail('a small byte with a prefix');
    this.offset += length;
    return bytes;
  }

  #list(length: number, depth: number): RlpItem[] {
    if (depth >= MAX_DEPTH) this.#fail('lists nested too deeply');
    const end = this.offset + length;
    const items: RlpItem[] = [];
    while (this.offset < end) items.push(this.item(end, depth + 1));
    return items;
  }

  /** `short` is the prefix without its base: a length below 56, or 55 plus the number of length bytes. */
  #length(short: number, end: number): number {
    let length = short;
    if (short > 55) {
      const lengthEnd = this.offset + short - 55;
      if (lengthEnd > end) this.#fail('truncated');
      if (this.#input[this.offset] === 0) this.#fail('a length with leading zeros');
      length = 0;
      while (this.offset < lengthEnd) length = length * 256 + this.#input[this.offset++]!;
      if (length < 56) this.#fail('a long form of a short length');
    }
    if (this.offset + length > end) this.#fail('truncated');
    return length;
  }

  #fail(reason: string): never {
    throw new RlpError({ reason, offset: this.offset });
  }
}
