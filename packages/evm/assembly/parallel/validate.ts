/**
 * Validation: reads everything in a read set again, as of the transaction's place in the block, and
 * compares values. Values rather than versions: a writer that re-executes and writes the same does
 * not disturb its readers. At the head of the block the answer is final, for all below is committed.
 */
import {
  ACCOUNT_CONFLICTS,
  READ_AT_LEAST,
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
} from '../layout';
import { eq256, lt256 } from '../word';
import {
  resolveBalance,
  resolveCode,
  resolveEmpty,
  resolveExists,
  resolveNonce,
  resolveSlot,
} from './versions';

/** True when every read of the result record still holds. `scratch` is 96 bytes. */
export function validate(result: usize, tx: u32, scratch: usize): bool {
  const end = endOf(result);
  for (let read = <usize>load<u32>(result, RESULT_READS); read < end; read += READ_BYTES) {
    if (!holds(read, tx, scratch)) return false;
  }
  return true;
}

function endOf(result: usize): usize {
  return <usize>(load<u32>(result, RESULT_READS) + load<u32>(result, RESULT_READ_COUNT) * READ_BYTES);
}

/**
 * Counts a conflict at every location whose read does not hold, which makes it hot: its later readers
 * announce themselves. All of them, for the one that was read first is the one to wait at.
 */
export function noteConflicts(result: usize, tx: u32, scratch: usize): void {
  const end = endOf(result);
  for (let read = <usize>load<u32>(result, RESULT_READS); read < end; read += READ_BYTES) {
    if (!holds(read, tx, scratch)) noteConflict(read);
  }
}

function holds(read: usize, tx: u32, scratch: usize): bool {
  const location = <usize>load<u32>(read);
  const seen = read + READ_VALUE;
  switch (load<u32>(read, READ_KIND)) {
    case READ_SLOT:
      return resolveSlot(location, tx, scratch, scratch + 32) == 0 && eq256(scratch, seen) != 0;
    case READ_BALANCE:
      return resolveBalance(location, tx, scratch, scratch + 32) == 0 && eq256(scratch, seen) != 0;
    case READ_AT_LEAST:
      return resolveBalance(location, tx, scratch, scratch + 32) == 0 && lt256(scratch, seen) == 0;
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

function noteConflict(read: usize): void {
  const location = <usize>load<u32>(read);
  const kind = load<u32>(read, READ_KIND);
  const field: u32 = kind == READ_NONCE ? 1 : kind == READ_CODE ? 2 : 0;
  const counter: usize =
    kind == READ_SLOT ? location + SLOT_CONFLICTS : location + ACCOUNT_CONFLICTS + (field << 2);
  store<u32>(counter, load<u32>(counter) + 1);
}
