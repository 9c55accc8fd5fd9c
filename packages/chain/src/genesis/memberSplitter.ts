/**
 * Splits a large JSON object into its members as its bytes come in, so that only one member at a time is in memory. A member
 * may itself be opened, and its members come one by one: `alloc`, with an account each.
 */
import { GenesisMalformedError } from './errors.ts';

/** A member whose value is not parsed yet. */
export interface Member {
  /** The opened member that this one is in; undefined at the top. */
  parent: string | undefined;
  key: string;
  /** JSON text of the value. */
  text: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING = { brace: 0x7b, bracket: 0x5b };
const CLOSING = { brace: 0x7d, bracket: 0x5d };

/** Where the reading stands: before the object, in it, in the opened member, behind it all. */
type Place = 'before' | 'top' | 'inside' | 'behind';

export class MemberSplitter {
  readonly #opened: string;
  readonly #onMember: (member: Member) => void;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes before `#rest`, for errors. */
  #offset = 0;
  /** A member that did not end is looked at again when there is twice as much of it. */
  #wanted = 0;
  #place: Place = 'before';
  #isFirst = true;
  #hasOpened = false;

  /** @param opened name of the member whose members are wanted one by one */
  constructor(opened: string, onMember: (member: Member) => void) {
    this.#opened = opened;
    this.#onMember = onMember;
  }

  /** True once the opened member was there, with members or without. */
  get hasOpened(): boolean {
    return this.#hasOpened;
  }

  /** Takes the next bytes, and reports the members that end in them. @throws GenesisMalformedError naming the byte */
  push(bytes: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#rest, bytes]);
    if (this.#rest.length < this.#wanted) return;
    let at = 0;
    for (let next = this.#step(0); next > at; next = this.#step(at)) at = next;
    this.#rest = this.#rest.subarray(at);
    this.#offset += at;
    this.#wanted = 2 * this.#rest.length;
  }

  /** @throws GenesisMalformedError when the object has not ended, or something follows it */
  end(): void {
    this.#wanted = 0;
    this.push(Buffer.alloc(0));
    if (this.#place !== 'behind') throw this.#fail(this.#rest.length, 'more: the text ends in the middle');
  }

  /** Goes over one member or bracket; returns where it ends, or `at` when it does not end yet. */
  #step(at: number): number {
    const start = this.#skipSpace(at);
    const byte = this.#rest[start];
    if (byte === undefined) return start;
    if (this.#place === 'before') return this.#open(start, 'top');
    if (this.#place === 'behind') throw this.#fail(start, 'nothing more');
    if (byte === CLOSING.brace) return this.#close(start);
    const key = this.#isFirst ? start : this.#skipSpace(this.#skip(start, COMMA, "',' or '}'"));
    if (this.#rest[key] === undefined) return at;
    if (this.#rest[key] !== QUOTE) throw this.#fail(key, 'a name in quotes');
    const next = this.#member(key);
    if (next > key) return next;
    return at;
  }

  #open(at: number, place: Place): number {
    const next = this.#skip(at, OPENING.brace, "'{'");
    this.#place = place;
    this.#isFirst = true;
    this.#hasOpened ||= place === 'inside';
    return next;
  }

  #close(at: number): number {
    this.#place = this.#place === 'inside' ? 'top' : 'behind';
    this.#isFirst = false;
    return at + 1;
  }

  /** Goes over `"key": value`; returns `at` when it does not end yet. */
  #member(at: number): number {
    const keyEnd = this.#stringEnd(at);
    const colon = keyEnd < 0 ? -1 : this.#skipSpace(keyEnd);
    if (colon < 0 || this.#rest[colon] === undefined) return at;
    const value = this.#skipSpace(this.#skip(colon, COLON, "':'"));
    const key = this.#parse(at, keyEnd);
    if (this.#place === 'top' && key === this.#opened && this.#rest[value] === OPENING.brace)
      return this.#open(value, 'inside');
    const end = this.#valueEnd(value);
    if (end < 0) return at;
    this.#isFirst = false;
    const parent = this.#place === 'inside' ? this.#opened : undefined;
    this.#onMember({ parent, key, text: this.#rest.toString('utf8', value, end) });
    return end;
  }

  #parse(start: number, end: number): string {
    try {
      return JSON.parse(this.#rest.toString('utf8', start, end)) as string;
    } catch {
      throw this.#fail(start, 'a name');
    }
  }

  /** Behind a value, or -1 when it does not end yet. What is in it is looked at when it is parsed. */
  #valueEnd(start: number): number {
    const first = this.#rest[start];
    if (first === undefined) return -1;
    if (first === QUOTE) return this.#stringEnd(start);
    if (first === OPENING.brace || first === OPENING.bracket) return this.#bracketEnd(start);
    let at = start;
    while (at < this.#rest.length && !isDelimiter(this.#rest[at]!)) at++;
    if (at === start) throw this.#fail(at, 'a value');
    return at === this.#rest.length ? -1 : at;
  }

  #bracketEnd(start: number): number {
    const bytes = this.#rest;
    let depth = 0;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === OPENING.brace || byte === OPENING.bracket) depth++;
      else if (byte === CLOSING.brace || byte === CLOSING.bracket) depth--;
      else if (byte === QUOTE) {
        at = this.#stringEnd(at) - 1;
        if (at < 0) return -1;
      }
      if (depth === 0) return at + 1;
    }
    return -1;
  }

  #stringEnd(start: number): number {
    for (let at = this.#rest.indexOf(QUOTE, start + 1); at >= 0; at = this.#rest.indexOf(QUOTE, at + 1)) {
      let before = at;
      while (this.#rest[before - 1] === BACKSLASH) before--;
      if ((at - before) % 2 === 0) return at + 1;
    }
    return -1;
  }

  #skip(at: number, byte: number, expected: string): number {
    if (this.#rest[at] !== byte) throw this.#fail(at, expected);
    return at + 1;
  }

  #skipSpace(from: number): number {
    let at = from;
    while (isSpace(this.#rest[at])) at++;
    return at;
  }

  #fail(at: number, expected: string): GenesisMalformedError {
    const value = at < this.#rest.length ? this.#rest.toString('utf8', at, at + 20) : undefined;
    return new GenesisMalformedError({ field: `byte ${this.#offset + at}`, value, expected });
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDelimiter(byte: number): boolean {
  return byte === COMMA || byte === CLOSING.brace || byte === CLOSING.bracket || isSpace(byte);
}
