/** Rows to write into the environment of blocks, as bytes that go to the thread that writes them. */
import { bufferOf } from '../../bytes.ts';
import { type BlockTable, blockTables } from './environment.ts';
import { eachPiece } from './pieces.ts';

/** Before each row: u8 index of the table, u8 length of the key, u32 little-endian length of the value. */
const HEAD_BYTES = 6;
/** In place of the length: the row is to be removed. */
const REMOVED = 0xffffffff;

/** Collects rows. */
export class RowWriter {
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;

  put(table: BlockTable, key: Uint8Array, value: Uint8Array): void {
    this.#add(table, key, value.length);
    this.#push(value);
  }

  /** A value of any size. */
  putPieces(table: BlockTable, key: Uint8Array, value: Uint8Array): void {
    eachPiece(key, value, (pieceKey, bytes) => this.put(table, pieceKey, bytes));
  }

  remove(table: BlockTable, key: Uint8Array): void {
    this.#add(table, key, REMOVED);
  }

  #add(table: BlockTable, key: Uint8Array, length: number): void {
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head[0] = blockTables.indexOf(table);
    head[1] = key.length;
    head.writeUInt32LE(length, 2);
    this.#push(head);
    this.#push(key);
  }

  #push(part: Uint8Array): void {
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  /** All rows, in a buffer of their own, which can be transferred. */
  finish(): Uint8Array<ArrayBuffer> {
    const bytes = Buffer.allocUnsafeSlow(this.#bytes);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

/** Calls back with views of the rows, in order; `value` is undefined for a row to remove. */
export function eachRow(
  rows: Uint8Array,
  write: (table: BlockTable, key: Uint8Array, value: Uint8Array | undefined) => void,
): void {
  const view = bufferOf(rows);
  for (let at = 0; at < rows.length; ) {
    const table = blockTables[rows[at] as number] as BlockTable;
    const start = at + HEAD_BYTES + (rows[at + 1] as number);
    const length = view.readUInt32LE(at + 2);
    const end = length === REMOVED ? start : start + length;
    write(
      table,
      rows.subarray(at + HEAD_BYTES, start),
      length === REMOVED ? undefined : rows.subarray(start, end),
    );
    at = end;
  }
}
