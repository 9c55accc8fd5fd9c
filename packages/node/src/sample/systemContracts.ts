import type { Address } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';
import { deploy, type World } from './world.ts';

/** The queues of withdrawals (EIP-7002) and consolidations (EIP-7251): a block is invalid where they have no code. */
const requestQueues: Address[] = [
  '0x00000961ef480eb55e80d19ad83579a64c007002',
  '0x0000bbddc7ce488642fb579f8b00f3a590007251',
];

/** STOP: a queue that never holds a request. The sample has no validators, so that is all it needs. */
const emptyQueue = '0x00';

/** Deploys what the block itself calls under `hardfork`. */
export function deploySystemContracts(world: World, hardfork: Hardfork): void {
  if (!rulesOf(hardfork).requests) return;
  for (const queue of requestQueues) deploy(world, queue, emptyQueue);
}
