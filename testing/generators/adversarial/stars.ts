/** Stars: all transactions read and write one location. */
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
import { type AdversarialGenerator, actorAt, actors, perform, perhapsLate, times } from './adversity.ts';

/** All change one slot; some only read it, some write a constant, some take their change back. */
const slot: AdversarialGenerator = ({ random, hardfork, size }) => {
  const touch = (i: number): Step[] =>
    random.weighted<Step[]>([
      [6, [{ deed: 'increment', a: 0n, b: 1n }]],
      [2, [{ deed: 'log', a: 0n, b: BigInt(i) }]],
      [2, [{ deed: 'store', a: 0n, b: BigInt(random.below(3)) }]],
      [1, [{ deed: 'increment', a: 0n, b: 1n }, { deed: 'halt' }]],
      [
        1,
        [
          { deed: 'increment', a: 0n, b: 1n },
          { deed: 'increment', a: 0n, b: 2n ** 256n - 1n },
        ],
      ],
    ]);
  return {
    hardfork,
    accounts: actors(1),
    transactions: times(size, (i) =>
      perform(sender(i), actorAt(0), [...perhapsLate(random), ...touch(i), ...perhapsLate(random)]),
    ),
  };
};

/** All pay one contract, and some have it write down or pass on what it holds: deltas among reads. */
const contractBalance: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: actors(2),
  transactions: times(size, (i) => {
    const steps = random.weighted<Step[]>([
      [6, []],
      [2, [{ deed: 'ownBalance', b: BigInt(i % 3) }]],
      [1, [{ deed: 'sendHalf', a: BigInt(actorAt(1)) }]],
      [1, [{ deed: 'sendHalf', a: BigInt(actorAt(0)) }]],
    ]);
    return perform(sender(i), actorAt(0), [...perhapsLate(random), ...steps], { value: BigInt(1 + i) });
  }),
});

/** All pay one account without code, which some ask for its balance and which spends in between. */
const plainBalance: AdversarialGenerator = ({ random, hardfork, size }) => {
  const hub = random.pick([addressOf(1, 0xab), sender(0)]);
  const transactions = times(size, (i): Wish => {
    const pay = { from: sender(i + 1), to: hub, value: BigInt(i), gasLimit: 21_000n };
    const look = perform(sender(i + 1), actorAt(0), [
      ...perhapsLate(random),
      { deed: 'balance', a: BigInt(hub), b: BigInt(i) },
    ]);
    const spend = { from: sender(0), to: sender(i + 1), value: 10n ** 15n, gasLimit: 21_000n };
    return random.weighted<Wish>([
      [6, pay],
      [2, look],
      [1, spend],
    ]);
  });
  return { hardfork, accounts: actors(1), transactions };
};

/** All read and write one slot, one contract's balance or one plain account's. */
export const stars: AdversarialGenerator = (adversity) =>
  adversity.random.pick([slot, contractBalance, plainBalance])(adversity);
