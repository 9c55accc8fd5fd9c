/** What all adversarial generators share: the shape of their blocks, and shorthands for the actors in them. */
import type { Address } from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import type { SmallBlockParts, Wish } from '../../adversarial/smallBlock.ts';
import { actor } from '../../dsl/actor.ts';
import { encodeScript, type Step } from '../../dsl/script.ts';
import { addressOf, type CastAccount } from '../cast.ts';
import type { Random } from '../random.ts';

/** What an adversarial block is made from. */
export interface Adversity {
  random: Random;
  hardfork: Hardfork;
  /** About how many transactions, from 2. */
  size: number;
}

/** Makes the parts of a block that one pattern of conflicts fills. */
export type AdversarialGenerator = (adversity: Adversity) => SmallBlockParts;

/** The accounts of a block by address, as far as the generator says something about them. */
export type Accounts = Record<Address, Partial<CastAccount>>;

/** The `index`-th contract that does what its calldata says. */
export function actorAt(index: number): Address {
  return addressOf(index + 1, 0xac);
}

/** `count` actors with the same fields. */
export function actors(count: number, fields: Partial<CastAccount> = {}): Accounts {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [actorAt(i), { code: actor.code, nonce: 1n, ...fields }]),
  );
}

/** A transaction that makes an actor, or what acts like one, do some steps. */
export function perform(from: Address, to: Address, steps: readonly Step[], more: Partial<Wish> = {}): Wish {
  return { from, to, data: encodeScript(steps), ...more };
}

/** Now and then steps that burn up to 0.6 million gas of a million: what comes behind them comes late. */
export function perhapsLate(random: Random): Step[] {
  return random.chance(0.3) ? [{ deed: 'burnDownTo', a: BigInt(400_000 + random.below(500_000)) }] : [];
}

/** A step that calls an address with a script. */
export function callStep(to: Address, script: Step[], value = 0n): Step {
  return { deed: 'call', a: BigInt(to), b: value, script };
}

/** `count` things, the n-th made from n. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
