import { bytesOf } from '../../rpc/format/hex.ts';
import { address, data } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

export const setCode = developmentMethod(
  ['anvil_setCode', 'hardhat_setCode'],
  [address, data],
  async (development, [account, code]) => {
    await development.edit(new Map([[account, { code: bytesOf(code) }]]));
    return null;
  },
);
