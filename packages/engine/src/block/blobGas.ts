/** The market for blobs (EIP-4844, with the reserve price of EIP-7918). */
import type { HardforkRules } from '@heddle/evm';
import type { Header } from '../types.ts';

/** Blob gas of one blob. */
export const BLOB_GAS = 131_072n;
/** Execution gas that the data of one blob must be worth (EIP-7918). */
const BLOB_BASE_COST = 8_192n;
/** Lowest blob base fee, in wei per blob gas. */
const MIN_BLOB_BASE_FEE = 1n;

/** Wei per blob gas in a block with that excess. */
export function blobBaseFee(excessBlobGas: bigint, rules: HardforkRules): bigint {
  return fakeExponential(MIN_BLOB_BASE_FEE, excessBlobGas, BigInt(rules.blobFeeUpdateFraction));
}

/**
 * The excess blob gas of the block after `parent`, by the rules of that block; 0 for the first with blobs.
 *
 * When the reserve price is above the blob base fee, the excess cannot fall below what it was (EIP-7918).
 */
export function excessBlobGas(parent: Header, rules: HardforkRules): bigint {
  const parentExcess = parent.excessBlobGas ?? 0n;
  const used = parent.blobGasUsed ?? 0n;
  const target = BigInt(rules.blobTarget) * BLOB_GAS;
  if (parentExcess + used < target) return 0n;
  if (rules.blobFeeReserve && isBelowReserve(parentExcess, parent.baseFeePerGas ?? 0n, rules)) {
    const max = BigInt(rules.blobMax);
    return parentExcess + (used * (max - BigInt(rules.blobTarget))) / max;
  }
  return parentExcess + used - target;
}

function isBelowReserve(excess: bigint, baseFee: bigint, rules: HardforkRules): boolean {
  return BLOB_BASE_COST * baseFee > BLOB_GAS * blobBaseFee(excess, rules);
}

/** factor × e^(numerator / denominator) by its Taylor series in integers (EIP-4844). */
export function fakeExponential(factor: bigint, numerator: bigint, denominator: bigint): bigint {
  let sum = 0n;
  let term = factor * denominator;
  for (let i = 1n; term > 0n; i++) {
    sum += term;
    term = (term * numerator) / (denominator * i);
  }
  return sum / denominator;
}
