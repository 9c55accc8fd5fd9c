import type { Address, Hash, Hex } from '@heddle/engine';
import { type Hardfork, isAtLeast, rulesOf } from '@heddle/evm';
import { actor } from '../dsl/actor.ts';
import { asm } from '../dsl/asm.ts';
import { create2Address, initCodeOf, proxyCode } from '../dsl/deployments.ts';
import type { Random } from './random.ts';

/** An account before the block. */
export interface CastAccount {
  balance: bigint;
  nonce: bigint;
  code?: Hex;
  storage?: Map<Hash, bigint>;
}

/** A contract that CREATE2 can make, and make again at the same address after it destroyed itself. */
export interface Rebirth {
  creator: Address;
  salt: bigint;
  initCode: Hex;
  address: Address;
}

/** The accounts and slots that the transactions of a random block share. */
export interface Cast {
  /** What exists before the block. */
  accounts: Map<Address, CastAccount>;
  beneficiary: Address;
  /** Externally owned accounts whose nonces and balances the generator knows at every transaction. */
  senders: Address[];
  /** Contracts that do what their calldata says. */
  actors: Address[];
  rebirths: Rebirth[];
  /** Externally owned accounts without transactions of their own; under Prague they delegate to actors. */
  delegators: Address[];
  /** A contract that senders may delegate to: it counts in a slot and moves neither funds nor nonces. */
  counter: Address;
  /** Accounts that do not exist before the block. */
  absent: Address[];
  slots: bigint[];
}

const precompiles: Address[] = [1, 2, 4].map((index) => addressOf(index, 0));
const richBalance = 10n ** 24n;

/** Requests are read from these contracts (EIP-7002, EIP-7251); STOP is a queue without requests. */
const requestQueues: Address[] = [
  '0x00000961ef480eb55e80d19ad83579a64c007002',
  '0x0000bbddc7ce488642fb579f8b00f3a590007251',
];

/** A cast of about `keys` accounts and slots. */
export function buildCast(random: Random, keys: number, hardfork: Hardfork): Cast {
  const some = (prefix: number, count: number) =>
    Array.from({ length: Math.max(1, Math.ceil(count)) }, (_, i) => addressOf(i + 1, prefix));
  const actors = some(0xac, Math.min(keys / 8, 12));
  const cast: Cast = {
    accounts: new Map(),
    beneficiary: addressOf(1, 0xbe),
    senders: [...some(0x5e, keys / 2), addressOf(2, 0x5e)].filter((a, i, all) => all.indexOf(a) === i),
    actors,
    rebirths: buildRebirths(actors, Math.max(1, keys / 16)),
    delegators: some(0xde, keys / 16),
    counter: addressOf(1, 0xc0),
    absent: some(0xab, keys / 8),
    slots: Array.from({ length: Math.max(2, Math.ceil(keys / 4)) }, (_, i) => BigInt(i)),
  };
  // The beneficiary pays and is paid in the same block.
  cast.senders.push(cast.beneficiary);
  populate(cast, random, hardfork);
  return cast;
}

/**
 * Whether `address` may destroy itself. Actors may not where that deletes their code: after a few transactions the
 * rest of the block would have nobody left to act.
 */
export function isMortal(cast: Cast, address: Address, hardfork: Hardfork): boolean {
  if (rulesOf(hardfork).selfDestructOnlyNew) return true;
  return !cast.actors.includes(address);
}

/** Any address that a step or a transfer may name. */
export function anyone(cast: Cast, random: Random): Address {
  return random.weighted<() => Address>([
    [5, () => random.pick(cast.senders)],
    [5, () => random.pick(cast.actors)],
    [4, () => random.pick(cast.rebirths).address],
    [3, () => random.pick(cast.absent)],
    [3, () => random.pick(cast.delegators)],
    [2, () => cast.beneficiary],
    [1, () => random.pick(precompiles)],
  ])();
}

function buildRebirths(actors: Address[], count: number): Rebirth[] {
  return Array.from({ length: Math.ceil(count) }, (_, i) => {
    const creator = actors[i % actors.length]!;
    // Some write a slot while they are created, so that a re-creation meets storage that must be gone.
    const initCode = initCodeOf(proxyCode(actors[0]!), i % 2 === 0 ? '7 1 SSTORE' : '');
    const salt = BigInt(i);
    return { creator, salt, initCode, address: create2Address(creator, salt, initCode) };
  });
}

function populate(cast: Cast, random: Random, hardfork: Hardfork): void {
  const { accounts } = cast;
  for (const address of cast.senders)
    accounts.set(address, { balance: richBalance, nonce: BigInt(random.below(3)) });
  for (const address of cast.delegators) {
    if (random.chance(0.7)) accounts.set(address, { balance: BigInt(random.below(1000)), nonce: 1n });
  }
  for (const address of cast.actors) {
    const storage = new Map(
      cast.slots.filter(() => random.chance(0.5)).map((slot) => [word(slot), slot + 1n]),
    );
    accounts.set(address, { balance: BigInt(random.below(10_000)), nonce: 1n, code: actor.code, storage });
  }
  // Without CREATE2 they must exist from the start to exist at all.
  const existing = isAtLeast(hardfork, 'constantinople') ? 0.5 : 1;
  for (const { address } of cast.rebirths.filter(() => random.chance(existing))) {
    const storage = new Map([[word(1n), 5n]]);
    accounts.set(address, { balance: 3n, nonce: 1n, code: proxyCode(cast.actors[0]!), storage });
  }
  accounts.set(cast.counter, { balance: 0n, nonce: 1n, code: asm('1 0 SLOAD ADD 0 SSTORE').code });
  if (rulesOf(hardfork).requests) {
    for (const queue of requestQueues) accounts.set(queue, { balance: 0n, nonce: 1n, code: '0x00' });
  }
}

/** The `index`-th address of a kind; the kind shows in its first byte. */
export function addressOf(index: number, prefix: number): Address {
  return `0x${prefix.toString(16).padStart(2, '0')}${index.toString(16).padStart(38, '0')}`;
}

/** A slot as 32 bytes. */
export function word(value: bigint): Hash {
  return `0x${value.toString(16).padStart(64, '0')}`;
}
