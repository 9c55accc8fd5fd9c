/** Contracts that are paid a little and asked for a little more: whether they can pay depends on who came before. */
import { sender } from '../../adversarial/smallBlock.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
import {
  type AdversarialGenerator,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

/**
 * Payments into one of two contracts, and calls that have it pay out about what it should own by then. Nobody reads a
 * balance: all that is known of it is whether it was enough.
 */
export const thresholds: AdversarialGenerator = ({ random, hardfork, size }) => {
  const owned = [100, 100];
  return {
    hardfork,
    accounts: actors(2, { balance: 100n }),
    transactions: times(size, (i) => {
      const which = random.below(2);
      const late = perhapsLate(random);
      if (random.chance(0.45)) {
        const value = random.below(100);
        owned[which]! += value;
        return perform(sender(i), actorAt(which), late, { value: BigInt(value) });
      }
      const asked = Math.max(0, owned[which]! + random.below(41) - 20 - (random.chance(0.5) ? 60 : 0));
      // Asked for more than there should be, it pays nothing.
      if (asked <= owned[which]!) owned[which]! -= asked;
      const to = random.pick([addressOf(1, 0xab), actorAt(1 - which), sender(0)]);
      const pay: Step = random.chance(0.7)
        ? callStep(to, [], BigInt(asked))
        : { deed: 'create', a: BigInt(i), b: BigInt(asked), initCode: '0x' };
      return perform(sender(i), actorAt(which), [...late, pay]);
    }),
  };
};
