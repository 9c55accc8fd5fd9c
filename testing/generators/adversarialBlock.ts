import type { Block, MemoryState } from '@heddle/engine';
import { type Hardfork, isAtLeast } from '@heddle/evm';
import { smallBlock } from '../adversarial/smallBlock.ts';
import { absents } from './adversarial/absents.ts';
import type { AdversarialGenerator } from './adversarial/adversity.ts';
import { beneficiaries } from './adversarial/beneficiaries.ts';
import { chains } from './adversarial/chains.ts';
import { collisions } from './adversarial/collisions.ts';
import { deepCalls } from './adversarial/deepCalls.ts';
import { delegations } from './adversarial/delegations.ts';
import { emptied } from './adversarial/emptied.ts';
import { fans } from './adversarial/fans.ts';
import { flawed } from './adversarial/flawed.ts';
import { fullBlocks } from './adversarial/fullBlocks.ts';
import { gasOrders } from './adversarial/gasOrders.ts';
import { largeMemories } from './adversarial/largeMemories.ts';
import { mixed } from './adversarial/mixed.ts';
import { outOfGas } from './adversarial/outOfGas.ts';
import { payments } from './adversarial/payments.ts';
import { pingPongs } from './adversarial/pingPongs.ts';
import { rebirths } from './adversarial/rebirths.ts';
import { stars } from './adversarial/stars.ts';
import { thresholds } from './adversarial/thresholds.ts';
import { createRandom } from './random.ts';
import { coveredHardforks } from './randomBlock.ts';

const generators = {
  absents,
  beneficiaries,
  chains,
  collisions,
  deepCalls,
  delegations,
  emptied,
  fans,
  flawed,
  fullBlocks,
  gasOrders,
  largeMemories,
  mixed,
  outOfGas,
  payments,
  pingPongs,
  rebirths,
  stars,
  thresholds,
} satisfies Record<string, AdversarialGenerator>;

/** A pattern of conflicts that a file in `adversarial/` makes. */
export type AdversarialKind = keyof typeof generators;

export const adversarialKinds = Object.keys(generators) as AdversarialKind[];

/** The first hardfork in which a kind means something; kinds not named here exist in all. */
const since: Partial<Record<AdversarialKind, Hardfork>> = { delegations: 'prague' };

/** Kinds that count on 21,000 gas for every transfer: until Amsterdam, where one that makes an account costs more (EIP-8037). */
const countOnTransferGas: readonly AdversarialKind[] = ['fullBlocks', 'payments'];

function isCovered(kind: AdversarialKind, hardfork: Hardfork): boolean {
  const first = since[kind];
  if (first !== undefined && !isAtLeast(hardfork, first)) return false;
  return !isAtLeast(hardfork, 'amsterdam') || !countOnTransferGas.includes(kind);
}

/** The shape of an adversarial block. */
export interface AdversarialOptions {
  kind: AdversarialKind;
  hardfork: Hardfork;
  /** About how many transactions, from 2. */
  size: number;
}

/** The shape that goes with a seed: kinds in turn, hardforks and sizes by chance; one block of eight is large. */
export function adversarialOptions(seed: number): AdversarialOptions {
  const random = createRandom(seed ^ 0x3c6ef372);
  const kind = adversarialKinds[seed % adversarialKinds.length]!;
  const hardfork = random.pick(coveredHardforks.filter((one) => isCovered(kind, one)));
  const size = random.chance(0.125) ? 60 + random.below(300) : 2 + random.below(40);
  return { kind, hardfork, size };
}

/**
 * Makes up a block out of transactions that are at each other's throats, and the state before it. Most are valid;
 * some are invalid by a transaction that only serial order shows to be so. The same arguments give the same block.
 */
export function adversarialBlock(
  seed: number,
  options: AdversarialOptions = adversarialOptions(seed),
): { block: Block; state: MemoryState } {
  const { kind, hardfork, size } = options;
  const random = createRandom(seed ^ 0x510e527f);
  return smallBlock(generators[kind]({ random, hardfork, size }));
}
