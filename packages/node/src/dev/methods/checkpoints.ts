import { toQuantity } from '../../rpc/format/hex.ts';
import { count } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

/** Remembers where the chain is; the answer is what to go back with. */
export const takeCheckpoint = developmentMethod(['evm_snapshot', 'anvil_snapshot'], [], async (development) =>
  toQuantity(await development.checkpoint()),
);

/** Goes back; false when the checkpoint is not there, or was used. */
export const revertToCheckpoint = developmentMethod(
  ['evm_revert', 'anvil_revert'],
  [count],
  (development, [id]) => development.revertTo(id),
);
