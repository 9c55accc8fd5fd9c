import { data } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

export const dumpState = developmentMethod(['anvil_dumpState', 'hardhat_dumpState'], [], (development) =>
  development.dump(),
);

/** Lays the accounts of a dump over the state. */
export const loadState = developmentMethod(
  ['anvil_loadState', 'hardhat_loadState'],
  [data],
  async (development, [dump]) => {
    await development.load(dump);
    return true;
  },
);
