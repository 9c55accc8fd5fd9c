import { address, slot } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

export const setStorageAt = developmentMethod(
  ['anvil_setStorageAt', 'hardhat_setStorageAt'],
  [address, slot, slot],
  async (development, [account, key, value]) => {
    await development.edit(new Map([[account, { storage: new Map([[key, BigInt(value)]]) }]]));
    return true;
  },
);
