/** Blocks with one or two transactions that break a rule, which every mechanism must name alike. */
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import type { Random } from '../random.ts';
import type { AdversarialGenerator } from './adversity.ts';
import { mixed } from './mixed.ts';

/** A flaw that only the state shows; where it stands with another, the lower transaction counts. */
function flaw(random: Random, wish: Wish): Wish {
  return random.pick<Wish>([
    { ...wish, nonce: 1_000_000n },
    { ...wish, value: 2n * 10n ** 24n },
    { ...wish, from: wish.from === sender(0) ? sender(1) : sender(0), nonce: 0n },
  ]);
}

/** A mixed block; whether a flaw with a nonce is one depends on who has sent before. */
export const flawed: AdversarialGenerator = (adversity) => {
  const { random } = adversity;
  const parts = mixed(adversity);
  const transactions = [...parts.transactions];
  for (let flaws = 1 + random.below(2); flaws > 0; flaws--) {
    const at = random.below(transactions.length);
    transactions[at] = flaw(random, transactions[at]!);
  }
  return { ...parts, transactions };
};
