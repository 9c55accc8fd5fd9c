import type { Address, Hash, Hex } from '@heddle/engine';
import { contracts } from './contracts.generated.ts';
import { mappingSlot, word, wordOf } from './words.ts';

/** An account before the sample block. */
export interface WorldAccount {
  /** Wei. */
  balance: bigint;
  nonce: bigint;
  code?: Hex;
  storage: Map<Hash, bigint>;
}

/** The accounts before the sample block. */
export type World = Map<Address, WorldAccount>;

const tokenSlots = contracts.Token.storage;
const pairSlots = contracts.Pair.storage;
const unlimited = 2n ** 256n - 1n;

function accountAt(world: World, address: Address): WorldAccount {
  let account = world.get(address);
  if (account === undefined) {
    account = { balance: 0n, nonce: 0n, storage: new Map() };
    world.set(address, account);
  }
  return account;
}

/** Adds `wei` to the balance of an account. */
export function fund(world: World, address: Address, wei: bigint): void {
  accountAt(world, address).balance += wei;
}

/** Puts code at an address, with nonce 1 as a deployment leaves it. */
export function deploy(world: World, address: Address, code: Hex): void {
  const account = accountAt(world, address);
  account.code = code;
  account.nonce = 1n;
}

/** Gives `holder` `amount` more of a token, as if minted to it. */
export function giveTokens(world: World, token: Address, holder: Address, amount: bigint): void {
  const { storage } = accountAt(world, token);
  const balanceSlot = mappingSlot(wordOf(holder), word(tokenSlots.balanceOf.slot));
  for (const slot of [word(tokenSlots.totalSupply.slot), balanceSlot]) {
    storage.set(slot, (storage.get(slot) ?? 0n) + amount);
  }
}

/** Lets `spender` move any amount of the tokens of `holder`. */
export function allow(world: World, token: Address, holder: Address, spender: Address): void {
  const ofHolder = mappingSlot(wordOf(holder), word(tokenSlots.allowance.slot));
  accountAt(world, token).storage.set(mappingSlot(wordOf(spender), ofHolder), unlimited);
}

/** Deploys a pair over two tokens with `reserve` of each in it. */
export function openPair(
  world: World,
  pair: Address,
  tokens: readonly [Address, Address],
  reserve: bigint,
): void {
  deploy(world, pair, contracts.Pair.code);
  const { storage } = accountAt(world, pair);
  storage.set(word(pairSlots.token0.slot), BigInt(tokens[0]));
  storage.set(word(pairSlots.token1.slot), BigInt(tokens[1]));
  const packed =
    (reserve << BigInt(8 * pairSlots.reserve0.offset)) | (reserve << BigInt(8 * pairSlots.reserve1.offset));
  storage.set(word(pairSlots.reserve0.slot), packed);
  for (const token of tokens) giveTokens(world, token, pair, reserve);
}
