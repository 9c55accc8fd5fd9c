/** Recursive Length Prefix, reading: strict, so that every accepted input is the one encoding of its value. */
import { RlpError } from '../errors/rlp.ts';

/** A byte string or a list. Byte strings are views of the input. */
export type RlpItem = Uint8Array | RlpItem[];

/**
 * A byte string as a part of the input. A block has some 60,000 of them, and what is a view of its own takes ten times as
 * long to make as this.
 */
export class RlpString {
  readonly source: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(source: Buffer, start: number, end: number) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get length(): number {
    return this.end - this.start;
  }
}

/** What fields are read from: the same as {@link RlpItem} with strings as parts, or as views. */
export type RlpNode = RlpString | Uint8Array | readonly RlpNode[];

/** Lists within lists that are followed: a block needs 6, and hostile input must not exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * Reads `input`, which must be exactly one item.
 *
 * @throws RlpError for truncated, overlong, trailing or too deeply nested input
 */
export function decodeRlp(input: Uint8Array): RlpItem {
  return viewsOf(readRlp(partOf(input)));
}

function viewsOf(node: RlpNode): RlpItem {
  if (node instanceof RlpString) return node.source.subarray(node.start, node.end);
  return node instanceof Uint8Array ? node : node.map(viewsOf);
}

/** All of `bytes` as a string. */
export function partOf(bytes: Uint8Array): RlpString {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return new RlpString(source, 0, source.length);
}

/** As {@link decodeRlp}, for reading fields. */
export function readRlp({ source, start, end }: RlpString): RlpNode {
  const reader = new Reader(source, start);
  const item = reader.item(end, 0);
  if (reader.offset !== end)
    throw new RlpError({ reason: 'bytes after the end', offset: reader.offset - start });
  return item;
}

class Reader {
  offset: number;
  readonly #input: Buffer;
  readonly #start: number;

  constructor(input: Buffer, start: number) {
    this.#input = input;
    this.#start = start;
    this.offset = start;
  }

  /** Reads one item that ends at `end` or before. */
  item(end: number, depth: number): RlpNode {
    if (this.offset >= end) this.#fail('truncated');
    const first = this.#input[this.offset++]!;
    if (first < 0x80) return new RlpString(this.#input, this.offset - 1, this.offset);
    if (first < 0xc0) return this.#bytes(this.#length(first - 0x80, end));
    return this.#list(this.#length(first - 0xc0, end), depth);
  }

  #bytes(length: number): RlpString {
    const start = this.offset;
    if (length === 1 && this.#input[start]! < 0x80) this.#fail('a small byte with a prefix');
    this.offset += length;
    return new RlpString(this.#input, start, this.offset);
  }

  #list(length: number, depth: number): RlpNode[] {
    if (depth >= MAX_DEPTH) this.#fail('lists nested too deeply');
    const end = this.offset + length;
    const items: RlpNode[] = [];
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
    throw new RlpError({ reason, offset: this.offset - this.#start });
  }
}
