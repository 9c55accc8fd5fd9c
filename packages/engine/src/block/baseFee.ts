/** The base fee (EIP-1559). */
import type { Header } from '../types.ts';

/** Base fee of the first block that has one, in wei per gas. */
const INITIAL_BASE_FEE = 1_000_000_000n;
/** A block aims at this part of its gas limit. */
export const ELASTICITY = 2n;
/** The fee moves by at most an eighth per block. */
const MAX_CHANGE_DENOMINATOR = 8n;

/** Wei per gas of the block after `parent`. */
export function baseFeeAfter(parent: Header): bigint {
  const fee = parent.baseFeePerGas;
  if (fee === undefined) return INITIAL_BASE_FEE;
  const target = parent.gasLimit / ELASTICITY;
  if (parent.gasUsed === target) return fee;
  if (parent.gasUsed < target) {
    return fee - (fee * (target - parent.gasUsed)) / target / MAX_CHANGE_DENOMINATOR;
  }
  const rise = (fee * (parent.gasUsed - target)) / target / MAX_CHANGE_DENOMINATOR;
  return fee + (rise > 0n ? rise : 1n);
}
