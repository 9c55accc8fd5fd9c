import { boolean } from '../../rpc/params/param.ts';
import { developmentMethod } from './developmentMethod.ts';

/** Tools of Hardhat switch its log off while they work; there is one line a block here, which stays. */
export const setLoggingEnabled = developmentMethod(
  ['hardhat_setLoggingEnabled', 'anvil_setLoggingEnabled'],
  [boolean],
  () => null,
);
