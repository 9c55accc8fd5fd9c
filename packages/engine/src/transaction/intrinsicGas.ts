/** What a transaction costs before any of it runs. */
import type { HardforkRules } from '@heddle/evm';
import { sizeOfHex } from '../bytes.ts';
import type { Hex, Transaction } from '../types.ts';

const TRANSACTION_GAS = 21_000;
const DATA_ZERO_GAS = 4;
/** Gas per address and per storage key of an access list (EIP-2930). */
const ACCESS_ADDRESS_GAS = 2_400;
const ACCESS_SLOT_GAS = 1_900;
/** Gas per authorization, as if each brought a new account; the rest is refunded (EIP-7702). */
const AUTHORIZATION_GAS = 25_000;
/** Floor price of data per token; a zero byte is one token, any other four (EIP-7623). */
const FLOOR_TOKEN_GAS = 10;
const TOKENS_PER_NON_ZERO = 4;

/** Gas that is used whatever the transaction does. */
export function intrinsicGas(transaction: Transaction, rules: HardforkRules): bigint {
  const { zero, nonZero } = countBytes(transaction.data);
  let gas = TRANSACTION_GAS + zero * DATA_ZERO_GAS + nonZero * rules.dataNonZeroGas;
  if (transaction.to === null) {
    gas += rules.createTransactionGas + rules.initCodeWordGas * Math.ceil(sizeOfHex(transaction.data) / 32);
  }
  for (const entry of transaction.accessList) {
    gas += ACCESS_ADDRESS_GAS + ACCESS_SLOT_GAS * entry.storageKeys.length;
  }
  return BigInt(gas + AUTHORIZATION_GAS * transaction.authorizationList.length);
}

/** The least gas that a transaction pays for its data; 0 before there was a floor. */
export function floorGas(transaction: Transaction, rules: HardforkRules): bigint {
  if (!rules.dataFloor) return 0n;
  const { zero, nonZero } = countBytes(transaction.data);
  return BigInt(TRANSACTION_GAS + FLOOR_TOKEN_GAS * (zero + TOKENS_PER_NON_ZERO * nonZero));
}

const CODE_OF_0 = 48;

function countBytes(data: Hex): { zero: number; nonZero: number } {
  let zero = 0;
  for (let at = 2; at < data.length; at += 2) {
    if (data.charCodeAt(at) === CODE_OF_0 && data.charCodeAt(at + 1) === CODE_OF_0) zero++;
  }
  return { zero, nonZero: sizeOfHex(data) - zero };
}
