/** What a transaction costs before any of it runs. */
import { type HardforkRules, layout } from '@heddle/evm';
import { sizeOfHex } from '../bytes.ts';
import type { Hex, Transaction } from '../types.ts';

const TRANSACTION_GAS = 21_000;
const DATA_ZERO_GAS = 4;
/** Gas per address and per storage key of an access list (EIP-2930). */
const ACCESS_ADDRESS_GAS = 2_400;
const ACCESS_SLOT_GAS = 1_900;
const ACCESS_ADDRESS_BYTES = 20;
const ACCESS_SLOT_BYTES = 32;

/** Regular gas that is used whatever the transaction does; {@link intrinsicStateGas} comes on top. */
export function intrinsicGas(transaction: Transaction, rules: HardforkRules): bigint {
  const { zero, nonZero } = countBytes(transaction.data);
  let gas = TRANSACTION_GAS + zero * DATA_ZERO_GAS + nonZero * rules.dataNonZeroGas;
  if (transaction.to === null) {
    gas += rules.createTransactionGas + rules.initCodeWordGas * Math.ceil(sizeOfHex(transaction.data) / 32);
  }
  for (const entry of transaction.accessList) {
    gas += ACCESS_ADDRESS_GAS + ACCESS_SLOT_GAS * entry.storageKeys.length;
  }
  gas += rules.accessListByteGas * accessListBytes(transaction);
  return BigInt(gas + rules.authorizationGas * transaction.authorizationList.length);
}

/**
 * State gas that is used whatever the transaction does (EIP-8037): that of the account it creates, or of one account
 * and delegation per authorization, as if each brought a new account.
 *
 * @param stateByteGas of the block; 0 where there is no state gas
 */
export function intrinsicStateGas(transaction: Transaction, stateByteGas: bigint): bigint {
  const created = transaction.to === null ? layout.STATE_BYTES_OF_ACCOUNT : 0;
  const perTuple = layout.STATE_BYTES_OF_ACCOUNT + layout.STATE_BYTES_OF_DELEGATION;
  return BigInt(created + perTuple * transaction.authorizationList.length) * stateByteGas;
}

/** The least gas that a transaction pays for its data; 0 before there was a floor. */
export function floorGas(transaction: Transaction, rules: HardforkRules): bigint {
  if (rules.floorNonZeroByteGas === 0) return 0n;
  const { zero, nonZero } = countBytes(transaction.data);
  const data = rules.floorZeroByteGas * zero + rules.floorNonZeroByteGas * nonZero;
  return BigInt(TRANSACTION_GAS + data + rules.accessListByteGas * accessListBytes(transaction));
}

function accessListBytes({ accessList }: Transaction): number {
  return accessList.reduce(
    (sum, { storageKeys }) => sum + ACCESS_ADDRESS_BYTES + ACCESS_SLOT_BYTES * storageKeys.length,
    0,
  );
}

const CODE_OF_0 = 48;

function countBytes(data: Hex): { zero: number; nonZero: number } {
  let zero = 0;
  for (let at = 2; at < data.length; at += 2) {
    if (data.charCodeAt(at) === CODE_OF_0 && data.charCodeAt(at + 1) === CODE_OF_0) zero++;
  }
  return { zero, nonZero: sizeOfHex(data) - zero };
}
