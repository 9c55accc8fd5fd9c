/** What goes out to JavaScript: bytes in the out area of the thread, handed over when it is full. */
import { area } from './area';
import { writeRecords } from './host';
import { recordKey, recordKeyLength } from './key';
import { AREA_OUT, AREA_OUT_BYTES } from './layout';

/** Room for the longest record with its key. */
const ROOM: usize = 4096;

/** Address behind the last byte written. */
let next: usize = 0;
/** First byte of the open record. */
let record: usize = 0;

export function beginOut(): void {
  next = area + AREA_OUT;
}

/** Hands over what there is. */
export function endOut(): void {
  const start = area + AREA_OUT;
  if (next > start) writeRecords(start, <u32>(next - start));
  next = start;
}

/** Opens a record: u8 length of the key, u16 length of the record, the key, the record. One of no bytes is to be deleted. */
function open(key: usize, keyLength: usize): void {
  if (next + ROOM > area + AREA_OUT + AREA_OUT_BYTES) endOut();
  record = next + 3 + keyLength;
  store<u8>(next, <u8>keyLength);
  memory.copy(next + 3, key, keyLength);
  store<u16>(next, 0, 1);
  next = record;
}

/** A record to delete. */
export function putDeletion(key: usize, keyLength: u32): void {
  open(key, keyLength);
}

/** Opens a record under the key that was written last; its length is for `closeRecord`. */
export function openRecord(): void {
  open(recordKey(), recordKeyLength());
}

export function closeRecord(): void {
  store<u16>(record - recordKeyLength() - 2, <u16>(next - record));
}

export function putByte(value: u32): void {
  store<u8>(next, <u8>value);
  next++;
}

export function putMask(value: u32): void {
  store<u16>(next, <u16>value);
  next += 2;
}

export function putBytes(from: usize, length: usize): void {
  memory.copy(next, from, length);
  next += length;
}

/** The `bytes` low bytes of a number, the first one first. */
export function putInteger(value: u64, bytes: u32): void {
  for (let shift = bytes << 3; shift != 0; shift -= 8) putByte(<u32>(value >> (shift - 8)) & 0xff);
}
