/** Transactions whose gas depends on their order, and that write the gas down where others read it. */
import { sender } from '../../adversarial/smallBlock.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf, word } from '../cast.ts';
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
 * Stores of zero, one and two in few slots: what one costs and refunds depends on the value before. Calls with value
 * to accounts that may exist by now. Between them the gas that is left goes into slots that the same stores hit.
 */
export const gasOrders: AdversarialGenerator = ({ random, hardfork, size }) => {
  const slots = 1 + random.below(5);
  const step = (): Step =>
    random.weighted<Step>([
      [6, { deed: 'store', a: BigInt(random.below(slots)), b: BigInt(random.below(3)) }],
      [3, { deed: 'gas', b: BigInt(random.below(slots)) }],
      [2, { deed: 'copy', a: BigInt(random.below(slots)), b: BigInt(random.below(slots)) }],
      [2, callStep(addressOf(1 + random.below(6), 0xab), [], 1n)],
      [1, { deed: 'skipIfOdd', a: BigInt(random.below(slots)), b: 128n }],
      [1, { deed: 'log', a: BigInt(random.below(slots)), b: 0n }],
    ]);
  return {
    hardfork,
    accounts: actors(2, { balance: 1000n, storage: new Map([[word(0n), 1n]]) }),
    transactions: times(size, (i) =>
      perform(sender(i), actorAt(random.below(2)), [
        ...perhapsLate(random),
        ...times(1 + random.below(6), step),
      ]),
    ),
  };
};
