/**
 * The fees of the beneficiary. They would make every transaction depend on the one before, so they travel
 * as a sum with the turn, and the beneficiary's owner is told only when the head asks for that account.
 */
import {
  BLOCK_BENEFICIARY_ACCOUNT,
  FIELDS_BYTES,
  MESSAGE_FIELDS,
  MESSAGE_REWARD,
  OF_BALANCE_OR_VALUE,
  OF_EXISTENCE_FLAG,
  UNIT_IS_CHANGED,
  UNIT_OWNER,
} from '../layout';
import { post, write } from './outbox';
import { changeAccount } from './overwritten';
import { clearReward, final, head, reward } from './progress';
import { accountUnit, isOwn, setUnitFlag } from './units';

function beneficiary(): usize {
  const unit = accountUnit(load<u32>(BLOCK_BENEFICIARY_ACCOUNT));
  if (unit == 0) unreachable(); // its base state was loaded before the block
  return unit;
}

/** Hands the fees over to the beneficiary's owner. Only with the turn: own transactions above never read that balance. */
export function settleReward(): void {
  if (head == 0) return; // nobody was paid yet
  const unit = beneficiary();
  if (isOwn(unit)) {
    receiveReward(reward);
  } else {
    const message = write(MESSAGE_REWARD, head, final, load<u32>(BLOCK_BENEFICIARY_ACCOUNT));
    memory.copy(message + MESSAGE_FIELDS, reward, FIELDS_BYTES);
    post(load<u32>(unit, UNIT_OWNER));
  }
  clearReward();
}

/** Credits fees (as fields) to the beneficiary, which this worker owns. */
export function receiveReward(fields: usize): void {
  const unit = beneficiary();
  if (!isOwn(unit)) unreachable();
  changeAccount(unit, OF_BALANCE_OR_VALUE | OF_EXISTENCE_FLAG, fields);
  setUnitFlag(unit, UNIT_IS_CHANGED);
}

/** After the last transaction: the owner takes the fees that are left. */
export function settleLastReward(): void {
  if (head != 0 && isOwn(beneficiary())) receiveReward(reward);
}
