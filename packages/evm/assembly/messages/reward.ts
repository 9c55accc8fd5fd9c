/**
 * The fees of the beneficiary. They would make every transaction depend on the one before, so they travel
 * as a sum with the turn, and the beneficiary's owner is told only when the head asks for that account.
 */
import { takeFromBlock } from '../arena';
import {
  BLOCK_BENEFICIARY_ACCOUNT,
  EXISTS,
  FIELDS_BYTES,
  FIELDS_FLAGS,
  MESSAGE_FIELDS,
  MESSAGE_REWARD,
  OF_BALANCE_OR_VALUE,
  OF_EXISTENCE_FLAG,
  UNIT_IS_CHANGED,
  UNIT_OWNER,
} from '../layout';
import { post, write } from './outbox';
import { accountBefore, changeAccount } from './overwritten';
import { hashedOwner, placeOf } from './placement';
import { clearReward, final, hasReward, head, reward } from './progress';
import { committed } from './queue';
import { me } from './ring';
import { beginMarks, markFor, takeBackFrom } from './takeBack';
import { accountUnit, isOwn, setUnitFlag } from './units';

/** Scratch for the beneficiary's fields, FIELDS_BYTES. */
let scratch: usize = 0;

export function openReward(): void {
  scratch = takeFromBlock(FIELDS_BYTES);
}

function beneficiary(): usize {
  const unit = accountUnit(load<u32>(BLOCK_BENEFICIARY_ACCOUNT));
  if (unit == 0) unreachable(); // its base state was loaded before the block
  return unit;
}

/** Hands the fees over to the beneficiary's owner. Only with the turn: own transactions above never read that balance. */
export function settleReward(): void {
  if (!hasReward()) return;
  const unit = beneficiary();
  if (isOwn(unit)) {
    receiveReward(reward, head, committed + 1);
  } else {
    const message = write(MESSAGE_REWARD, head, final, load<u32>(BLOCK_BENEFICIARY_ACCOUNT));
    memory.copy(message + MESSAGE_FIELDS, reward, FIELDS_BYTES);
    post(load<u32>(unit, UNIT_OWNER));
  }
  clearReward();
}

/**
 * Credits fees (as fields) to the beneficiary, which this worker owns, before transaction `tx`. When they bring it into
 * being or back, own transactions above that found otherwise are taken back, from the place `position` on.
 */
export function receiveReward(fields: usize, tx: u32, position: u32): void {
  const unit = beneficiary();
  if (!isOwn(unit)) unreachable();
  let mask: u32 = OF_BALANCE_OR_VALUE;
  if ((load<u32>(accountBefore(unit, tx, scratch)) & EXISTS) != (load<u32>(fields, FIELDS_FLAGS) & EXISTS)) {
    beginMarks();
    markFor(unit, OF_EXISTENCE_FLAG, tx);
    takeBackFrom(position);
    mask |= OF_EXISTENCE_FLAG;
  }
  changeAccount(unit, mask, fields);
  setUnitFlag(unit, UNIT_IS_CHANGED);
}

/**
 * After the last transaction: the owner takes the fees that are left. It is named by the placement: to make a unit
 * for the question would be to read an entry that its owner may be writing its changes to.
 */
export function settleLastReward(): void {
  if (!hasReward()) return;
  const entry = <usize>load<u32>(BLOCK_BENEFICIARY_ACCOUNT);
  const place = placeOf(entry);
  const owner = place != 0 ? place & 0xff : hashedOwner(entry);
  if (owner == me) receiveReward(reward, head, committed);
}
