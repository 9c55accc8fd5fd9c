/** What a finished transaction changed of an account or slot, out of its local entry. */
import {
  BALANCE_KNOWN,
  CODE_KNOWN,
  DESTROYED,
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_CODE,
  FIELDS_FLAGS,
  FIELDS_NONCE,
  GONE,
  LOCAL_BALANCE,
  LOCAL_BALANCE_ORIGINAL,
  LOCAL_CODE,
  LOCAL_CODE_ORIGINAL,
  LOCAL_EXISTS,
  LOCAL_EXISTS_ORIGINAL,
  LOCAL_FLAGS,
  LOCAL_NONCE,
  LOCAL_NONCE_ORIGINAL,
  LOCAL_ORIGINAL,
  LOCAL_VALUE,
  NONCE_KNOWN,
  OF_BALANCE_OR_VALUE,
  OF_CODE_IDENTITY,
  OF_EXISTENCE_FLAG,
  OF_NONCE_OR_EXISTENCE,
  OF_WHOLE_STORAGE,
  VALUE_KNOWN,
} from '../layout';
import { copy256, eq256, isZero256, sub256 } from '../word';

/** OF_* bits of what changed of an account. */
export function changesOf(entry: usize): u32 {
  const flags = load<u32>(entry, LOCAL_FLAGS);
  const balance = entry + LOCAL_BALANCE;
  let mask: u32 = 0;
  if ((flags & BALANCE_KNOWN) != 0 ? !eq256(balance, entry + LOCAL_BALANCE_ORIGINAL) : !isZero256(balance))
    mask |= OF_BALANCE_OR_VALUE;
  if ((flags & NONCE_KNOWN) != 0 && load<u64>(entry, LOCAL_NONCE) != load<u64>(entry, LOCAL_NONCE_ORIGINAL))
    mask |= OF_NONCE_OR_EXISTENCE;
  if ((flags & CODE_KNOWN) != 0 && load<u32>(entry, LOCAL_CODE) != load<u32>(entry, LOCAL_CODE_ORIGINAL))
    mask |= OF_CODE_IDENTITY;
  if ((flags & GONE) != 0 || load<u32>(entry, LOCAL_EXISTS) != load<u32>(entry, LOCAL_EXISTS_ORIGINAL))
    mask |= OF_EXISTENCE_FLAG;
  if ((flags & DESTROYED) != 0) mask |= OF_WHOLE_STORAGE;
  return mask;
}

/** The fields after the transaction; of the balance the difference it made. */
export function newFields(entry: usize, out: usize): void {
  store<u32>(out, load<u32>(entry, LOCAL_EXISTS) != 0 ? EXISTS : 0, FIELDS_FLAGS);
  store<u32>(out, load<u32>(entry, LOCAL_CODE), FIELDS_CODE);
  store<u64>(out, load<u64>(entry, LOCAL_NONCE), FIELDS_NONCE);
  const difference = out + FIELDS_BALANCE;
  if ((load<u32>(entry, LOCAL_FLAGS) & BALANCE_KNOWN) != 0)
    sub256(entry + LOCAL_BALANCE, entry + LOCAL_BALANCE_ORIGINAL, difference);
  else copy256(difference, entry + LOCAL_BALANCE);
}

/** True when a slot's value is another than before the transaction. */
export function isSlotChanged(entry: usize): bool {
  return (
    (load<u32>(entry, LOCAL_FLAGS) & VALUE_KNOWN) != 0 &&
    eq256(entry + LOCAL_VALUE, entry + LOCAL_ORIGINAL) == 0
  );
}
