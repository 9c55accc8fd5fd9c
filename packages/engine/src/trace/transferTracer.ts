import type { Address, Hash, Log } from '../types.ts';
import { type FrameStart, frameEvents, type TracerMaker } from './tracer.ts';

/** keccak256 of Transfer(address,address,uint256). */
const TRANSFER: Hash = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
/** The address that stands for ether among tokens (ERC-7528). */
const ETHER: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee';

/** The logs of a transaction, and in between one for each transfer of wei as if ether were a token; those of failed frames are none. */
export function transferTracer(): TracerMaker<Log[]> {
  return () => {
    /** Logs of each frame that has not ended, below them those of the transaction. */
    const open: Log[][] = [[]];
    return {
      events: frameEvents,
      enter(frame) {
        open.push(movesWei(frame) ? [transferOf(frame)] : []);
      },
      exit({ error }) {
        const logs = open.pop() ?? [];
        if (error === undefined) open.at(-1)?.push(...logs);
      },
      log(log) {
        open.at(-1)?.push(log);
      },
      result: () => open[0] as Log[],
    };
  };
}

function movesWei({ type, value }: FrameStart): boolean {
  return type !== 'DELEGATECALL' && value !== undefined && value > 0n;
}

function transferOf({ from, to, value = 0n }: FrameStart): Log {
  const word = (digits: string): Hash => `0x${digits.padStart(64, '0')}`;
  const topics = [TRANSFER, word(from.slice(2)), word((to ?? '0x').slice(2))];
  return { address: ETHER, topics, data: word(value.toString(16)) };
}
