/**
 * What this worker knows of the block's progress. All transactions below `final` are final to it: their
 * changes to what it owns have arrived. While it has the turn, that is from when the first transaction
 * that is not final is one of its own, it commits, and `head` runs ahead of `final`; then it tells all.
 */

import { takeFromBlock } from '../arena';
import {
  EXISTS,
  FIELDS_BALANCE,
  FIELDS_BYTES,
  FIELDS_FLAGS,
  RESULT_BENEFICIARY_ENDED,
  RESULT_FEE,
} from '../layout';
import { add256 } from '../word';

/** In place of flags: no fees. */
const REWARD_NOTHING: u32 = 0xffffffff;

/** All below is final, as others said. */
export let final: u32 = 0;
/** All below is final, as others said or this worker decided. */
export let head: u32 = 0;
/**
 * What final transactions did to the beneficiary and its owner was not told of, as for a write: fields (FIELDS_*), of
 * the balance the fees. The flag EXISTS is what the last of them left; with no such transaction REWARD_NOTHING.
 */
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

/** Adds what a final transaction did. Whoever is paid exists, be it nothing that is paid (before EIP-161); not who ended. */
export function addReward(result: usize): void {
  add256(reward + FIELDS_BALANCE, result + RESULT_FEE, reward + FIELDS_BALANCE);
  store<u32>(reward, load<u32>(result, RESULT_BENEFICIARY_ENDED) != 0 ? 0 : EXISTS, FIELDS_FLAGS);
}

/** True when there is something that the owner was not told of. */
export function hasReward(): bool {
  return load<u32>(reward, FIELDS_FLAGS) != REWARD_NOTHING;
}

/** Takes over what travelled with the turn: see `copyReward`. */
export function setReward(from: usize): void {
  clearReward();
  memory.copy(reward + FIELDS_BALANCE, from, 20);
  store<u32>(reward, load<u32>(from, 20), FIELDS_FLAGS);
}

/** Writes 24 bytes: the fees, which are far below 2^160, and the flags. */
export function copyReward(out: usize): void {
  memory.copy(out, reward + FIELDS_BALANCE, 20);
  store<u32>(out, load<u32>(reward, FIELDS_FLAGS), 20);
}

export function clearReward(): void {
  memory.fill(reward, 0, FIELDS_BYTES);
  store<u32>(reward, REWARD_NOTHING, FIELDS_FLAGS);
}
