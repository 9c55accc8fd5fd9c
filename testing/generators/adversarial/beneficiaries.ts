/** Everybody reads the balance of the beneficiary, which itself sends, is called, is paid or is not there at all. */
import type { Address } from '@heddle/engine';
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import { actor } from '../../dsl/actor.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
import {
  type Accounts,
  type AdversarialGenerator,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

/** An account that sends, one that does not exist, one with code, a precompile (0x04: identity). */
const candidates: Address[] = [sender(0), addressOf(9, 0xbe), addressOf(8, 0xbe), addressOf(4, 0x00)];

/** Reads, pays or uses the beneficiary; a third of all transactions has nothing to do with it. */
export const beneficiaries: AdversarialGenerator = ({ random, hardfork, size }) => {
  const beneficiary = random.pick(candidates);
  const accounts: Accounts = actors(2, { balance: 500n });
  if (beneficiary === candidates[2]) accounts[beneficiary] = { code: actor.code, nonce: 1n, balance: 10n };
  const mayDie = random.chance(0.3);
  const transactions = times(size, (i): Wish => {
    const from = sender(1 + i);
    const steps = random.weighted<Step[]>([
      [5, [{ deed: 'balance', a: BigInt(beneficiary), b: BigInt(i) }]],
      [
        1,
        [
          { deed: 'balance', a: BigInt(beneficiary), b: 0n },
          { deed: 'log', a: 0n, b: 1n },
        ],
      ],
      [2, [callStep(beneficiary, [{ deed: 'ownBalance', b: BigInt(i) }], BigInt(random.below(2)))]],
      [1, [callStep(beneficiary, [{ deed: 'sendHalf', a: BigInt(actorAt(1)) }])]],
      [mayDie ? 1 : 0, [callStep(beneficiary, [{ deed: 'selfDestruct', a: BigInt(actorAt(0)) }])]],
      [3, [{ deed: 'increment', a: BigInt(1000 + i), b: 1n }]],
    ]);
    if (random.chance(0.15)) return { from, to: beneficiary, value: BigInt(i), gasLimit: 60_000n };
    if (random.chance(0.15) && beneficiary === sender(0)) {
      return { from: beneficiary, to: from, value: 10n ** 16n, gasLimit: 21_000n };
    }
    return perform(from, actorAt(0), [...perhapsLate(random), ...steps]);
  });
  // It may own so little that it lives on the fees of the transactions before its own: some blocks are invalid.
  if (beneficiary === sender(0) && random.chance(0.5)) accounts[beneficiary] = { balance: 10n ** 15n };
  return { hardfork, beneficiary, accounts, transactions };
};
