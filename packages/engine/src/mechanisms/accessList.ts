/** Strict execution from what is known to be accessed: a block access list, or the lists of the transactions. */
import { OptionInvalidError } from '../errors/execution.ts';
import { executeFromList } from './fromBlockAccessList.ts';
import type { MechanismRow } from './mechanism.ts';

export const accessList: MechanismRow = {
  fallsBack: true,
  execute({ run, jitterSeed, blockAccessList }) {
    if (blockAccessList === undefined)
      throw new OptionInvalidError({ option: 'blockAccessList', value: 'none', expected: 'a list' });
    return executeFromList(run, blockAccessList, jitterSeed);
  },
};
