/** The end of a transaction: refunds, payment, deletions, the result record. */
import { takeFromBlock } from './arena';
import { accountFields } from './base';
import { logBurns } from './burns';
import { ctx } from './context';
import { credit, hasFlag, setKnown } from './journal';
import { keccak256 } from './keccak';
import {
  BLOCK_BASE_FEE,
  BLOCK_BENEFICIARY_ACCOUNT,
  CTX_CREATED,
  CTX_FIRST_ACCOUNT,
  CTX_GAS_PRICE,
  CTX_HALT,
  CTX_KECCAK,
  CTX_LOG_COUNT,
  CTX_LOGS,
  CTX_LOGS_TOP,
  CTX_NEED,
  CTX_PHASE,
  CTX_RECORD,
  CTX_RESULT,
  CTX_RETURN,
  CTX_RETURN_LENGTH,
  CTX_SENDER,
  CTX_WORDS,
  DESTROYED,
  GONE,
  LEAVE_NEED_ACCOUNT,
  LEAVE_SUCCESS,
  LOCAL_ADDRESS,
  LOCAL_BALANCE,
  LOCAL_CODE,
  LOCAL_EXISTS,
  LOCAL_LINK,
  LOCAL_NONCE,
  LOCAL_SHARED,
  LOG_ADDRESS,
  LOG_BYTES,
  LOG_TOPICS,
  PHASE_DONE,
  PLAN_EMPTY_CODE,
  RESULT_BENEFICIARY_ENDED,
  RESULT_BLOOM,
  RESULT_CREATED,
  RESULT_FEE,
  RESULT_HALT,
  RESULT_LOG_COUNT,
  RESULT_LOGS,
  RESULT_LOGS_BYTES,
  RESULT_OUTPUT,
  RESULT_OUTPUT_LENGTH,
  RESULT_SUCCESS,
  RULE_TRANSFER_LOGS,
  TOUCHED,
  TX_FLAGS,
  TX_GAS_LIMIT,
  TX_IS_CREATE,
  TX_IS_SYSTEM,
} from './layout';
import { isEmpty, stoodEmpty } from './questions';
import { settleGas } from './settleGas';
import { mul64, sub256 } from './word';

/** Finishes the transaction; LEAVE_SUCCESS, or what is still needed first. */
export function settle(): i64 {
  const status = knowWritten();
  if (status != 0) return status;
  const record = <usize>load<u32>(ctx, CTX_RECORD);
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  const used = settleGas(record, result);
  memory.fill(result + RESULT_FEE, 0, 32);
  store<u32>(result, 0, RESULT_BENEFICIARY_ENDED);
  if ((load<u32>(record, TX_FLAGS) & TX_IS_SYSTEM) == 0) pay(record, result, used);
  if (load<u32>(RULE_TRANSFER_LOGS) != 0) logBurns(result);
  deleteAccounts(result);
  writeOutcome(record, result);
  writeLogs(result);
  store<u32>(ctx, PHASE_DONE, CTX_PHASE);
  return LEAVE_SUCCESS;
}

/**
 * All accounts met must have their base state in memory, for changes are laid over it: mostly they
 * have, only a recipient of wei whose balance nobody asked for may not.
 */
function knowWritten(): i64 {
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    const account = <usize>load<u32>(entry, LOCAL_SHARED);
    if (accountFields(account) == 0 && isWritten(entry)) {
      store<u32>(ctx, <u32>account, CTX_NEED);
      return LEAVE_NEED_ACCOUNT;
    }
    if (hasFlag(entry, TOUCHED) && stoodEmpty(entry)) {
      const empty = isEmpty(entry);
      if (empty < 0) return empty;
    }
  }
  return 0;
}

/** True when the account may have to be written although nothing of it was read. */
function isWritten(entry: usize): bool {
  const balance = entry + LOCAL_BALANCE;
  const credited =
    (load<u64>(balance) | load<u64>(balance, 8) | load<u64>(balance, 16) | load<u64>(balance, 24)) != 0;
  return credited || load<u32>(entry, LOCAL_EXISTS) != 0 || hasFlag(entry, TOUCHED);
}

/** Gives the sender what was not used and notes the beneficiary's fee. */
function pay(record: usize, result: usize, used: i64): void {
  const amount = ctx + CTX_WORDS;
  mul64(ctx + CTX_GAS_PRICE, <u64>(load<i64>(record, TX_GAS_LIMIT) - used), amount);
  credit(load<u32>(ctx, CTX_SENDER), amount);
  sub256(ctx + CTX_GAS_PRICE, BLOCK_BASE_FEE, amount);
  mul64(amount, <u64>used, result + RESULT_FEE);
}

/** Empties accounts that self-destructed, and lets touched empty ones vanish (EIP-161). */
function deleteAccounts(result: usize): void {
  for (
    let entry = <usize>load<u32>(ctx, CTX_FIRST_ACCOUNT);
    entry != 0;
    entry = <usize>load<u32>(entry, LOCAL_LINK)
  ) {
    if (hasFlag(entry, DESTROYED)) {
      memory.fill(entry + LOCAL_BALANCE, 0, 32);
      // A beneficiary that ends was paid before, so its fee is gone too.
      if (load<u32>(entry, LOCAL_SHARED) == load<u32>(BLOCK_BENEFICIARY_ACCOUNT)) {
        memory.fill(result + RESULT_FEE, 0, 32);
        store<u32>(result, 1, RESULT_BENEFICIARY_ENDED);
      }
      store<u64>(entry, 0, LOCAL_NONCE);
      store<u32>(entry, load<u32>(PLAN_EMPTY_CODE), LOCAL_CODE);
      markGone(entry);
    } else if (hasFlag(entry, TOUCHED) && stoodEmpty(entry) && isEmpty(entry) == 1) {
      markGone(entry);
    }
  }
}

/** Makes the end of the account's existence a change. */
function markGone(entry: usize): void {
  setKnown(entry, GONE);
  store<u32>(entry, 0, LOCAL_EXISTS);
}

function writeOutcome(record: usize, result: usize): void {
  const halt = load<i32>(ctx, CTX_HALT);
  const succeeded = halt == LEAVE_SUCCESS;
  store<u32>(result, succeeded ? 1 : 0, RESULT_SUCCESS);
  store<i32>(result, succeeded ? 0 : halt, RESULT_HALT);
  const length = load<u32>(ctx, CTX_RETURN_LENGTH);
  store<u32>(result, length, RESULT_OUTPUT_LENGTH);
  if (length != 0) {
    const output = takeFromBlock(length);
    memory.copy(output, load<u32>(ctx, CTX_RETURN), length);
    store<u32>(result, <u32>output, RESULT_OUTPUT);
  }
  if ((load<u32>(record, TX_FLAGS) & TX_IS_CREATE) == 0) return;
  memory.copy(result + RESULT_CREATED, <usize>load<u32>(ctx, CTX_CREATED) + LOCAL_ADDRESS, 24);
}

/** Copies the logs into the block arena and computes their bloom. */
function writeLogs(result: usize): void {
  const first = <usize>load<u32>(ctx, CTX_LOGS);
  const bytes = <usize>load<u32>(ctx, CTX_LOGS_TOP) - first;
  store<u32>(result, load<u32>(ctx, CTX_LOG_COUNT), RESULT_LOG_COUNT);
  store<u32>(result, <u32>bytes, RESULT_LOGS_BYTES);
  if (bytes == 0) return; // the bloom is then not looked at
  memory.fill(result + RESULT_BLOOM, 0, 256);
  const kept = takeFromBlock(bytes);
  memory.copy(kept, first, bytes);
  store<u32>(result, <u32>kept, RESULT_LOGS);
  for (let at = first; at < first + bytes; at += load<u32>(at)) {
    addToBloom(result + RESULT_BLOOM, at + LOG_ADDRESS, 20);
    const topics = load<u32>(at, LOG_TOPICS);
    for (let topic: u32 = 0; topic < topics; topic++)
      addToBloom(result + RESULT_BLOOM, at + LOG_BYTES + (topic << 5), 32);
  }
}

/** Sets three of 2,048 bits by the hash of some bytes (yellow paper 4.3.1). */
function addToBloom(bloom: usize, bytes: usize, length: usize): void {
  const hash = ctx + CTX_WORDS;
  keccak256(bytes, length, hash, ctx + CTX_KECCAK);
  for (let pair: usize = 0; pair < 6; pair += 2) {
    const index = <u32>bswap<u16>(load<u16>(hash + pair)) & 2047;
    const cell = bloom + 255 - (index >> 3);
    const bit: u32 = 1 << (index & 7);
    store<u8>(cell, load<u8>(cell) | <u8>bit);
  }
}
