/** The blocks that are explored, by name. Small: the number of schedules grows with the power of their length. */
import type { Address } from '@heddle/engine';
import { type SmallBlock, type SmallBlockParts, sender, smallBlock } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf, word } from '../generators/cast.ts';
import { randomBlock } from '../generators/randomBlock.ts';

const box = addressOf(1, 0xfa);
const other = addressOf(2, 0xfa);
const poor = addressOf(1, 0xfb);

function contract(source: string, storage?: SmallBlockParts['accounts']) {
  return { code: asm(source).code, nonce: 1n, ...storage };
}

/** So many transactions that call a contract, each from a sender of its own; `data` of each as words. */
function calls(to: Address, ...data: bigint[]): SmallBlockParts['transactions'] {
  return data.map((value, i) => ({ from: sender(i), to, data: word(value), gasLimit: 200_000n }));
}

/** So many transactions that add one to the same slot. */
function counter(count: number): SmallBlockParts {
  return {
    accounts: { [box]: contract('0 SLOAD 1 ADD 0 SSTORE') },
    transactions: calls(box, ...Array.from({ length: count }, () => 0n)),
  };
}

const smallBlocks: Record<string, () => SmallBlockParts> = {
  /** Transfers that have nothing in common. */
  independent: () => ({
    transactions: [0, 1].map((i) => ({
      from: sender(i),
      to: addressOf(i, 0xcc),
      value: 1n,
      gasLimit: 21_000n,
    })),
  }),
  /** Each adds one to the same slot. */
  'counter-2': () => counter(2),
  'counter-3': () => counter(3),
  /** Each moves the value of a slot into the next slot: a stale read travels. */
  relay: () => ({
    accounts: { [box]: contract('0 CALLDATALOAD SLOAD 1 ADD 0 CALLDATALOAD 1 ADD SSTORE') },
    transactions: calls(box, 0n, 1n, 2n),
  }),
  /** The second writes another slot than it would without the first, so a version is taken back for good; the third reads both. */
  detour: () => ({
    accounts: {
      [box]: contract(
        '0 CALLDATALOAD DUP1 ISZERO @first JUMPI 1 EQ @second JUMPI 10 SLOAD 11 SLOAD 100 MUL ADD 2 SSTORE STOP ' +
          'first: 1 0 SSTORE STOP second: 7 0 SLOAD 10 ADD SSTORE',
      ),
    },
    transactions: calls(box, 0n, 1n, 2n),
  }),
  /** A sender's second transaction has to wait for the first. */
  nonces: () => ({
    transactions: [0, 0, 1].map((i) => ({
      from: sender(i),
      to: addressOf(7, 0xcc),
      value: 1n,
      gasLimit: 21_000n,
    })),
  }),
  /** One pays an account that can only then pay the next. */
  payment: () => ({
    accounts: { [poor]: { balance: 0n } },
    transactions: [
      { from: sender(0), to: poor, value: 10n ** 18n, gasLimit: 21_000n },
      { from: sender(1), to: poor, value: 1n, gasLimit: 21_000n },
      { from: sender(2), to: box, gasLimit: 100_000n },
    ],
  }),
  /** The last reads the beneficiary's balance, which only the head may. */
  beneficiary: () => ({
    accounts: { [other]: contract('COINBASE BALANCE 0 SSTORE') },
    transactions: [
      { from: sender(0), to: addressOf(7, 0xcc), value: 1n, gasLimit: 21_000n },
      ...calls(other, 0n, 0n).map((call, i) => ({ ...call, from: sender(i + 1) })),
    ],
  }),
  /** A contract that holds a slot and wei destroys itself; another transaction pays where it stood. */
  destroyed: () => ({
    hardfork: 'shanghai',
    accounts: {
      [box]: { ...contract(`${poor} SELFDESTRUCT`), balance: 7n, storage: new Map([[word(0n), 1n]]) },
    },
    transactions: [
      { from: sender(0), to: box, gasLimit: 100_000n },
      { from: sender(1), to: box, value: 3n, gasLimit: 100_000n },
    ],
  }),
  /** Two pay an account whose balance a third notes. */
  credits: () => ({
    accounts: { [other]: contract(`${poor} BALANCE 0 SSTORE`), [poor]: { balance: 5n } },
    transactions: [
      { from: sender(0), to: poor, value: 1n, gasLimit: 21_000n },
      { from: sender(1), to: poor, value: 2n, gasLimit: 21_000n },
      { from: sender(2), to: other, gasLimit: 100_000n },
    ],
  }),
};

/** What may be offered to a block that is being built, though not all of it can be in one. */
const offers: Record<string, () => SmallBlockParts> = {
  /** The second fits only while the first has used nothing, the third calls with what the second seemed to leave. */
  crowded: () => ({
    ...counter(3),
    transactions: [200_000n, 200_000n, 100_000n].map((gasLimit, i) => ({
      from: sender(i),
      to: box,
      gasLimit,
    })),
    gasLimit: 230_000n,
  }),
  /** The sender of the first has no money, and the second is its next; the third pays for what the first would have moved. */
  penniless: () => ({
    accounts: { [poor]: { balance: 0n }, [box]: contract('0 SLOAD 1 ADD 0 SSTORE') },
    transactions: [
      { from: poor, to: box, gasLimit: 100_000n },
      { from: poor, to: box, gasLimit: 100_000n },
      ...calls(box, 0n, 0n),
    ],
  }),
};

/** Names of those for `building`. */
export const offerNames = Object.keys(offers);

/** Names of the blocks made by hand. */
export const blockNames = Object.keys(smallBlocks);

/** The block of a name: one of {@link blockNames}, `counter-TRANSACTIONS`, or `random-SEED-TRANSACTIONS-KEYS`. */
export function blockOf(name: string): SmallBlock {
  const [kind, seed, transactions, keys] = name.split('-');
  if (kind === 'random') {
    const options = { transactions: Number(transactions), keys: Number(keys), hardfork: 'prague' } as const;
    return randomBlock(Number(seed), options);
  }
  const parts = kind === 'counter' ? () => counter(Number(seed)) : (smallBlocks[name] ?? offers[name]);
  if (parts === undefined) throw new Error(`there is no block ${name}; there are ${blockNames.join(', ')}`);
  return smallBlock(parts());
}
