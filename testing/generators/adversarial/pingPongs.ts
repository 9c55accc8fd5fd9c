/** Ping-pong: two contracts that call each other, begun now at the one and now at the other. */
import { sender } from '../../adversarial/smallBlock.ts';
import type { Step } from '../../dsl/script.ts';
import type { Random } from '../random.ts';
import {
  type AdversarialGenerator,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

/** A call of `self` and, `depth` times, of the other from within. */
function rally(random: Random, self: 0 | 1, depth: number): Step[] {
  const other = self === 0 ? 1 : 0;
  const here: Step[] = [
    { deed: 'increment', a: 0n, b: 1n },
    ...(random.chance(0.3) ? [{ deed: 'balance', a: BigInt(actorAt(other)), b: 1n } as const] : []),
    ...(random.chance(0.3) ? [{ deed: 'ownBalance', b: 2n } as const] : []),
  ];
  if (depth === 0) return [...here, ...(random.chance(0.2) ? [{ deed: 'halt' } as const] : [])];
  const value = random.chance(0.6) ? BigInt(random.below(50)) : 0n;
  const there = callStep(actorAt(other), rally(random, other, depth - 1), value);
  return [...here, there, { deed: 'increment', a: 3n, b: BigInt(depth) }];
}

/** Each transaction is a rally of up to four calls: both contracts' slots and balances pass back and forth. */
export const pingPongs: AdversarialGenerator = ({ random, hardfork, size }) => {
  return {
    hardfork,
    accounts: actors(2, { balance: 300n }),
    transactions: times(size, (i) => {
      const first = random.chance(0.8) ? ((i % 2) as 0 | 1) : 0;
      return perform(sender(i), actorAt(first), [
        ...perhapsLate(random),
        ...rally(random, first, random.below(5)),
      ]);
    }),
  };
};
