/** The price of growing the state (EIP-8037). */
import type { HardforkRules } from '@heddle/evm';
import type { Header } from '../types.ts';

/** Bytes per year that the state may grow by when blocks are half full. */
const TARGET_GROWTH = 100n * 2n ** 30n;
const BLOCKS_PER_YEAR = 2_628_000n;
/** Blocks are half full on average. */
const UTILISATION_DIVISOR = 2n;
/** Of the price plus this offset only the highest bits count, so that it rises in steps. */
const OFFSET = 9_578n;
const SIGNIFICANT_BITS = 5;

/**
 * State gas per byte of new state in a block, at least 1; 0 where there is no state gas.
 *
 * It rises with the block gas limit, so that the state grows no faster when blocks are larger.
 */
export function stateByteGas({ gasLimit }: Pick<Header, 'gasLimit'>, rules: HardforkRules): bigint {
  if (!rules.stateGas) return 0n;
  const divisor = UTILISATION_DIVISOR * TARGET_GROWTH;
  const exact = (gasLimit * BLOCKS_PER_YEAR + divisor - 1n) / divisor;
  const shifted = exact + OFFSET;
  const dropped = BigInt(Math.max(shifted.toString(2).length - SIGNIFICANT_BITS, 0));
  const rounded = ((shifted >> dropped) << dropped) - OFFSET;
  return rounded < 1n ? 1n : rounded;
}
