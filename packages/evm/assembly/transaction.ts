/**
 * A transaction from its record to its result, in phases that can each be left and entered again:
 *
 *   BEGIN   check sender against state, buy gas, apply delegations, warm what is declared
 *   RUN     enter the outermost frame and interpret
 *   SETTLE  refund, pay, delete what is to be deleted, write the result
 *
 * Within a phase all reads of state come before the first change.
 */
import { ctx, overflowed } from './context';
import { authorise, knowAuthorities } from './delegation';
import { pushFrame } from './frame';
import { interpret } from './interpreter';
import { clearJournal, debit, localAccountAt, localSlot, setFlags, setNonce } from './journal';
import {
  ACCESS_BYTES,
  ACCESS_COUNT,
  BLOCK_BASE_FEE,
  BLOCK_BENEFICIARY,
  BLOCK_BLOB_BASE_FEE,
  BLOCK_RESULTS,
  BLOCK_TXS,
  CODE_IS_DELEGATION,
  CTX_ADDRESS,
  CTX_CLAIMED,
  CTX_CREATED,
  CTX_DEPTH,
  CTX_FRAME,
  CTX_GAS_LEFT,
  CTX_GAS_PRICE,
  CTX_HALT,
  CTX_LOG_COUNT,
  CTX_LOGS,
  CTX_LOGS_TOP,
  CTX_PHASE,
  CTX_PRECOMPILE,
  CTX_RECORD,
  CTX_REFUND,
  CTX_RESULT,
  CTX_RETURN_LENGTH,
  CTX_SENDER,
  CTX_WORDS,
  ERROR_INSUFFICIENT_FUNDS,
  ERROR_NONCE_MAX,
  ERROR_NONCE_TOO_HIGH,
  ERROR_NONCE_TOO_LOW,
  ERROR_SENDER_NOT_EOA,
  FRAME_IS_CREATE,
  HALT_COLLISION,
  LEAVE_FRAME,
  LEAVE_LARGE,
  LEAVE_SUCCESS,
  LOCAL_ADDRESS,
  LOCAL_BALANCE,
  LOCAL_CODE,
  LOCAL_NONCE,
  PHASE_BEGIN,
  PHASE_DONE,
  PHASE_ENTER,
  PHASE_RUN,
  PHASE_SETTLE,
  PLAN_EMPTY_CODE,
  RESULT_ACTUAL,
  RESULT_BENEFICIARY_KIND,
  RESULT_BYTES,
  RESULT_ERROR,
  RESULT_EXPECTED,
  RULE_DELEGATION,
  RULE_WARM_BENEFICIARY,
  TX_ACCESS_COUNT,
  TX_ACCESS_LIST,
  TX_BLOB_COUNT,
  TX_BYTES,
  TX_DATA,
  TX_DATA_LENGTH,
  TX_FLAGS,
  TX_GAS_LIMIT,
  TX_INTRINSIC,
  TX_IS_CREATE,
  TX_IS_SYSTEM,
  TX_MAX_BLOB_FEE,
  TX_MAX_FEE,
  TX_NONCE,
  TX_PRIORITY_FEE,
  TX_SENDER,
  TX_TO,
  TX_VALUE,
  WARM,
} from './layout';
import { startCall, startCreate, touchAccount, transfer } from './message';
import { numberedAddress } from './opcodes/create';
import { settle } from './settle';
import { delegateOf, isOccupied, knowBalance, knowCodeBytes, knowNonce } from './state';
import { add256, copy256, lt256, mul64, set64 } from './word';

/** Gas per blob (EIP-4844). */
export const GAS_PER_BLOB: u64 = 131072;

/** Makes the context that of transaction `index`, from the start. `enterContext` follows. */
export function prepare(context: usize, index: u32): void {
  store<u32>(context, index);
  store<u32>(context, <u32>(<usize>load<u32>(BLOCK_TXS) + index * TX_BYTES), CTX_RECORD);
  const result = <usize>load<u32>(BLOCK_RESULTS) + index * RESULT_BYTES;
  store<u32>(context, <u32>result, CTX_RESULT);
  store<u32>(context, PHASE_BEGIN, CTX_PHASE);
  store<u32>(context, 0, CTX_FRAME);
  store<u32>(context, 0, CTX_RETURN_LENGTH);
  store<u32>(context, 0, CTX_DEPTH);
  store<u32>(context, 0, CTX_PRECOMPILE);
  store<u32>(context, 0, CTX_CLAIMED);
  store<i64>(context, 0, CTX_REFUND);
  store<u32>(context, load<u32>(context, CTX_LOGS), CTX_LOGS_TOP);
  store<u32>(context, 0, CTX_LOG_COUNT);
  store<u32>(result, 0, RESULT_ERROR);
  store<u32>(result, 0, RESULT_BENEFICIARY_KIND);
}

/** Runs the context's transaction as far as it goes: LEAVE_SUCCESS when its result is there, else why it was left. */
export function advance(): i64 {
  let status: i64 = LEAVE_SUCCESS;
  while (status == LEAVE_SUCCESS) {
    if (overflowed) return LEAVE_LARGE;
    switch (load<u32>(ctx, CTX_PHASE)) {
      case PHASE_BEGIN: {
        status = begin();
        break;
      }
      case PHASE_ENTER: {
        status = enter();
        break;
      }
      case PHASE_RUN: {
        status = run();
        break;
      }
      case PHASE_SETTLE: {
        status = settle();
        break;
      }
      default:
        return LEAVE_SUCCESS;
    }
  }
  return overflowed ? LEAVE_LARGE : status;
}

function goTo(phase: u32): i64 {
  store<u32>(ctx, phase, CTX_PHASE);
  return LEAVE_SUCCESS;
}

function begin(): i64 {
  clearJournal();
  const record = <usize>load<u32>(ctx, CTX_RECORD);
  const sender = localAccountAt(record + TX_SENDER);
  store<u32>(ctx, <u32>sender, CTX_SENDER);
  if ((load<u32>(record, TX_FLAGS) & TX_IS_SYSTEM) != 0) {
    set64(ctx + CTX_GAS_PRICE, 0);
    return goTo(PHASE_ENTER);
  }
  let status = knowBalance(sender);
  if (status == 0) status = knowNonce(sender);
  if (status == 0) status = knowCodeBytes(sender);
  if (status == 0) status = knowAuthorities(record);
  if (status != 0) return status;
  if (!isValid(record, sender)) return goTo(PHASE_DONE);

  priceGas(record);
  debit(sender, upfrontCost(record));
  setNonce(sender, load<u64>(sender, LOCAL_NONCE) + 1);
  warmDeclared(record, sender);
  authorise(record);
  return goTo(PHASE_ENTER);
}

/** Notes why the transaction is invalid, with what was there and what was wanted. */
function invalid(error: u32, actual: usize, expected: usize): bool {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  store<u32>(result, error, RESULT_ERROR);
  copy256(result + RESULT_ACTUAL, actual);
  copy256(result + RESULT_EXPECTED, expected);
  return false;
}

/** Checks the sender against the state: nonce (EIP-2681), no code (EIP-3607) unless delegated, funds. */
function isValid(record: usize, sender: usize): bool {
  const have = ctx + CTX_WORDS;
  const want = ctx + CTX_WORDS + 32;
  const nonce = load<u64>(sender, LOCAL_NONCE);
  set64(have, load<u64>(record, TX_NONCE));
  set64(want, nonce);
  if (load<u64>(record, TX_NONCE) < nonce) return invalid(ERROR_NONCE_TOO_LOW, have, want);
  if (load<u64>(record, TX_NONCE) > nonce) return invalid(ERROR_NONCE_TOO_HIGH, have, want);
  if (nonce == u64.MAX_VALUE) return invalid(ERROR_NONCE_MAX, have, want);
  const code = <usize>load<u32>(sender, LOCAL_CODE);
  const mayHaveCode = load<u32>(RULE_DELEGATION) != 0 && load<u32>(code, CODE_IS_DELEGATION) != 0;
  if (code != <usize>load<u32>(PLAN_EMPTY_CODE) && !mayHaveCode)
    return invalid(ERROR_SENDER_NOT_EOA, have, want);
  const fits = worstCost(record, want);
  if (!fits || lt256(sender + LOCAL_BALANCE, want) != 0)
    return invalid(ERROR_INSUFFICIENT_FUNDS, sender + LOCAL_BALANCE, want);
  return true;
}

/** Sum at `out` of gas limit × fee cap, value and blobs × blob fee cap; false when it exceeds 256 bits. */
function worstCost(record: usize, out: usize): bool {
  const part = ctx + CTX_WORDS + 64;
  let over = mul64(record + TX_MAX_FEE, <u64>load<i64>(record, TX_GAS_LIMIT), out);
  over |= addTo(out, record + TX_VALUE);
  over |= mul64(record + TX_MAX_BLOB_FEE, <u64>load<u32>(record, TX_BLOB_COUNT) * GAS_PER_BLOB, part);
  over |= addTo(out, part);
  return over == 0;
}

/** Adds `word` to `sum`; 1 when it overflowed. */
function addTo(sum: usize, word: usize): u64 {
  add256(sum, word, sum);
  return lt256(sum, word);
}

/** Price per gas: base fee and priority fee, at most the fee cap (EIP-1559). */
function priceGas(record: usize): void {
  const price = ctx + CTX_GAS_PRICE;
  add256(BLOCK_BASE_FEE, record + TX_PRIORITY_FEE, price);
  const overflowed = lt256(price, BLOCK_BASE_FEE) != 0;
  if (overflowed || lt256(record + TX_MAX_FEE, price) != 0) copy256(price, record + TX_MAX_FEE);
}

/** What the sender pays before execution: gas limit × price and the blob fee. */
function upfrontCost(record: usize): usize {
  const cost = ctx + CTX_WORDS;
  const blobs = ctx + CTX_WORDS + 32;
  mul64(ctx + CTX_GAS_PRICE, <u64>load<i64>(record, TX_GAS_LIMIT), cost);
  mul64(BLOCK_BLOB_BASE_FEE, <u64>load<u32>(record, TX_BLOB_COUNT) * GAS_PER_BLOB, blobs);
  add256(cost, blobs, cost);
  return cost;
}

/** Makes warm from the start: sender, beneficiary (EIP-3651), the access list (EIP-2930); the callee when it is entered. */
function warmDeclared(record: usize, sender: usize): void {
  setFlags(sender, WARM);
  if (load<u32>(RULE_WARM_BENEFICIARY) != 0) setFlags(localAccountAt(BLOCK_BENEFICIARY), WARM);
  let at = <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_ACCESS_LIST);
  for (let left = load<u32>(record, TX_ACCESS_COUNT); left != 0; left--) {
    const account = localAccountAt(at);
    setFlags(account, WARM);
    const keys = load<u32>(at, ACCESS_COUNT);
    at += ACCESS_BYTES;
    for (let key: u32 = 0; key < keys; key++) {
      setFlags(localSlot(account, at), WARM);
      at += 32;
    }
  }
}

/** Gas of the outermost frame. */
function grantedGas(record: usize): i64 {
  return load<i64>(record, TX_GAS_LIMIT) - load<i64>(record, TX_INTRINSIC);
}

function enter(): i64 {
  const record = <usize>load<u32>(ctx, CTX_RECORD);
  const sender = <usize>load<u32>(ctx, CTX_SENDER);
  const status =
    (load<u32>(record, TX_FLAGS) & TX_IS_CREATE) != 0
      ? enterCreate(record, sender)
      : enterCall(record, sender);
  if (status != LEAVE_FRAME) return status;
  return goTo(PHASE_RUN);
}

function senderWord(record: usize): usize {
  const word = ctx + CTX_WORDS;
  copy256(word, record + TX_SENDER);
  store<u64>(word, 0, 24); // the address has 24 bytes
  return word;
}

function enterCall(record: usize, sender: usize): i64 {
  const target = localAccountAt(record + TX_TO);
  let status = knowCodeBytes(target);
  if (status != 0) return status;
  const delegated = delegateOf(target);
  const runner: usize = delegated == 0 ? target : localAccountAt(delegated);
  if (delegated != 0) {
    status = knowCodeBytes(runner);
    if (status != 0) return status;
    setFlags(runner, WARM);
  }
  setFlags(target, WARM);
  pushFrame(grantedGas(record), target, senderWord(record), record + TX_VALUE, 0);
  transfer(sender, target, record + TX_VALUE);
  touchAccount(target);
  const data = <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_DATA);
  return answer(startCall(target, load<u32>(runner, LOCAL_CODE), data, load<u32>(record, TX_DATA_LENGTH)));
}

/** A callee that is a precompile may have ended already, or have been left for TypeScript. */
function answer(started: i64): i64 {
  if (started == LEAVE_FRAME) return started;
  store<u32>(ctx, started == LEAVE_SUCCESS ? PHASE_SETTLE : PHASE_RUN, CTX_PHASE);
  return started;
}

function enterCreate(record: usize, sender: usize): i64 {
  numberedAddress(sender + LOCAL_ADDRESS, load<u64>(record, TX_NONCE));
  const made = localAccountAt(ctx + CTX_ADDRESS);
  const occupied = isOccupied(made);
  if (occupied < 0) return occupied;
  setFlags(made, WARM);
  store<u32>(ctx, <u32>made, CTX_CREATED);
  if (occupied != 0) {
    store<i64>(ctx, 0, CTX_GAS_LEFT);
    store<i32>(ctx, HALT_COLLISION, CTX_HALT);
    return goTo(PHASE_SETTLE);
  }
  pushFrame(grantedGas(record), made, senderWord(record), record + TX_VALUE, FRAME_IS_CREATE);
  const data = <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_DATA);
  return startCreate(made, record + TX_VALUE, sender, data, load<u32>(record, TX_DATA_LENGTH));
}

function run(): i64 {
  const status = interpret();
  return status == LEAVE_SUCCESS ? goTo(PHASE_SETTLE) : status;
}
