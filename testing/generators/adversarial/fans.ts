/** Fans: one writes and all read, or all write and one reads everything. */
import { isAtLeast } from '@heddle/evm';
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import { create2Address, initCodeOf } from '../../dsl/deployments.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
import { type AdversarialGenerator, actorAt, actors, perform, perhapsLate, times } from './adversity.ts';

const childInit = initCodeOf('0x600160005500', '1 0 SSTORE');

/** What one transaction changes and how all others look at it. */
interface Blade {
  write: Step[];
  /** The result lands in slot `into` of the reader's contract. */
  look(into: bigint): Step;
}

/** One transaction, first or in the middle, changes a slot, a balance or the code at an address. */
const oneWrites: AdversarialGenerator = ({ random, hardfork, size }) => {
  const child = BigInt(create2Address(actorAt(0), 0n, childInit));
  const blades: Blade[] = [
    { write: [{ deed: 'store', a: 0n, b: 9n }], look: (b) => ({ deed: 'copy', a: 0n, b }) },
    {
      write: [{ deed: 'sendHalf', a: BigInt(addressOf(1, 0xab)) }],
      look: (b) => ({ deed: 'balance', a: BigInt(addressOf(1, 0xab)), b }),
    },
  ];
  if (isAtLeast(hardfork, 'constantinople')) {
    const write: Step[] = [{ deed: 'create2', a: 0n, b: 0n, initCode: childInit }];
    for (const deed of ['codeSize', 'codeHash', 'codeWord', 'balance'] as const)
      blades.push({ write, look: (b) => ({ deed, a: child, b }) });
  }
  const blade = random.pick(blades);
  const writer = random.chance(0.5) ? 0 : random.below(size);
  const steps = (i: number) => (i === writer ? blade.write : [blade.look(BigInt(i + 1))]);
  return {
    hardfork,
    accounts: actors(1, { balance: 1000n }),
    transactions: times(size, (i) => perform(sender(i), actorAt(0), [...perhapsLate(random), ...steps(i)])),
  };
};

/** All change a slot or pay an account of their own; the last, and now and then one before it, reads all of them. */
const lastReadsAll: AdversarialGenerator = ({ random, hardfork, size }) => {
  const own = (i: number) => addressOf(i + 1, 0xab);
  const write = (i: number): Wish =>
    i % 2 === 0
      ? perform(sender(i), actorAt(0), [...perhapsLate(random), { deed: 'increment', a: BigInt(i), b: 2n }])
      : { from: sender(i), to: own(i), value: BigInt(i), gasLimit: 100_000n };
  const readAll = (i: number): Wish => {
    const reads = times(
      size,
      (j): Step =>
        j % 2 === 0
          ? { deed: 'log', a: BigInt(j), b: BigInt(j) }
          : { deed: 'balance', a: BigInt(own(j)), b: BigInt(1000 + j) },
    );
    return perform(sender(i), actorAt(0), reads, { gasLimit: 500_000n + 60_000n * BigInt(size) });
  };
  const isReader = (i: number) => i === size - 1 || random.chance(0.03);
  return {
    hardfork,
    accounts: actors(1),
    transactions: times(size, (i) => (isReader(i) ? readAll(i) : write(i))),
  };
};

/** A fan that opens or one that closes. */
export const fans: AdversarialGenerator = (adversity) => {
  const closing = adversity.size <= 120 && adversity.random.chance(0.5);
  return (closing ? lastReadsAll : oneWrites)(adversity);
};
