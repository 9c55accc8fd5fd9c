import type { Transaction } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';

/** The least gas limit with which a transaction is valid: intrinsic gas, and the floor for data from Prague on. */
export function leastGasLimit(
  tx: Pick<Transaction, 'to' | 'data' | 'accessList' | 'authorizationList'>,
  hardfork: Hardfork,
): bigint {
  const rules = rulesOf(hardfork);
  const bytes = Buffer.from(tx.data.slice(2), 'hex');
  const nonZero = bytes.reduce((count, byte) => count + (byte === 0 ? 0 : 1), 0);
  const zero = bytes.length - nonZero;
  let gas = 21_000 + 4 * zero + rules.dataNonZeroGas * nonZero;
  if (tx.to === null)
    gas += rules.createTransactionGas + rules.initCodeWordGas * Math.ceil(bytes.length / 32);
  // EIP-2930: 2,400 for an address, 1,900 for a slot.
  for (const { storageKeys } of tx.accessList) gas += 2400 + 1900 * storageKeys.length;
  // EIP-7702: 25,000 for a tuple, EIP-7623: 10 for a zero byte and 40 for another.
  gas += 25_000 * tx.authorizationList.length;
  const floor =
    rules.floorNonZeroByteGas === 0
      ? 0
      : 21_000 + rules.floorZeroByteGas * zero + rules.floorNonZeroByteGas * nonZero;
  return BigInt(Math.max(gas, floor));
}
