import { count } from '../../rpc/params/hex.ts';
import { developmentMethod } from './developmentMethod.ts';

/** Moves the clock; the answer is by how many seconds it is moved in all. */
export const increaseTime = developmentMethod(
  ['evm_increaseTime', 'anvil_increaseTime'],
  [count],
  ({ clock }, [seconds]) => Number(clock.increase(seconds)),
);

/** Sets the clock to a time in seconds, or in ms where it is that large; the answer is by how much it is moved. */
export const setTime = developmentMethod(['evm_setTime', 'anvil_setTime'], [count], ({ clock }, [time]) => {
  // ethers and Ganache give milliseconds, anvil takes both.
  const seconds = time > 100_000_000_000n ? time / 1000n : time;
  return Number(clock.set(seconds));
});

export const setNextBlockTimestamp = developmentMethod(
  ['evm_setNextBlockTimestamp', 'anvil_setNextBlockTimestamp'],
  [count],
  ({ clock, chain }, [timestamp]) => {
    clock.setNext(timestamp, chain.head.header.timestamp);
    return null;
  },
);

/** Seconds between a block and its parent, whatever the clock says. */
export const setBlockTimestampInterval = developmentMethod(
  ['anvil_setBlockTimestampInterval', 'evm_setBlockTimestampInterval'],
  [count],
  ({ clock }, [seconds]) => {
    clock.setInterval(seconds);
    return null;
  },
);

/** Blocks follow the clock again; false when they did. */
export const removeBlockTimestampInterval = developmentMethod(
  ['anvil_removeBlockTimestampInterval', 'evm_removeBlockTimestampInterval'],
  [],
  ({ clock }) => {
    const had = clock.hasInterval;
    clock.setInterval(undefined);
    return had;
  },
);
