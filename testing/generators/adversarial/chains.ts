/** Chains: each transaction reads what the one before it wrote. */
import { isAtLeast } from '@heddle/evm';
import { sender } from '../../adversarial/smallBlock.ts';
import { initCodeOf } from '../../dsl/deployments.ts';
import { addressOf, word } from '../cast.ts';
import { baseFee } from '../header.ts';
import {
  type AdversarialGenerator,
  actorAt,
  actors,
  callStep,
  perform,
  perhapsLate,
  times,
} from './adversity.ts';

/** All count in one slot. */
const oneSlot: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: actors(1),
  transactions: times(size, (i) =>
    perform(sender(i), actorAt(0), [
      ...perhapsLate(random),
      { deed: 'increment', a: 0n, b: 1n },
      { deed: 'log', a: 0n, b: BigInt(i) },
      ...perhapsLate(random),
    ]),
  ),
});

/** The n-th copies slot n to slot n + 1; some links are missing, so that a chain ends and the next begins. */
const slotToSlot: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: actors(1, { storage: new Map([[word(0n), 7n]]) }),
  transactions: times(size, (i) =>
    perform(sender(i), actorAt(0), [
      ...perhapsLate(random),
      { deed: random.chance(0.95) ? 'copy' : 'gas', a: BigInt(i), b: BigInt(i + 1) },
      { deed: 'increment', a: BigInt(i + 1), b: BigInt(random.below(2)) },
    ]),
  ),
});

/** Actors in a row, each passing half of its balance to the next and noting what it has left. */
const contractBalances: AdversarialGenerator = ({ random, hardfork, size }) => {
  const length = 2 + random.below(size);
  return {
    hardfork,
    accounts: { ...actors(length), [actorAt(0)]: { ...actors(1)[actorAt(0)], balance: 10n ** 18n } },
    transactions: times(size, (i) =>
      perform(sender(i), actorAt(i % length), [
        ...perhapsLate(random),
        { deed: 'sendHalf', a: BigInt(actorAt((i + 1) % length)) },
        { deed: 'ownBalance', b: 0n },
      ]),
    ),
  };
};

/**
 * Accounts in a row that do not exist before the block: each is funded by the one before it and passes on all but
 * its fee. Where one gets a wei too little the block is invalid, and only serial order shows it.
 */
const newcomers: AdversarialGenerator = ({ random, hardfork, size }) => {
  const fee = 21_000n * 2n * baseFee;
  const row = times(size, (i) => addressOf(i + 1, 0xf1));
  const broken = random.chance(0.4) ? random.below(size) : -1;
  const transfers = row.map((to, i) => ({
    from: i === 0 ? sender(0) : row[i - 1]!,
    to,
    gasLimit: 21_000n,
    value: fee * BigInt(size - i) - (i === broken ? 1n : 0n),
  }));
  return { hardfork, newcomers: row, transactions: transfers };
};

/** One account sends everything: a chain through its nonce and balance. */
const oneSender: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: actors(3),
  transactions: times(size, (i) =>
    random.chance(0.5)
      ? { from: sender(0), to: sender(1), value: BigInt(i), gasLimit: 21_000n }
      : perform(sender(0), actorAt(random.below(3)), [{ deed: 'balance', a: BigInt(sender(0)), b: 0n }]),
  ),
});

/** A contract makes contracts: the address of each depends on how many it made before. */
const contractNonces: AdversarialGenerator = ({ random, hardfork, size }) => ({
  hardfork,
  accounts: actors(2),
  transactions: times(size, (i) => {
    const child = initCodeOf('0x600160005500', `${i} 0 SSTORE`);
    const make = { deed: 'create', a: BigInt(i), b: 0n, initCode: child } as const;
    const through = random.chance(0.3) ? [callStep(actorAt(0), [make])] : [make];
    return perform(sender(i), through[0] === make ? actorAt(0) : actorAt(1), [
      ...perhapsLate(random),
      ...through,
      ...(random.chance(0.2)
        ? [{ deed: isAtLeast(hardfork, 'byzantium') ? 'revert' : 'halt' } as const]
        : []),
    ]);
  }),
});

const links = [oneSlot, slotToSlot, contractBalances, newcomers, oneSender, contractNonces];

/** A chain through slots, balances, funds, nonces of senders or nonces of contracts. */
export const chains: AdversarialGenerator = (adversity) => {
  // From Amsterdam on a transfer that makes an account costs more than its 21,000 gas (EIP-8037).
  const hasFixedFees = !isAtLeast(adversity.hardfork, 'amsterdam');
  return adversity.random.pick(links.filter((link) => hasFixedFees || link !== newcomers))(adversity);
};
