import type { Block, MemoryState, Transaction } from '@heddle/engine';
import { type Hardfork, rulesOf } from '@heddle/evm';
import { type Action, act } from './actions.ts';
import { baseFee, emptyBlock } from './header.ts';
import { countsOf, type SampleKind, type SampleMix, sampleKinds } from './mix.ts';
import { createRandom, type Random } from './random.ts';
import { buildStage } from './stage.ts';
import { deploySystemContracts } from './systemContracts.ts';
import { toMemoryState } from './toMemoryState.ts';

/** What a sample block holds. All fields are optional. */
export interface SampleOptions extends SampleMix {
  /** Number of transactions; the amounts of the kinds are then weights. */
  transactions?: number | undefined;
  /** Tokens that `manyErc20` spreads over. Default 100. */
  tokens?: number | undefined;
  /** Pairs that `swapsFewPairs` spreads over. Default 2. */
  fewPairs?: number | undefined;
  /** Pairs that `swapsManyPairs` spreads over. Default 100. */
  manyPairs?: number | undefined;
  /** From 0 to 1: how often a transaction takes a popular recipient, token or pair instead of any. Default 0.1. */
  contention?: number | undefined;
  /** Any integer; the same seed and options give the same block. Default 1. */
  seed?: number | undefined;
  /** London or later. Default Prague. */
  hardfork?: Hardfork | undefined;
}

/** A block and the state before it. */
export interface SampleBlock {
  block: Block;
  state: MemoryState;
}

/**
 * Makes up a block of transfers, token transfers, swaps and mints in which every transaction succeeds.
 * Each transaction has a sender of its own, named in `from`; none is signed (r and s are 0). The roots, the bloom
 * and the gas used in the header are zero: they are what executing the block gives.
 * @throws {RangeError} when an option is out of its range.
 */
export function generateSampleBlock(options: SampleOptions = {}): SampleBlock {
  const {
    tokens = 100,
    fewPairs = 2,
    manyPairs = 100,
    contention = 0.1,
    seed = 1,
    hardfork = 'prague',
  } = options;
  checkOptions({ tokens, fewPairs, manyPairs }, contention, hardfork);
  const random = createRandom(seed);
  const stage = buildStage(random, contention, { tokens, fewPairs, manyPairs });
  const kinds = shuffledKinds(countsOf(options, options.transactions), random);
  const actions = kinds.map((kind, index) => act(stage, kind, index));
  deploySystemContracts(stage.world, hardfork);
  const gasLimit = actions.reduce((sum, action) => sum + action.gasLimit, 30_000_000n);
  const block = emptyBlock(hardfork, gasLimit);
  block.transactions = actions.map((action) => toTransaction(action, block.chainId, random));
  return { block, state: toMemoryState(stage.world) };
}

function checkOptions(sizes: Record<string, number>, contention: number, hardfork: Hardfork): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 1)
      throw new RangeError(`${name} must be a whole number from 1, not ${size}`);
  }
  if (!(contention >= 0 && contention <= 1))
    throw new RangeError(`contention must be from 0 to 1, not ${contention}`);
  if (!rulesOf(hardfork).baseFee)
    throw new RangeError(`a sample block needs a hardfork from london on, not ${hardfork}`);
}

/** Every kind as often as it is counted, in an order that mixes them (Fisher and Yates). */
function shuffledKinds(counts: Record<SampleKind, number>, random: Random): SampleKind[] {
  const kinds = sampleKinds.flatMap((kind) => Array<SampleKind>(counts[kind]).fill(kind));
  for (let i = kinds.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [kinds[i], kinds[j]] = [kinds[j]!, kinds[i]!];
  }
  return kinds;
}

function toTransaction(action: Action, chainId: bigint, random: Random): Transaction {
  return {
    type: 2,
    chainId,
    nonce: 0n,
    ...action,
    maxFeePerGas: 10n * baseFee,
    maxPriorityFeePerGas: BigInt(1 + random.below(1000)) * 10n ** 6n,
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    accessList: [],
    authorizationList: [],
    yParity: 0,
    r: 0n,
    s: 0n,
  };
}
