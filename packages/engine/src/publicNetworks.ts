/**
 * Ethereum's public chains (activations: mainnet in `chainSpec.ts`; the test networks as their operators and the clients
 * agree on them, EIP-7607 and EIP-7892 for the last ones).
 */
import { type ChainSpec, chainSpec, mainnet, type ScheduledHardfork } from './chainSpec.ts';

/** All of proof of work from the first block on; test networks that are younger than those hardforks. */
const throughLondon: readonly ScheduledHardfork[] = [['london', { block: 0n }]];

/** Merged at block 1,450,409 by its total difficulty. */
export const sepolia: ChainSpec = chainSpec({
  name: 'sepolia',
  chainId: 11_155_111n,
  schedule: [
    ...throughLondon,
    ['paris', { totalDifficulty: 17_000_000_000_000_000n }],
    ['shanghai', { time: 1_677_557_088n }],
    ['cancun', { time: 1_706_655_072n }],
    ['prague', { time: 1_741_159_776n }],
    ['osaka', { time: 1_760_427_360n }],
    ['bpo1', { time: 1_761_017_184n }],
    ['bpo2', { time: 1_761_607_008n }],
  ],
  depositContract: '0x7f02c3e3c98b133055b8b348b2ac625669ed295d',
});

/** Began merged. */
export const holesky: ChainSpec = chainSpec({
  name: 'holesky',
  chainId: 17_000n,
  schedule: [
    ...throughLondon,
    ['paris', { totalDifficulty: 0n }],
    ['shanghai', { time: 1_696_000_704n }],
    ['cancun', { time: 1_707_305_664n }],
    ['prague', { time: 1_740_434_112n }],
    ['osaka', { time: 1_759_308_480n }],
    ['bpo1', { time: 1_759_800_000n }],
    ['bpo2', { time: 1_760_389_824n }],
  ],
  depositContract: '0x4242424242424242424242424242424242424242',
});

/** Began merged, with blobs. Its deposit contract has mainnet's address. */
export const hoodi: ChainSpec = chainSpec({
  name: 'hoodi',
  chainId: 560_048n,
  schedule: [
    ...throughLondon,
    ['paris', { totalDifficulty: 0n }],
    ['cancun', { time: 0n }],
    ['prague', { time: 1_742_999_832n }],
    ['osaka', { time: 1_761_677_592n }],
    ['bpo1', { time: 1_762_365_720n }],
    ['bpo2', { time: 1_762_955_544n }],
  ],
});

/** By name. */
export const publicNetworks: Readonly<Record<string, ChainSpec>> = { mainnet, sepolia, holesky, hoodi };
