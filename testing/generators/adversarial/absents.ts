/** Reads that found nothing, of slots and accounts that another transaction makes or takes away. */
import type { Address } from '@heddle/engine';
import { isAtLeast } from '@heddle/evm';
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import { create2Address, initCodeOf, proxyCode } from '../../dsl/deployments.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
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

const initCode = initCodeOf(proxyCode(actorAt(0)));
/** Where nothing is before the block: a contract may come at the first address, wei at all. */
const nowhere: Address[] = [create2Address(actorAt(0), 3n, initCode), addressOf(1, 0xab), addressOf(2, 0xab)];

/** Looks for something and writes down, in a slot of its own, what it found. */
function look({ random, hardfork }: Adversity, i: number): Step[] {
  const into = BigInt(100 + i);
  const someone = BigInt(random.pick(nowhere));
  const reads: Step[] = [
    { deed: 'copy', a: BigInt(random.below(4)), b: into },
    { deed: 'balance', a: someone, b: into },
    { deed: 'codeSize', a: someone, b: into },
    { deed: 'codeWord', a: someone, b: into },
  ];
  if (isAtLeast(hardfork, 'constantinople')) reads.push({ deed: 'codeHash', a: someone, b: into });
  return [random.pick(reads)];
}

/** Makes or removes what others look for. */
function change({ random, hardfork }: Adversity): Step[] {
  const slot = BigInt(random.below(4));
  const [contract] = nowhere as [Address];
  return random.weighted<Step[]>([
    [3, [{ deed: 'store', a: slot, b: 1n }]],
    [3, [{ deed: 'store', a: slot, b: 0n }]],
    [2, [callStep(random.pick(nowhere), [], BigInt(random.below(2)))]],
    [1, [{ deed: 'store', a: slot, b: 1n }, { deed: 'halt' }]],
    [isAtLeast(hardfork, 'constantinople') ? 2 : 0, [{ deed: 'create2', a: 3n, b: 0n, initCode }]],
    [2, [callStep(contract, [{ deed: 'selfDestruct', a: BigInt(nowhere[2]!) }])]],
    [
      2,
      [
        callStep(contract, [
          { deed: 'copy', a: 0n, b: 1n },
          { deed: 'increment', a: 0n, b: 1n },
        ]),
      ],
    ],
  ]);
}

/** Two readers to one that changes; now and then a plain transfer to where nothing was. */
export const absents: AdversarialGenerator = (adversity) => {
  const { random, hardfork, size } = adversity;
  return {
    hardfork,
    accounts: actors(1, { balance: 100n }),
    transactions: times(size, (i): Wish => {
      if (random.chance(0.1)) {
        return {
          from: sender(i),
          to: random.pick(nowhere),
          value: BigInt(random.below(2)),
          gasLimit: 100_000n,
        };
      }
      const steps = random.chance(0.67) ? look(adversity, i) : change(adversity);
      return perform(sender(i), actorAt(0), [...perhapsLate(random), ...steps]);
    }),
  };
};
