/**
 * Values of any size, in pieces: a row per piece, all but the last of them full. A value of many pages has to lie in one run
 * of pages, which a file with gaps may not have; and values from 16 MiB on are handed out by lmdb as views of its
 * map, which threads must not share.
 */
import type { Table } from './environment.ts';

/** Nearly every value is one piece. The diff of a genesis block with a million accounts is 50. */
const PIECE_BYTES = 4 * 2 ** 20;
const PIECE_NUMBER_BYTES = 2;

/** Calls `put` with the key and bytes of each piece; a value that fills its pieces is followed by an empty one. */
export function eachPiece(
  key: Uint8Array,
  value: Uint8Array,
  put: (key: Uint8Array, bytes: Uint8Array) => void,
): void {
  for (let piece = 0; piece * PIECE_BYTES <= value.length; piece++) {
    put(pieceKey(key, piece), value.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES));
  }
}

/** The value under a key; undefined when there is none. */
export function readPieces(table: Table, key: Uint8Array): Uint8Array | undefined {
  const first = table.get(pieceKey(key, 0));
  if (first === undefined || first.length < PIECE_BYTES) return first;
  const pieces = [first];
  for (let last = first; last.length === PIECE_BYTES; pieces.push(last)) {
    last = table.get(pieceKey(key, pieces.length)) ?? new Uint8Array();
  }
  return Buffer.concat(pieces);
}

/** In a transaction: removes a value; returns whether there was one. */
export function removePieces(table: Table, key: Uint8Array): boolean {
  let piece = 0;
  while (table.removeSync(pieceKey(key, piece))) piece++;
  return piece > 0;
}

function pieceKey(key: Uint8Array, piece: number): Buffer {
  const bytes = Buffer.allocUnsafe(key.length + PIECE_NUMBER_BYTES);
  bytes.set(key);
  bytes.writeUInt16BE(piece, key.length);
  return bytes;
}
