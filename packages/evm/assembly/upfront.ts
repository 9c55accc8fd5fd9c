/** What a transaction needs before it may run: a sender that the state agrees with, and gas that is paid for. */
import { ctx } from './context';
import {
  BLOCK_BASE_FEE,
  BLOCK_BLOB_BASE_FEE,
  CODE_IS_DELEGATION,
  CTX_GAS_PRICE,
  CTX_RESULT,
  CTX_WORDS,
  ERROR_INSUFFICIENT_FUNDS,
  ERROR_NONCE_MAX,
  ERROR_NONCE_TOO_HIGH,
  ERROR_NONCE_TOO_LOW,
  ERROR_SENDER_NOT_EOA,
  LOCAL_BALANCE,
  LOCAL_CODE,
  LOCAL_NONCE,
  PLAN_EMPTY_CODE,
  RESULT_ACTUAL,
  RESULT_ERROR,
  RESULT_EXPECTED,
  RULE_DELEGATION,
  TX_ANY_NONCE,
  TX_ANY_SENDER,
  TX_BLOB_COUNT,
  TX_FLAGS,
  TX_GAS_LIMIT,
  TX_MAX_BLOB_FEE,
  TX_MAX_FEE,
  TX_NONCE,
  TX_PRIORITY_FEE,
  TX_VALUE,
} from './layout';
import { add256, copy256, lt256, mul64, set64 } from './word';

/** Gas per blob (EIP-4844). */
const GAS_PER_BLOB: u64 = 131072;

/** Notes why the transaction is invalid, with what was there and what was wanted. */
function invalid(error: u32, actual: usize, expected: usize): bool {
  const result = <usize>load<u32>(ctx, CTX_RESULT);
  store<u32>(result, error, RESULT_ERROR);
  copy256(result + RESULT_ACTUAL, actual);
  copy256(result + RESULT_EXPECTED, expected);
  return false;
}

/** Checks the sender against the state: nonce (EIP-2681), no code (EIP-3607) unless delegated, funds. */
export function isValid(record: usize, sender: usize): bool {
  const have = ctx + CTX_WORDS;
  const want = ctx + CTX_WORDS + 32;
  const nonce = load<u64>(sender, LOCAL_NONCE);
  set64(have, load<u64>(record, TX_NONCE));
  set64(want, nonce);
  const flags = load<u32>(record, TX_FLAGS);
  if ((flags & TX_ANY_NONCE) == 0) {
    if (load<u64>(record, TX_NONCE) < nonce) return invalid(ERROR_NONCE_TOO_LOW, have, want);
    if (load<u64>(record, TX_NONCE) > nonce) return invalid(ERROR_NONCE_TOO_HIGH, have, want);
    if (nonce == u64.MAX_VALUE) return invalid(ERROR_NONCE_MAX, have, want);
  }
  const code = <usize>load<u32>(sender, LOCAL_CODE);
  const isDelegated = load<u32>(RULE_DELEGATION) != 0 && load<u32>(code, CODE_IS_DELEGATION) != 0;
  const mayHaveCode = isDelegated || (flags & TX_ANY_SENDER) != 0;
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
export function priceGas(record: usize): void {
  const price = ctx + CTX_GAS_PRICE;
  add256(BLOCK_BASE_FEE, record + TX_PRIORITY_FEE, price);
  const overflowed = lt256(price, BLOCK_BASE_FEE) != 0;
  if (overflowed || lt256(record + TX_MAX_FEE, price) != 0) copy256(price, record + TX_MAX_FEE);
}

/** What the sender pays before execution: gas limit × price and the blob fee. */
export function upfrontCost(record: usize): usize {
  const cost = ctx + CTX_WORDS;
  const blobs = ctx + CTX_WORDS + 32;
  mul64(ctx + CTX_GAS_PRICE, <u64>load<i64>(record, TX_GAS_LIMIT), cost);
  mul64(BLOCK_BLOB_BASE_FEE, <u64>load<u32>(record, TX_BLOB_COUNT) * GAS_PER_BLOB, blobs);
  add256(cost, blobs, cost);
  return cost;
}
