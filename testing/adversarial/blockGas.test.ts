/** Two kinds of gas, each with the whole block's limit (EIP-8037): transactions are admitted in order. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf } from '../generators/cast.ts';
import { sameError, sameOutcome, usePools } from './sameOutcome.ts';
import { sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

/** A block of so much gas asks 150 per byte of state, so 4,800 for a slot. */
const blockGasLimit = 40_000_000n;
const slotGas = 4_800n;

/** Fills so many slots as the calldata says, in slots of the caller's own. */
const filler = addressOf(1, 0xfa);
const fillerCode = asm(
  `0 CALLDATALOAD CALLER 64 SHL loop: DUP2 @fill JUMPI STOP
   fill: 1 DUP2 SSTORE 1 ADD SWAP1 1 SWAP1 SUB SWAP1 @loop JUMP`,
).code;

const fill = (i: number, slots: number, gasLimit = 5_000_000n): Wish => ({
  from: sender(i),
  to: filler,
  data: `0x${slots.toString(16).padStart(64, '0')}`,
  gasLimit,
});
const idle = (i: number, gasLimit: bigint): Wish => ({ from: sender(i), to: addressOf(2, 0xcc), gasLimit });

function blockOf(transactions: Wish[], hardfork: 'bpo2' | 'amsterdam' = 'amsterdam') {
  const accounts = { [filler]: { code: fillerCode, nonce: 1n } };
  const small = smallBlock({ hardfork, accounts, transactions });
  small.block.header.gasLimit = blockGasLimit;
  return small;
}

test('the block uses as much gas as the kind of which it uses more', async () => {
  const slots = 100;
  const { gasUsed, receipts } = await sameOutcome(
    blockOf(Array.from({ length: 8 }, (_, i) => fill(i, slots))),
  );
  const state = slotGas * BigInt(8 * slots);
  const regular = receipts.reduce((sum, receipt) => sum + receipt.gasUsed, 0n) - state;
  expect(regular).toBeGreaterThan(state);
  expect(gasUsed).toBe(regular);
  expect(receipts.at(-1)!.cumulativeGasUsed).toBe(regular + state);
});

test('what a transaction may use at most must be left of both kinds', async () => {
  // Regular gas would be left for the last one: it may use 2^24 of that, but all of its limit for state.
  const last = (gasLimit: bigint) => [fill(0, 300), fill(1, 300), fill(2, 300), idle(3, gasLimit)];
  const left = blockGasLimit - 900n * slotGas;
  await sameOutcome(blockOf(last(left + 21_000n)));
  expect(await sameError(blockOf(last(left + 21_001n)))).toBe('GAS_ALLOWANCE_EXCEEDED');
});

test('regular gas runs out first where little state is made', async () => {
  // A loop that uses all it gets: twice 2^24 leave less than a third transaction may use.
  const burner = addressOf(3, 0xfa);
  const burn = (i: number, gasLimit: bigint): Wish => ({ from: sender(i), to: burner, gasLimit });
  const small = (gasLimit: bigint) => {
    const { block, state } = smallBlock({
      hardfork: 'amsterdam',
      accounts: { [burner]: { code: asm('loop: @loop JUMP').code, nonce: 1n } },
      transactions: [burn(0, 2n ** 24n), burn(1, 2n ** 24n), idle(2, gasLimit)],
    });
    block.header.gasLimit = blockGasLimit;
    return { block, state };
  };
  const left = blockGasLimit - 2n ** 25n;
  await sameOutcome(small(left));
  expect(await sameError(small(left + 1n))).toBe('GAS_ALLOWANCE_EXCEEDED');
});

test('limits above the block together are no matter while they are not used', async () => {
  const transactions = Array.from({ length: 6 }, (_, i) => idle(i, 39_000_000n));
  await sameOutcome(blockOf(transactions));
  const few = transactions.map((wish) => ({ ...wish, gasLimit: 16_000_000n }));
  await sameOutcome(blockOf(few, 'bpo2'));
});

test('refunds do not make room in the block (EIP-7778)', async () => {
  const clearer = addressOf(4, 0xfa);
  const code = asm('0 0 SSTORE 0 1 SSTORE').code;
  const slot = (digit: string): `0x${string}` => `0x${digit.padStart(64, '0')}`;
  const storage = new Map([
    [slot('0'), 7n],
    [slot('1'), 7n],
  ]);
  const small = smallBlock({
    hardfork: 'amsterdam',
    accounts: { [clearer]: { code, nonce: 1n, storage } },
    transactions: [{ from: sender(0), to: clearer }],
  });
  const { gasUsed, receipts } = await sameOutcome(small);
  expect(gasUsed).toBe(21_000n + 2n * 5_006n);
  expect(receipts[0]!.gasUsed).toBe(gasUsed - gasUsed / 5n);
});
