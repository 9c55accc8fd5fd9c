import { address, uint256 } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

export const addBalance = developmentMethod(
  ['anvil_addBalance'],
  [address, uint256],
  async (development, [account, amount]) => {
    const before = (await development.chain.state().account(account))?.balance ?? 0n;
    await development.edit(new Map([[account, { balance: before + amount }]]));
    return null;
  },
);
