import {
  type Block,
  floorGas,
  intrinsicGas,
  intrinsicStateGas,
  stateByteGas,
  type Transaction,
} from '@heddle/engine';
import { rulesOf } from '@heddle/evm';

/** The least gas limit with which a transaction is valid in a block: intrinsic gas, or the floor for its data. */
export function leastGasLimit(
  tx: Transaction,
  { header, hardfork }: Pick<Block, 'header' | 'hardfork'>,
): bigint {
  const rules = rulesOf(hardfork);
  const intrinsic = intrinsicGas(tx, rules) + intrinsicStateGas(tx, stateByteGas(header, rules));
  const floor = floorGas(tx, rules);
  if (intrinsic < floor) return floor;
  return intrinsic;
}
