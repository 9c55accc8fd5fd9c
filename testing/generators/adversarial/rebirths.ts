/** Contracts that destroy themselves and come back at the same address in the same block. */
import type { Address } from '@heddle/engine';
import { isAtLeast } from '@heddle/evm';
import { beneficiary, sender, type Wish } from '../../adversarial/smallBlock.ts';
import { create2Address, initCodeOf, proxyCode } from '../../dsl/deployments.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf, word } from '../cast.ts';
import {
  type AdversarialGenerator,
  type Adversity,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

/** The child acts like actor 0 and begins with slot 1 set. */
const initCode = initCodeOf(proxyCode(actorAt(0)), '7 1 SSTORE');
const children = times(2, (i) => create2Address(actorAt(0), BigInt(i), initCode));

function heir({ random }: Adversity, child: Address): bigint {
  return BigInt(
    random.pick([addressOf(1, 0xab), actorAt(0), child, beneficiary, sender(0), children[0]!, children[1]!]),
  );
}

/** Creates, uses, destroys, pays or looks at one of the children, or several of these in one transaction. */
function deedsFor(adversity: Adversity, index: number): Step[] {
  const { random, hardfork } = adversity;
  const child = random.chance(0.7) ? 0 : 1;
  const address = children[child]!;
  const create: Step = { deed: 'create2', a: BigInt(child), b: BigInt(random.below(3)), initCode };
  const use = callStep(address, [
    { deed: 'increment', a: 1n, b: 1n },
    { deed: 'log', a: 1n, b: BigInt(index) },
  ]);
  const destroy = callStep(address, [{ deed: 'selfDestruct', a: heir(adversity, address) }], 1n);
  const look: Step = {
    deed: random.pick(['codeSize', 'balance', 'codeWord'] as const),
    a: BigInt(address),
    b: BigInt(index),
  };
  const makes = isAtLeast(hardfork, 'constantinople');
  return random.weighted<Step[]>([
    [makes ? 5 : 0, [create]],
    [5, [use]],
    [4, [destroy]],
    [3, [look]],
    [makes ? 2 : 0, [create, use, destroy, look]],
    [makes ? 1 : 0, [destroy, create]],
    [1, [use, destroy, use, { deed: 'halt' }]],
  ]);
}

/** A block in which creations, uses and destructions of two addresses are mixed, over an old contract or over nothing. */
export const rebirths: AdversarialGenerator = (adversity) => {
  const { random, hardfork, size } = adversity;
  const old = {
    code: proxyCode(actorAt(0)),
    nonce: 1n,
    balance: 5n,
    storage: new Map([
      [word(1n), 40n],
      [word(2n), 9n],
    ]),
  };
  const existing = children.filter(() => !isAtLeast(hardfork, 'constantinople') || random.chance(0.4));
  return {
    hardfork,
    accounts: {
      ...actors(1, { balance: 1000n }),
      ...Object.fromEntries(existing.map((child) => [child, old])),
    },
    transactions: times(size, (i): Wish => {
      if (random.chance(0.08)) return { from: sender(i), to: children[0]!, value: 3n, gasLimit: 200_000n };
      return perform(sender(i), actorAt(0), [...perhapsLate(random), ...deedsFor(adversity, i)]);
    }),
  };
};
