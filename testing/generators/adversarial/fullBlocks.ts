/** Blocks whose gas limit is reached to the last unit, or missed by one. */
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import { asm } from '../../dsl/asm.ts';
import { addressOf } from '../cast.ts';
import { type AdversarialGenerator, times } from './adversity.ts';

const trap = addressOf(3, 0x06);
const trigger = addressOf(7, 0xab);
/** Burns all gas once the trigger owns anything, and next to none before. */
const trapCode = asm(`${trigger} BALANCE @burn JUMPI STOP burn: INVALID`).code;
const LOOSE_LIMIT = 60_000n;

/**
 * A payment to the trigger, then transfers with room to spare and calls of the trap. A transaction may start when its
 * limit fits beside the gas *used* before it, so whether the last one fits depends on how the others ran.
 */
export const fullBlocks: AdversarialGenerator = ({ random, hardfork, size }) => {
  let used = 0n;
  const transactions = times(size, (i): Wish => {
    const to = i === 0 ? trigger : random.pick([trap, sender(i + 1)]);
    used += to === trap ? LOOSE_LIMIT : 21_000n;
    return { from: sender(i), to, value: i === 0 ? 1n : 0n, gasLimit: LOOSE_LIMIT };
  });
  transactions.push({ from: sender(size), to: sender(0), gasLimit: LOOSE_LIMIT });
  const missing = random.chance(0.4) ? 1n : 0n;
  return {
    hardfork,
    accounts: { [trap]: { code: trapCode, nonce: 1n } },
    transactions,
    gasLimit: used + LOOSE_LIMIT - missing,
  };
};
