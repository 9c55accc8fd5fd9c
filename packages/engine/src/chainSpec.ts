/** Which hardfork a chain follows at which block. */
import type { Hardfork } from '@heddle/evm';
import type { Address } from './types.ts';

/** A place in a chain. */
export interface ChainPosition {
  number: bigint;
  /** Seconds since 1970. */
  timestamp: bigint;
  /** Sum of the difficulties up to the parent; only chains that merge by it look. */
  parentTotalDifficulty?: bigint | undefined;
}

/** The moment from which a hardfork is in force. */
export type Activation = { block: bigint } | { time: bigint } | { totalDifficulty: bigint };

/** A chain: its id, and its hardforks over time. */
export interface ChainSpec {
  readonly name: string;
  readonly chainId: bigint;
  /** The hardfork in force for the block at a position. */
  hardforkAt(position: ChainPosition): Hardfork;
  /** Where the chain split over the DAO and which side this is; undefined for chains that never met it. */
  readonly daoFork: { block: bigint; supported: boolean } | undefined;
  /** The contract whose logs are deposits (EIP-6110); undefined where it is that of mainnet. */
  readonly depositContract?: Address | undefined;
}

/** From when on a hardfork is in force. A schedule lists them oldest first. */
export type ScheduledHardfork = readonly [hardfork: Hardfork, from: Activation];

/** What {@link chainSpec} needs. */
export interface ChainDescription {
  name: string;
  chainId: bigint;
  /** Oldest first; the first one must be in force from the start. */
  schedule: readonly ScheduledHardfork[];
  daoFork?: { block: bigint; supported: boolean };
  depositContract?: Address | undefined;
}

/**
 * The chain with a schedule: at every position the last hardfork that is in force. A chain that merges by total difficulty
 * has no hardfork by time before that.
 */
export function chainSpec({ schedule, ...chain }: ChainDescription): ChainSpec {
  const merge = schedule.find(([, from]) => 'totalDifficulty' in from)?.[1];
  const isInForce = (from: Activation, position: ChainPosition) =>
    isReached(from, position) && (merge === undefined || !('time' in from) || isReached(merge, position));
  return {
    daoFork: undefined,
    ...chain,
    hardforkAt: (position) =>
      (schedule.findLast(([, from]) => isInForce(from, position)) ?? schedule[0] ?? ['frontier'])[0],
  };
}

function isReached(from: Activation, position: ChainPosition): boolean {
  if ('block' in from) return position.number >= from.block;
  if ('time' in from) return position.timestamp >= from.time;
  return (position.parentTotalDifficulty ?? 0n) >= from.totalDifficulty;
}

/** A development chain with one hardfork from its first block on. */
export function devChain(hardfork: Hardfork, chainId = 1337n): ChainSpec {
  return chainSpec({ name: `dev ${hardfork}`, chainId, schedule: [[hardfork, { block: 0n }]] });
}

/**
 * Ethereum mainnet. The merge is history, so its block number decides and no total difficulty is needed
 * (block numbers: execution-specs; timestamps: EIP-6953's list and EIP-7607, EIP-7892).
 */
export const mainnet: ChainSpec = chainSpec({
  name: 'mainnet',
  chainId: 1n,
  schedule: [
    ['frontier', { block: 0n }],
    ['homestead', { block: 1_150_000n }],
    ['daoFork', { block: 1_920_000n }],
    ['tangerineWhistle', { block: 2_463_000n }],
    ['spuriousDragon', { block: 2_675_000n }],
    ['byzantium', { block: 4_370_000n }],
    // Constantinople and Petersburg came with the same block.
    ['petersburg', { block: 7_280_000n }],
    ['istanbul', { block: 9_069_000n }],
    ['muirGlacier', { block: 9_200_000n }],
    ['berlin', { block: 12_244_000n }],
    ['london', { block: 12_965_000n }],
    ['arrowGlacier', { block: 13_773_000n }],
    ['grayGlacier', { block: 15_050_000n }],
    ['paris', { block: 15_537_394n }],
    ['shanghai', { time: 1_681_338_455n }],
    ['cancun', { time: 1_710_338_135n }],
    ['prague', { time: 1_746_612_311n }],
    ['osaka', { time: 1_764_798_551n }],
    ['bpo1', { time: 1_765_290_071n }],
    ['bpo2', { time: 1_767_747_671n }],
  ],
  daoFork: { block: 1_920_000n, supported: true },
});
