import type { Block, MemoryState, Withdrawal } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';
import { anyone, buildCast, type Cast } from './cast.ts';
import { emptyBlock } from './header.ts';
import { Ledger } from './ledger.ts';
import { createRandom, type Random } from './random.ts';
import type { Scene } from './steps.ts';
import { toMemoryState } from './toMemoryState.ts';
import { randomTransaction } from './transactions.ts';

/** The shape of a random block. */
export interface RandomBlockOptions {
  /** 200 to 2,000 in the differential tests; any number from 1 works. */
  transactions: number;
  /** About how many accounts and slots the transactions share, from 2: few make conflicts frequent. */
  keys: number;
  hardfork: Hardfork;
}

/** A valid block and the state before it. */
export interface RandomBlock {
  block: Block;
  state: MemoryState;
}

/** One hardfork of each set of rules that matters to conflicts between transactions. */
const hardforksInTurn: readonly Hardfork[] = [
  'homestead',
  'spuriousDragon',
  'istanbul',
  'london',
  'shanghai',
  'cancun',
  'prague',
  'osaka',
];

/** All hardforks of random blocks. */
export const coveredHardforks: readonly Hardfork[] = [...hardforksInTurn, 'amsterdam'];

/** Gas limit of a random block per transaction where it must stand before they are made: they have half of it on average. */
const GAS_PER_TRANSACTION = 1_000_000n;
/** With more of them state would cost more than any of them has. */
const MOST_WITH_STATE_GAS = 200;

/** The shape that goes with a seed: hardforks in turn, sizes and numbers of keys spread over their ranges. */
export function randomOptions(seed: number): RandomBlockOptions {
  const random = createRandom(seed);
  // Most blocks are small and few large: both ends find errors, and small ones are quick.
  const transactions = 200 + Math.floor(1800 * (random.below(1000) / 1000) ** 3);
  const keys = random.pick([2, 3, 5, 10, 20, 50, 100, 200]);
  // Kept seeds must stay the blocks that they were, so the newest hardfork has seeds of its own.
  if (seed % 5 === 2)
    return { transactions: Math.min(transactions, MOST_WITH_STATE_GAS), keys, hardfork: 'amsterdam' };
  return { transactions, keys, hardfork: hardforksInTurn[seed % hardforksInTurn.length]! };
}

/**
 * Makes up a valid block whose transactions do everything that could go wrong in parallel: see `intents.ts` and
 * `steps.ts`. Senders and authorities are named in it, nothing is signed. The same arguments give the same block.
 */
export function randomBlock(seed: number, options: RandomBlockOptions = randomOptions(seed)): RandomBlock {
  const { blocks, state } = randomChain(seed, 1, options);
  return { block: blocks[0]!, state };
}

/** Blocks that follow each other, and the state before the first. */
export interface RandomChain {
  blocks: Block[];
  state: MemoryState;
}

/** Makes up blocks as `randomBlock` does, each valid after those before it. */
export function randomChain(seed: number, length: number, options: RandomBlockOptions): RandomChain {
  const random = createRandom(seed ^ 0x7f4a7c15);
  const cast = buildCast(random, options.keys, options.hardfork);
  const scene: Scene = { cast, random, hardfork: options.hardfork };
  const ledger = new Ledger(cast);
  const blocks: Block[] = [];
  for (let i = 0; i < length; i++) {
    const block = emptyBlock(options.hardfork, cast.beneficiary);
    block.header.number += BigInt(i);
    block.header.timestamp += BigInt(i);
    fill(block, scene, ledger, options.transactions);
    blocks.push({ ...block, blockHashes: new Map([[block.header.number - 1n, block.header.parentHash]]) });
  }
  return { blocks, state: toMemoryState(cast.accounts) };
}

function fill(block: Block, scene: Scene, ledger: Ledger, transactions: number): void {
  const { cast, random, hardfork } = scene;
  // The price of state follows from the limit, so the limit cannot follow from the transactions there.
  block.header.gasLimit = GAS_PER_TRANSACTION * BigInt(transactions);
  for (let i = 0; i < transactions; i++) block.transactions.push(randomTransaction(scene, ledger, block));
  if (!rulesOf(hardfork).stateGas)
    block.header.gasLimit = block.transactions.reduce((sum, tx) => sum + tx.gasLimit, 5000n);
  if (rulesOf(hardfork).blobs) {
    block.header.blobGasUsed = 2n ** 17n * BigInt(block.transactions.filter((tx) => tx.type === 3).length);
  }
  if (block.withdrawals) block.withdrawals.push(...randomWithdrawals(cast, random));
}

function randomWithdrawals(cast: Cast, random: Random): Withdrawal[] {
  return Array.from({ length: random.below(5) }, (_, i) => ({
    index: BigInt(i),
    validatorIndex: BigInt(i),
    address: anyone(cast, random),
    amount: BigInt(random.below(3)),
  }));
}
