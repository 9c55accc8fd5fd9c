import { address, uint256 } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

export const setBalance = developmentMethod(
  ['anvil_setBalance', 'hardhat_setBalance', 'tenderly_setBalance'],
  [address, uint256],
  async (development, [account, balance]) => {
    await development.edit(new Map([[account, { balance }]]));
    return null;
  },
);
