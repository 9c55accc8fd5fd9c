/** What becomes of records of the trie, as the trie hands it over. The keys are the trie's own. */
import { NodeListMalformedError } from '../errors/store.ts';

const HEAD_BYTES = 3;

/**
 * Reads records that lie behind each other: u8 length of the key, u16 little-endian length of the record, the key, the record. A
 * record of no bytes is to be removed. A key may occur more than once; the last one counts.
 *
 * Calls `write` with views of each key and record, in order; undefined for one that is to be removed. Returns their number.
 *
 * @throws NodeListMalformedError
 */
export function eachNodeWrite(
  writes: Uint8Array,
  write: (key: Uint8Array, record: Uint8Array | undefined) => void,
): number {
  let count = 0;
  for (let at = 0; at < writes.length; count++) {
    const keyLength = writes[at] as number;
    const recordLength = (writes[at + 1] ?? 0) | ((writes[at + 2] ?? 0) << 8);
    const record = at + HEAD_BYTES + keyLength;
    const end = record + recordLength;
    if (keyLength === 0) throw new NodeListMalformedError({ offset: at, reason: 'a key without bytes' });
    if (end > writes.length) throw new NodeListMalformedError({ offset: at, reason: 'it ends too soon' });
    write(
      writes.subarray(at + HEAD_BYTES, record),
      recordLength === 0 ? undefined : writes.subarray(record, end),
    );
    at = end;
  }
  return count;
}
