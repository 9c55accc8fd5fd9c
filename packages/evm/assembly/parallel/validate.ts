/**
 * Validation: reads everything in a read set again, as of the transaction's place in the block, and
 * compares values. Values rather than versions: a writer that re-executes and writes the same does
 * not disturb its readers. At the head of the block the answer is final, for all below is committed.
 */
import {
  ACCOUNT_CONFLICTS,
  ACCOUNT_HOT,
  READ_BALANCE,
  READ_BYTES,
  READ_CODE,
  READ_EMPTY,
  READ_EXISTS,
  READ_KIND,
  READ_NONCE,
  READ_SLOT,
  READ_VALUE,
  RESULT_READ_COUNT,
  RESULT_READS,
  SLOT_CONFLICTS,
  SLOT_HOT,
} from '../layout';
import { eq256 } from '../word';
import {
  resolveBalance,
  resolveCode,
  resolveEmpty,
  resolveExists,
  resolveNonce,
  resolveSlot,
} from './versions';

/** The read that failed last. */
export let staleRead: usize = 0;

/** True when every read of the result record still holds. `scratch` is 96 bytes. */
export function validate(result: usize, tx: u32, scratch: usize): bool {
  let read = <usize>load<u32>(result, RESULT_READS);
  const end = read + load<u32>(result, RESULT_READ_COUNT) * READ_BYTES;
  for (; read < end; read += READ_BYTES) {
    if (!holds(read, tx, scratch)) {
      staleRead = read;
      return false;
    }
  }
  return true;
}

function holds(read: usize, tx: u32, scratch: usize): bool {
  const location = <usize>load<u32>(read);
  const seen = read + READ_VALUE;
  switch (load<u32>(read, READ_KIND)) {
    case READ_SLOT:
      return resolveSlot(location, tx, scratch, scratch + 32) == 0 && eq256(scratch, seen) != 0;
    case READ_BALANCE:
      return resolveBalance(location, tx, scratch, scratch + 32) == 0 && eq256(scratch, seen) != 0;
    case READ_NONCE:
      return resolveNonce(location, tx, scratch) == 0 && load<u64>(scratch) == load<u64>(seen);
    case READ_CODE:
      return resolveCode(location, tx, scratch) == 0 && load<u32>(scratch) == load<u32>(seen);
    case READ_EXISTS:
      return resolveExists(location, tx, scratch) == 0 && load<u32>(scratch) == load<u32>(seen);
    case READ_EMPTY:
      return resolveEmpty(location, tx, scratch, scratch + 32) == 0 && load<u32>(scratch) == load<u32>(seen);
    default:
      return false;
  }
}

/** Counts a conflict at the location of a stale read and makes its later readers announce themselves. */
export function noteConflict(read: usize): void {
  const location = <usize>load<u32>(read);
  const kind = load<u32>(read, READ_KIND);
  if (kind == READ_SLOT) {
    store<u32>(location, load<u32>(location, SLOT_CONFLICTS) + 1, SLOT_CONFLICTS);
    store<u32>(location, 1, SLOT_HOT);
    return;
  }
  const field: u32 = kind == READ_NONCE ? 1 : kind == READ_CODE ? 2 : 0;
  const counter = location + ACCOUNT_CONFLICTS + (field << 2);
  store<u32>(counter, load<u32>(counter) + 1);
  if (field == 0) store<u32>(location, 1, ACCOUNT_HOT);
}
