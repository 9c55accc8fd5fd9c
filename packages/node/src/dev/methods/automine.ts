import { boolean } from '../../rpc/params/param.ts';
import { developmentMethod } from './developmentMethod.ts';

export const getAutomine = developmentMethod(
  ['anvil_getAutomine', 'hardhat_getAutomine'],
  [],
  ({ miner }) => miner.mode.kind === 'automine',
);

export const setAutomine = developmentMethod(
  ['evm_setAutomine', 'anvil_setAutomine'],
  [boolean],
  ({ miner }, [isOn]) => {
    if (isOn) miner.mode = { kind: 'automine' };
    else if (miner.mode.kind === 'automine') miner.mode = { kind: 'none' };
    return null;
  },
);
