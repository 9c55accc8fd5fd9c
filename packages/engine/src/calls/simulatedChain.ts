/** The blocks of a simulation in order: numbers and times filled in, gaps filled up (`eth_simulateV1`). */
import { SimulationInvalidError } from '../errors/calls.ts';
import type { CallRequest } from '../machine/message.ts';
import type { Header } from '../types.ts';
import type { BlockOverrides, Overrides } from './overrides.ts';

/** Calls to be made in one simulated block, one after the other, with what is overridden before the first. */
export interface SimulatedCalls extends Overrides {
  calls?: CallRequest[] | undefined;
}

/** A block of the simulation whose place is known. */
export interface PlannedBlock extends SimulatedCalls {
  blockOverrides: BlockOverrides & { number: bigint; time: bigint };
}

/** Seconds between blocks that do not say. */
const SECONDS = 12n;

/** @throws SimulationInvalidError when numbers or times do not rise, or there are too many blocks */
export function planBlocks(
  blocks: readonly SimulatedCalls[],
  base: Header,
  maxBlocks: number,
): PlannedBlock[] {
  const planned: PlannedBlock[] = [];
  let { number, timestamp } = base;
  const add = (block: SimulatedCalls, at: { number: bigint; time: bigint }) => {
    if (at.time <= timestamp)
      throw new SimulationInvalidError({ rule: 'timestamp', actual: at.time, limit: timestamp });
    planned.push({ ...block, blockOverrides: { ...block.blockOverrides, ...at } });
    number = at.number;
    timestamp = at.time;
  };
  for (const block of blocks) {
    const wanted = block.blockOverrides?.number ?? number + 1n;
    if (wanted <= number)
      throw new SimulationInvalidError({ rule: 'block number', actual: wanted, limit: number });
    if (wanted - base.number > BigInt(maxBlocks))
      throw new SimulationInvalidError({
        rule: 'too many blocks',
        actual: wanted - base.number,
        limit: BigInt(maxBlocks),
      });
    while (number + 1n < wanted) add({}, { number: number + 1n, time: timestamp + SECONDS });
    add(block, { number: wanted, time: block.blockOverrides?.time ?? timestamp + SECONDS });
  }
  return planned;
}
