/**
 * Which blocks may hold a log, without looking at each.
 *
 * The blooms of the headers lie here turned on their side: a section of blocks is a table with a row for each of the 2,048
 * bits of a bloom and a column for each block. A term sets three bits, so the blocks that may hold it are the columns that
 * are set in three rows: three words read per 32 blocks, where a scan reads every header. It takes 256 bytes a block, as
 * the blooms do. Of the blocks found, some hold no such log: one in twelve for a block whose bloom is full to 44 % (about
 * 400 terms, the most that blocks of 30 million gas have), far fewer for others.
 */
import type { Header } from '@heddle/engine';
import { bloomBits } from './bloomBits.ts';
import type { LogPattern } from './matchLog.ts';

const BLOOM_BITS = 2_048;
const BLOOM_BYTES = BLOOM_BITS / 8;
const WORD_BITS = 32;
/** 512 KiB a section: small chains have one. */
const SECTION_BLOCKS = 2_048;
const ROW_WORDS = SECTION_BLOCKS / WORD_BITS;

/** Where the blocks of the canonical chain are looked for. */
export interface LogIndex {
  /** Takes a block that became canonical. */
  add(header: Pick<Header, 'number' | 'logsBloom'>): void;
  /** Forgets a block that is canonical no more. */
  remove(header: Pick<Header, 'number'>): void;
  /** Numbers of the blocks that may hold such a log, ascending, both ends included. None is left out that does. */
  candidates(pattern: LogPattern, from: bigint, to: bigint): Iterable<bigint>;
}

/** An index in memory. */
export class BloomIndex implements LogIndex {
  readonly #sections = new Map<number, Uint32Array>();

  add({ number, logsBloom }: Pick<Header, 'number' | 'logsBloom'>): void {
    const bloom = Buffer.from(logsBloom.slice(2), 'hex');
    const { rows, word, bit } = this.#placeOf(number);
    for (let row = 0; row < BLOOM_BITS; row++) {
      const isSet = (bloom[BLOOM_BYTES - 1 - (row >> 3)]! >> (row & 7)) & 1;
      if (isSet === 1) rows[row * ROW_WORDS + word]! |= bit;
    }
  }

  remove({ number }: Pick<Header, 'number'>): void {
    const { rows, word, bit } = this.#placeOf(number);
    for (let row = 0; row < BLOOM_BITS; row++) rows[row * ROW_WORDS + word]! &= ~bit;
  }

  *candidates(pattern: LogPattern, from: bigint, to: bigint): Generator<bigint> {
    const terms = termsOf(pattern);
    const [first, last] = [Number(from), Number(to)];
    for (let section = Math.floor(first / SECTION_BLOCKS); section * SECTION_BLOCKS <= last; section++) {
      const rows = this.#sections.get(section);
      // A block without any log is in no row; without terms every block is meant.
      if (rows === undefined) {
        if (terms.length > 0) continue;
      }
      yield* columnsOf(rows, terms, section * SECTION_BLOCKS, first, last);
    }
  }

  #placeOf(number: bigint): { rows: Uint32Array; word: number; bit: number } {
    const at = Number(number);
    const section = Math.floor(at / SECTION_BLOCKS);
    const rows = this.#sections.get(section) ?? new Uint32Array(BLOOM_BITS * ROW_WORDS);
    this.#sections.set(section, rows);
    const column = at % SECTION_BLOCKS;
    return { rows, word: column >> 5, bit: 1 << (column & 31) };
  }
}

/** The rows of one alternative. */
type Rows = readonly number[];

/** Address and topics of which a log must have one each, as the rows of each alternative. */
function termsOf({ addresses, topics }: LogPattern): Rows[][] {
  return [addresses, ...topics]
    .filter((alternatives) => alternatives !== undefined)
    .map((alternatives) => [...alternatives].map(bloomBits));
}

/** Blocks of a section, within the range, whose columns are set for every term. */
function* columnsOf(
  rows: Uint32Array | undefined,
  terms: readonly (readonly Rows[])[],
  base: number,
  first: number,
  last: number,
): Generator<bigint> {
  for (let word = 0; word < ROW_WORDS; word++) {
    const start = base + word * WORD_BITS;
    if (start > last) return;
    if (start + WORD_BITS <= first) continue;
    let found = rows === undefined ? -1 : wordOf(rows, terms, word);
    while (found !== 0) {
      const column = 31 - Math.clz32(found & -found);
      found &= found - 1;
      const number = start + column;
      if (number >= first && number <= last) yield BigInt(number);
    }
  }
}

/** 32 columns at once: set where each term has an alternative whose rows are all set. */
function wordOf(rows: Uint32Array, terms: readonly (readonly Rows[])[], word: number): number {
  let all = -1;
  for (const alternatives of terms) {
    let any = 0;
    for (const bits of alternatives) {
      any |= bits.reduce((columns, row) => columns & rows[row * ROW_WORDS + word]!, -1);
    }
    all &= any;
  }
  return all;
}
