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
import { clearJournal, debit, localAccountAt, localSlot, setFlags, setKnown, setNonce } from './journal';
import {
  ACCESS_BYTES,
  ACCESS_COUNT,
  ACCESSED,
  BLOCK_BENEFICIARY,
  BLOCK_RESULTS,
  BLOCK_TXS,
  CTX_ADDRESS,
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
  CTX_UNBOUNDED,
  CTX_WORDS,
  FRAME_IS_CREATE,
  HALT_COLLISION,
  LEAVE_FRAME,
  LEAVE_LARGE,
  LEAVE_SUCCESS,
  LOCAL_ADDRESS,
  LOCAL_CODE,
  LOCAL_NONCE,
  PHASE_BEGIN,
  PHASE_DONE,
  PHASE_ENTER,
  PHASE_RUN,
  PHASE_SETTLE,
  RESULT_BENEFICIARY_KIND,
  RESULT_BYTES,
  RESULT_ERROR,
  RESULT_GAS_USED,
  RULE_WARM_BENEFICIARY,
  TX_ACCESS_COUNT,
  TX_ACCESS_LIST,
  TX_BYTES,
  TX_DATA,
  TX_DATA_LENGTH,
  TX_FLAGS,
  TX_GAS_LIMIT,
  TX_INTRINSIC,
  TX_IS_CREATE,
  TX_IS_SYSTEM,
  TX_SENDER,
  TX_TO,
  TX_VALUE,
  WARM,
} from './layout';
import { startCall, startCreate, touchAccount, transfer } from './message';
import { CALL } from './opcodes/call';
import { CREATE, numberedAddress } from './opcodes/create';
import { isOccupied } from './questions';
import { settle } from './settle';
import { gasForState } from './settleGas';
import { delegateOf, knowBalance, knowCodeBytes, knowNonce } from './state';
import { clearStateGas, keepStateGas } from './stateGas';
import { traceEnter, traceRefused } from './trace';
import { isValid, priceGas, upfrontCost } from './upfront';
import { copy256, set64 } from './word';

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
  store<u32>(context, 0, CTX_SENDER);
  store<u32>(context, 0, CTX_UNBOUNDED);
  store<i64>(context, 0, CTX_REFUND);
  store<u32>(context, load<u32>(context, CTX_LOGS), CTX_LOGS_TOP);
  store<u32>(context, 0, CTX_LOG_COUNT);
  store<u32>(result, 0, RESULT_ERROR);
  store<i64>(result, 0, RESULT_GAS_USED);
  store<u32>(result, 0, RESULT_BENEFICIARY_KIND);
}

/** Ends the context's transaction before it begins: it reads and changes nothing, and its result says why. */
export function turnAway(): void {
  clearJournal();
  store<u32>(ctx, PHASE_DONE, CTX_PHASE);
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
  // Once: what was met before a wait stays known.
  if (load<u32>(ctx, CTX_SENDER) == 0) clearJournal();
  clearStateGas();
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

/** Makes warm from the start: sender, beneficiary (EIP-3651), the access list (EIP-2930); the callee when it is entered. */
function warmDeclared(record: usize, sender: usize): void {
  setFlags(sender, WARM);
  setKnown(sender, ACCESSED);
  const beneficiary = localAccountAt(BLOCK_BENEFICIARY); // met from the start: a list names it with its fee
  if (load<u32>(RULE_WARM_BENEFICIARY) != 0) setFlags(beneficiary, WARM);
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

/** Gas of the outermost frame; what the transaction has above that is kept for state. */
function grantGas(record: usize): i64 {
  keepStateGas(gasForState(record));
  return load<i64>(record, TX_GAS_LIMIT) - load<i64>(record, TX_INTRINSIC) - gasForState(record);
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
    setKnown(runner, ACCESSED);
  }
  setFlags(target, WARM);
  setKnown(target, ACCESSED);
  pushFrame(grantGas(record), target, senderWord(record), record + TX_VALUE, 0);
  const data = <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_DATA);
  const length = load<u32>(record, TX_DATA_LENGTH);
  if (TRACING) traceEnter(CALL, sender, target, record + TX_VALUE, data, length, 0);
  transfer(sender, target, record + TX_VALUE);
  touchAccount(target);
  return answer(startCall(target, load<u32>(runner, LOCAL_CODE), data, length));
}

/** A callee that is a precompile may have ended already, or have been left for TypeScript. */
function answer(started: i64): i64 {
  if (started == LEAVE_FRAME) return started;
  store<u32>(ctx, started == LEAVE_SUCCESS ? PHASE_SETTLE : PHASE_RUN, CTX_PHASE);
  return started;
}

function enterCreate(record: usize, sender: usize): i64 {
  numberedAddress(sender + LOCAL_ADDRESS, load<u64>(sender, LOCAL_NONCE) - 1); // raised when the gas was bought
  const made = localAccountAt(ctx + CTX_ADDRESS);
  const occupied = isOccupied(made);
  if (occupied < 0) return occupied;
  setFlags(made, WARM);
  setKnown(made, ACCESSED);
  store<u32>(ctx, <u32>made, CTX_CREATED);
  const data = <usize>load<u32>(BLOCK_TXS) + load<u32>(record, TX_DATA);
  const length = load<u32>(record, TX_DATA_LENGTH);
  if (occupied != 0) {
    const gas = grantGas(record);
    if (TRACING) traceRefused(CREATE, sender, made, record + TX_VALUE, data, length, gas, 0, HALT_COLLISION);
    store<i64>(ctx, 0, CTX_GAS_LEFT);
    store<i32>(ctx, HALT_COLLISION, CTX_HALT);
    return goTo(PHASE_SETTLE);
  }
  pushFrame(grantGas(record), made, senderWord(record), record + TX_VALUE, FRAME_IS_CREATE);
  if (TRACING) traceEnter(CREATE, sender, made, record + TX_VALUE, data, length, 0);
  return startCreate(made, record + TX_VALUE, sender, data, length);
}

function run(): i64 {
  const status = interpret();
  return status == LEAVE_SUCCESS ? goTo(PHASE_SETTLE) : status;
}
