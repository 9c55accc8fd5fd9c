import { address, uint64 } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

export const setNonce = developmentMethod(
  ['anvil_setNonce', 'hardhat_setNonce', 'evm_setAccountNonce'],
  [address, uint64],
  async (development, [account, nonce]) => {
    await development.edit(new Map([[account, { nonce }]]));
    return null;
  },
);
