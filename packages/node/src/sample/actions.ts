import type { Address, Hex } from '@heddle/engine';
import { contracts } from './contracts.generated.ts';
import type { SampleKind } from './mix.ts';
import type { PairPlace, Stage } from './stage.ts';
import { addressOf, callData, word, wordOf } from './words.ts';
import { allow, fund, giveTokens } from './world.ts';

/** What a sample transaction does; prices, nonce and signature are added when the block is made. */
export interface Action {
  from: Address;
  to: Address;
  /** Wei. */
  value: bigint;
  data: Hex;
  gasLimit: bigint;
}

const token = 10n ** 18n;

/** A popular recipient is one of this many: a few exchanges take most deposits on mainnet too. */
const popularRecipients = 4;

// Gas limits lie some way above what the first and dearest use takes, as wallets set them.
const transferGas = 21_000n;
const tokenGas = 80_000n;
const swapGas = 250_000n;
const mintGas = 150_000n;

type Play = (stage: Stage, sender: Address, index: number) => Omit<Action, 'from'>;

const plays: Record<SampleKind, Play> = {
  ethTransfers: (stage, _, index) => ({
    to: recipient(stage, index),
    value: BigInt(1 + stage.random.below(1000)) * 10n ** 12n,
    data: '0x',
    gasLimit: transferGas,
  }),
  hotErc20: (stage, sender, index) => tokenTransfer(stage, sender, index, stage.hotToken),
  manyErc20: (stage, sender, index) => tokenTransfer(stage, sender, index, pick(stage, stage.tokens)),
  swapsFewPairs: (stage, sender) => swap(stage, sender, pick(stage, stage.fewPairs)),
  swapsManyPairs: (stage, sender) => swap(stage, sender, pick(stage, stage.manyPairs)),
  nftMints: (stage) => ({
    to: stage.collectible,
    value: 0n,
    data: callData(contracts.Collectible.selectors['mint()']),
    gasLimit: mintGas,
  }),
};

/** Prepares the world so that one transaction of `kind` by the sender with that index succeeds, and returns it. */
export function act(stage: Stage, kind: SampleKind, index: number): Action {
  const from = addressOf('sender', index);
  fund(stage.world, from, 10n * token);
  return { from, ...plays[kind](stage, from, index) };
}

function isContended(stage: Stage): boolean {
  return stage.random.fraction() < stage.contention;
}

function pick<T>(stage: Stage, places: readonly T[]): T {
  return places[isContended(stage) ? 0 : stage.random.below(places.length)]!;
}

function recipient(stage: Stage, index: number): Address {
  const [label, which] = isContended(stage)
    ? (['exchange', stage.random.below(popularRecipients)] as const)
    : (['recipient', index] as const);
  const address = addressOf(label, which);
  fund(stage.world, address, token);
  return address;
}

function tokenTransfer(stage: Stage, sender: Address, index: number, address: Address): Omit<Action, 'from'> {
  giveTokens(stage.world, address, sender, 100n * token);
  const amount = BigInt(1 + stage.random.below(1000)) * 10n ** 15n;
  const data = callData(
    contracts.Token.selectors['transfer(address,uint256)'],
    wordOf(recipient(stage, index)),
    word(amount),
  );
  return { to: address, value: 0n, data, gasLimit: tokenGas };
}

function swap(stage: Stage, sender: Address, pair: PairPlace): Omit<Action, 'from'> {
  const zeroForOne = stage.random.below(2);
  const amountIn = BigInt(1 + stage.random.below(1000)) * token;
  const tokenIn = pair.tokens[1 - zeroForOne]!;
  giveTokens(stage.world, tokenIn, sender, amountIn);
  allow(stage.world, tokenIn, sender, stage.router);
  const data = callData(
    contracts.Router.selectors['swapExact(address,bool,uint256,uint256)'],
    wordOf(pair.address),
    word(zeroForOne),
    word(amountIn),
    word(1),
  );
  return { to: stage.router, value: 0n, data, gasLimit: swapGas };
}
