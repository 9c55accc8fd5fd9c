import { invalidParams } from '../../rpc/errors.ts';
import { toQuantity } from '../../rpc/format/hex.ts';
import { count } from '../../rpc/params/hex.ts';
import { optional } from '../../rpc/params/param.ts';
import type { Development } from '../development.ts';
import { developmentMethod } from './developmentMethod.ts';

/** More would keep the chain busy for minutes. */
const MOST_BLOCKS = 100_000n;

/** Mines so many blocks, each so many seconds after the one before when that is given. */
async function mineBlocks(
  development: Development,
  blocks: bigint,
  seconds: bigint | undefined,
): Promise<void> {
  if (blocks > MOST_BLOCKS) throw invalidParams(`invalid argument 0: at most ${MOST_BLOCKS} blocks`);
  await development.miner.mine(Number(blocks), (index) => {
    const { timestamp } = development.chain.head.header;
    if (seconds === undefined || index === 0) return;
    development.clock.setNext(timestamp + (seconds > 0n ? seconds : 1n), timestamp);
  });
}

/** Mines blocks, a given number of seconds apart. */
export const mineMany = developmentMethod(
  ['anvil_mine', 'hardhat_mine'],
  [optional(count, 1n), optional(count, undefined)],
  async (development, [blocks, seconds]) => {
    await mineBlocks(development, blocks, seconds);
    return null;
  },
);

const timestampOrOptions = {
  read: (value: unknown) => {
    if (typeof value !== 'object' || value === null) return { blocks: 1n, timestamp: count.read(value) };
    const { blocks, timestamp } = value as { blocks?: unknown; timestamp?: unknown };
    return {
      blocks: blocks === undefined ? 1n : count.read(blocks),
      timestamp: timestamp === undefined || timestamp === null ? undefined : count.read(timestamp),
    };
  },
};

/** Mines a block, at a given time when that is given; or so many as `{ blocks, timestamp }` says. */
export const mineOne = developmentMethod(
  ['evm_mine'],
  [optional(timestampOrOptions, undefined)],
  async (development, [wanted]) => {
    const { clock, chain } = development;
    if (wanted?.timestamp !== undefined) clock.setNext(wanted.timestamp, chain.head.header.timestamp);
    await mineBlocks(development, wanted?.blocks ?? 1n, undefined);
    return toQuantity(0n);
  },
);
