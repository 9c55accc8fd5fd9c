import { count } from '../../rpc/params/hex.ts';
import type { MiningMode } from '../miner.ts';
import { developmentMethod } from './developmentMethod.ts';

const every = (ms: bigint): MiningMode =>
  ms === 0n ? { kind: 'none' } : { kind: 'interval', ms: Number(ms) };

/** Seconds, as anvil has it; 0 for none. */
export const setIntervalSeconds = developmentMethod(
  ['anvil_setIntervalMining'],
  [count],
  ({ miner }, [seconds]) => {
    miner.mode = every(seconds * 1000n);
    return null;
  },
);

/** Milliseconds, as Hardhat has it; 0 for none. */
export const setIntervalMs = developmentMethod(['evm_setIntervalMining'], [count], ({ miner }, [ms]) => {
  miner.mode = every(ms);
  return true;
});

/** Seconds between blocks; null without an interval. */
export const getInterval = developmentMethod(['anvil_getIntervalMining'], [], ({ miner: { mode } }) =>
  mode.kind === 'interval' ? mode.ms / 1000 : null,
);
