import { invalidParams } from '../../rpc/errors.ts';
import { anything, optional } from '../../rpc/params/param.ts';
import { developmentMethod } from './developmentMethod.ts';

/** Goes back to the genesis block. What to fork from, which other tools take here, there is nothing of. */
export const reset = developmentMethod(
  ['anvil_reset', 'hardhat_reset'],
  [optional(anything, undefined)],
  async (development, [forking]) => {
    const isForking =
      typeof forking === 'object' && forking !== null && 'forking' in forking && forking.forking;
    if (isForking) throw invalidParams('invalid argument 0: forking another chain is not supported');
    await development.reset();
    return true;
  },
);
