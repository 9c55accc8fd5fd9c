import type { Address } from '@heddle/engine';
import { contracts } from './contracts.generated.ts';
import type { Random } from './random.ts';
import { addressOf } from './words.ts';
import { deploy, openPair, type World } from './world.ts';

/** What the transactions of a sample block act upon. */
export interface Stage {
  world: World;
  random: Random;
  /** Probability from 0 to 1 that a transaction uses a popular account or pair instead of one of its own. */
  contention: number;
  router: Address;
  collectible: Address;
  hotToken: Address;
  tokens: Address[];
  fewPairs: PairPlace[];
  manyPairs: PairPlace[];
}

/** A deployed pair and its tokens. */
export interface PairPlace {
  address: Address;
  tokens: readonly [Address, Address];
}

export interface StageSizes {
  tokens: number;
  fewPairs: number;
  manyPairs: number;
}

/** So deep that no number of swaps in a block moves a price to nothing. */
const reserve = 10n ** 27n;

/** Deploys the contracts of a sample block into an empty world. */
export function buildStage(random: Random, contention: number, sizes: StageSizes): Stage {
  const world: World = new Map();
  const stage: Stage = {
    world,
    random,
    contention,
    router: addressOf('router', 0),
    collectible: addressOf('collectible', 0),
    hotToken: deployToken(world, 'hot token', 0),
    tokens: Array.from({ length: sizes.tokens }, (_, i) => deployToken(world, 'token', i)),
    fewPairs: Array.from({ length: sizes.fewPairs }, (_, i) => deployPair(world, 'few', i)),
    manyPairs: Array.from({ length: sizes.manyPairs }, (_, i) => deployPair(world, 'many', i)),
  };
  deploy(world, stage.router, contracts.Router.code);
  deploy(world, stage.collectible, contracts.Collectible.code);
  return stage;
}

function deployToken(world: World, label: string, index: number): Address {
  const address = addressOf(label, index);
  deploy(world, address, contracts.Token.code);
  return address;
}

function deployPair(world: World, group: string, index: number): PairPlace {
  const address = addressOf(`${group} pair`, index);
  const tokens = [
    deployToken(world, `${group} token 0`, index),
    deployToken(world, `${group} token 1`, index),
  ] as const;
  openPair(world, address, tokens, reserve);
  return { address, tokens };
}
