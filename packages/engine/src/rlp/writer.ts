import { keccak256 } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import type { Hash } from '../types.ts';
import type { RlpInput } from './encode.ts';

/** Values of the hexadecimal digits, by their character codes. */
const DIGITS = new Uint8Array(128);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  DIGITS[digit.charCodeAt(0)] = value;
  DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Room at first, and what is kept when more was needed once. */
const USUAL_BYTES = 65536;
/** Up to so many bytes of hexadecimal a loop is faster than a call into the runtime. */
const SHORT_BYTES = 64;
const LIMB = 2n ** 64n;

/**
 * Writes RLP from its end to its start: when a prefix is due, the length of what follows stands there already. So nothing is
 * measured beforehand, joined or copied; a child of a trie node that is hashed makes room for its hash.
 */
export class RlpWriter {
  #buffer: Buffer = Buffer.allocUnsafeSlow(USUAL_BYTES);
  #view: DataView = new DataView(this.#buffer.buffer);
  /** Where the first written byte is. */
  #at = this.#buffer.length;

  /** Number of bytes written so far. */
  get written(): number {
    return this.#buffer.length - this.#at;
  }

  /** What `write` writes. */
  encode(write: (writer: this) => void): Uint8Array {
    this.#begin();
    write(this);
    return Uint8Array.prototype.slice.call(this.#buffer, this.#at);
  }

  /** The keccak256 of what `write` writes. */
  hash(write: (writer: this) => void): Hash {
    this.#begin();
    write(this);
    return toHex(keccak256(this.#buffer.subarray(this.#at)));
  }

  /** Forgets what is there: what was taken out, or what was written before something threw. */
  #begin(): void {
    if (this.#buffer.length > USUAL_BYTES) this.#use(Buffer.allocUnsafeSlow(USUAL_BYTES));
    this.#at = this.#buffer.length;
  }

  #use(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#view = new DataView(buffer.buffer);
  }

  /** Puts its keccak256, as a string, in place of what was written since there were `mark` bytes. */
  hashSince(mark: number): void {
    const end = this.#buffer.length - mark;
    const hash = keccak256(this.#buffer.subarray(this.#at, end));
    this.#at = end;
    this.raw(hash);
    this.byte(0xa0);
  }

  #reserve(size: number): number {
    if (size > this.#at) this.#grow(size);
    this.#at -= size;
    return this.#at;
  }

  #grow(size: number): void {
    const written = this.#buffer.subarray(this.#at);
    const buffer = Buffer.allocUnsafeSlow(2 * (written.length + size) + this.#buffer.length);
    this.#at = buffer.length - written.length;
    buffer.set(written, this.#at);
    this.#use(buffer);
  }

  byte(value: number): void {
    const at = this.#reserve(1);
    this.#buffer[at] = value;
  }

  /** Bytes without a prefix. */
  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#buffer.set(bytes, at);
  }

  /** What `hex` stands for, without a prefix. */
  #hex(hex: string): number {
    const size = (hex.length - 2) >> 1;
    const at = this.#reserve(size);
    if (size > SHORT_BYTES) {
      this.#buffer.write(hex.slice(2), at, 'hex');
      return size;
    }
    const buffer = this.#buffer;
    for (let i = 0, from = 2; i < size; i++, from += 2) {
      const upper = DIGITS[hex.charCodeAt(from)] as number;
      buffer[at + i] = (upper << 4) | (DIGITS[hex.charCodeAt(from + 1)] as number);
    }
    return size;
  }

  /** An unsigned integer without a prefix and without leading zeros. */
  #integer(value: bigint): number {
    const before = this.written;
    let rest = value;
    while (rest >= LIMB) {
      const at = this.#reserve(8); // may put another view in place
      this.#view.setBigUint64(at, BigInt.asUintN(64, rest), false);
      rest >>= 64n;
    }
    if (rest !== 0n) {
      const at = this.#reserve(8);
      this.#view.setBigUint64(at, rest, false);
      while (this.#buffer[this.#at] === 0) this.#at++;
    }
    return this.written - before;
  }

  /** Makes a string of the `size` bytes just written. */
  string(size: number): void {
    const isItsOwnEncoding = size === 1 && (this.#buffer[this.#at] as number) < 0x80;
    if (!isItsOwnEncoding) this.#prefix(0x80, size);
  }

  /** Makes a list of the items written since there were `mark` bytes. */
  list(mark: number): void {
    this.#prefix(0xc0, this.written - mark);
  }

  /** `base` is 0x80 for strings and 0xc0 for lists; from 56 bytes on the length follows in bytes of its own. */
  #prefix(base: number, size: number): void {
    if (size < 56) {
      this.byte(base + size);
      return;
    }
    let rest = size;
    let count = 0;
    for (; rest > 0; count++) {
      this.byte(rest & 0xff);
      rest = Math.floor(rest / 256);
    }
    this.byte(base + 55 + count);
  }

  /** Any item. The items of a list are written by themselves, last first. */
  item(input: RlpInput): void {
    if (typeof input === 'string') this.string(this.#hex(input));
    else if (typeof input === 'bigint') this.string(this.#integer(input));
    else if (input instanceof Uint8Array) {
      this.raw(input);
      this.string(input.length);
    } else {
      const mark = this.written;
      for (let i = input.length - 1; i >= 0; i--) this.item(input[i] as RlpInput);
      this.list(mark);
    }
  }
}
