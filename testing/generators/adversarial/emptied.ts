/** Accounts that are or become empty: touching deletes them from Spurious Dragon on (EIP-161) and made them before. */
import type { Address } from '@heddle/engine';
import { isAtLeast, rulesOf } from '@heddle/evm';
import { sender, type Wish } from '../../adversarial/smallBlock.ts';
import type { Step } from '../../dsl/script.ts';
import { addressOf } from '../cast.ts';
import { baseFee } from '../header.ts';
import {
  type Accounts,
  type AdversarialGenerator,
  type Adversity,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

/** The first half lies in the state as empty accounts, the second does not exist; the last may be the beneficiary. */
const hollow = times(6, (i) => addressOf(i + 1, 0xe0));

/** Touches, funds or asks for an account, with or without taking it back. */
function deedsFor({ random, hardfork }: Adversity, address: Address, i: number): Step[] {
  const touch = callStep(address, []);
  const fund = callStep(address, [], 1n);
  const asks: Step['deed'][] = ['balance', 'codeSize'];
  if (isAtLeast(hardfork, 'constantinople')) asks.push('codeHash', 'codeHash');
  const ask: Step = { deed: random.pick(asks), a: BigInt(address), b: BigInt(i % 5) };
  return random.weighted<Step[]>([
    [5, [touch]],
    [3, [fund]],
    [4, [ask]],
    [2, [touch, ask]],
    [2, [callStep(actorAt(1), [touch, fund, { deed: 'halt' }]), ask]],
    [1, [touch, { deed: 'halt' }]],
    // The gas that a call with value takes tells whether the account exists.
    [2, [{ deed: 'gas', b: 6n }, fund, { deed: 'gas', b: 7n }]],
    [2, [callStep(actorAt(2), [{ deed: 'selfDestruct', a: BigInt(address) }])]],
  ]);
}

/** A block around six hollow accounts; plain transfers of nothing or of a wei among the calls. */
export const emptied: AdversarialGenerator = (adversity) => {
  const { random, hardfork, size } = adversity;
  const accounts: Accounts = actors(3, { balance: 1000n });
  for (const address of hollow.slice(0, 3)) accounts[address] = {};
  const isHollowBeneficiary = random.chance(0.3);
  // Without a tip the beneficiary gets nothing, which touches it all the same.
  const price = rulesOf(hardfork).baseFee ? baseFee : 0n;
  const free =
    isHollowBeneficiary && random.chance(0.6) ? { maxFeePerGas: price, maxPriorityFeePerGas: price } : {};
  const transactions = times(size, (i): Wish => {
    const address = random.pick(hollow);
    const plain = {
      from: sender(i),
      to: address,
      value: BigInt(random.below(2)),
      gasLimit: 30_000n,
      ...free,
    };
    if (random.chance(0.3)) return plain;
    return perform(sender(i), actorAt(0), [...perhapsLate(random), ...deedsFor(adversity, address, i)], free);
  });
  const beneficiary = isHollowBeneficiary ? { beneficiary: random.pick([hollow[0]!, hollow[5]!]) } : {};
  return { hardfork, accounts, transactions, ...beneficiary };
};
