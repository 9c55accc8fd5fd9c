/**
 * What this worker knows of the block's progress. All transactions below `final` are final to it: their
 * changes to what it owns have arrived. While it has the turn, that is from when the first transaction
 * that is not final is one of its own, it commits, and `head` runs ahead of `final`; then it tells all.
 */

import { takeFromBlock } from '../arena';
import { EXISTS, FIELDS_BALANCE, FIELDS_BYTES, FIELDS_FLAGS } from '../layout';
import { add256 } from '../word';

/** All below is final, as others said. */
export let final: u32 = 0;
/** All below is final, as others said or this worker decided. */
export let head: u32 = 0;
/** Fees of final transactions that the beneficiary's owner was not told of: fields (FIELDS_*) as for a write. */
export let reward: usize = 0;

export function openProgress(): void {
  final = 0;
  head = 0;
  reward = takeFromBlock(FIELDS_BYTES);
  clearReward();
}

export function setFinal(tx: u32): void {
  final = tx;
  head = tx;
}

export function setHead(tx: u32): void {
  head = tx;
}

/** Adds a fee. Whoever is paid exists, be it nothing that is paid (before EIP-161). */
export function addReward(fee: usize): void {
  add256(reward + FIELDS_BALANCE, fee, reward + FIELDS_BALANCE);
}

export function setReward(fees: usize): void {
  clearReward();
  memory.copy(reward + FIELDS_BALANCE, fees, 24);
}

export function copyReward(out: usize): void {
  memory.copy(out, reward + FIELDS_BALANCE, 24);
}

export function clearReward(): void {
  memory.fill(reward, 0, FIELDS_BYTES);
  store<u32>(reward, EXISTS, FIELDS_FLAGS);
}
