/** Transactions at the limits: of a context's memory, of the call depth, of gas where others conflict. */
import { expect, test } from 'vitest';
import { asm } from '../dsl/asm.ts';
import { addressOf, word } from '../generators/cast.ts';
import { changeOf, sameOutcome, usePools } from './sameOutcome.ts';
import { burnDownTo, sender, smallBlock, type Wish } from './smallBlock.ts';

usePools();

const hot = addressOf(1, 0xfa);
const counter = asm(`${burnDownTo(100_000)} 1 0 SLOAD ADD 0 SSTORE`).code;
const accounts = { [hot]: { code: counter, nonce: 1n } };
const bump = (i: number): Wish => ({ from: sender(i), to: hot });

/** A block in which every third transaction runs `code`, the others count in one slot, and so does `code` at its end. */
async function amongConflicts(code: string, gasLimit: bigint) {
  const big = addressOf(2, 0xfa);
  const callHot = `0 0 0 0 0 ${hot} 200000 CALL POP`;
  const bigCode = asm(`${callHot} ${code} ${callHot} STOP`).code;
  const transactions = Array.from({ length: 12 }, (_, i) =>
    i % 3 === 1 ? { from: sender(i), to: big, gasLimit } : bump(i),
  );
  const result = await sameOutcome(
    smallBlock({ accounts: { ...accounts, [big]: { code: bigCode, nonce: 1n } }, transactions }),
  );
  return { result, count: changeOf(result, hot)?.storage };
}

test('memory beyond that of a context: 3 MiB', async () => {
  const { count } = await amongConflicts('1 0x300000 MSTORE', 30_000_000n);
  expect(count).toEqual([[word(0n), 16n]]);
});

test('output beyond that of a context: 1 MiB', async () => {
  const { count } = await amongConflicts('0x100000 0 0x100000 0 0 4 GAS CALL POP', 10_000_000n);
  expect(count).toEqual([[word(0n), 16n]]);
});

test('a log beyond what a context keeps: 600 KiB', async () => {
  const { count, result } = await amongConflicts('0x96000 0 LOG0', 20_000_000n);
  expect(count).toEqual([[word(0n), 16n]]);
  expect(result.receipts[1]!.logs[0]!.data.length).toBe(2 + 2 * 0x96000);
});

test('more slots than a context holds: 20,000', async () => {
  const { count } = await amongConflicts(
    '20000 loop: 1 DUP2 SUB DUP1 SLOAD POP SWAP1 POP DUP1 @loop JUMPI POP',
    60_000_000n,
  );
  expect(count).toEqual([[word(0n), 16n]]);
});

test('1,024 nested calls, each with a high stack', async () => {
  const deep = addressOf(3, 0xfa);
  const code = asm(`${'7 '.repeat(600)} 1 0 SLOAD ADD 0 SSTORE 0 0 0 0 0 ADDRESS GAS CALL POP STOP`).code;
  const transactions = Array.from({ length: 8 }, (_, i) =>
    i % 2 === 0 ? { from: sender(i), to: deep, gasLimit: 400_000_000n } : bump(i),
  );
  const small = smallBlock({
    hardfork: 'prague',
    accounts: { ...accounts, [deep]: { code, nonce: 1n }, [sender(0)]: { balance: 10n ** 30n } },
    transactions,
  });
  const result = await sameOutcome(small);
  // Gas ends before depth does: a 64th stays behind at every call.
  expect(changeOf(result, deep)!.storage[0]![1]).toBeGreaterThan(1000n);
}, 120_000);

test('homestead: 1,024 nested calls reach the limit of depth', async () => {
  const deep = addressOf(3, 0xfa);
  const code = asm(`1 0 SLOAD ADD 0 SSTORE 0 0 0 0 0 ADDRESS 60000 GAS SUB CALL POP STOP`).code;
  const transactions = Array.from({ length: 6 }, (_, i) => ({
    from: sender(i),
    to: deep,
    gasLimit: 80_000_000n,
  }));
  const result = await sameOutcome(
    smallBlock({ hardfork: 'homestead', accounts: { [deep]: { code, nonce: 1n } }, transactions }),
  );
  expect(changeOf(result, deep)?.storage).toEqual([[word(0n), 6n * 1025n]]);
});

test('gas that runs out in one order only', async () => {
  // Filling the slot costs 20,000 once, changing it 2,900 later: the limit fits only the latter.
  const first = { ...bump(0) };
  const tight = addressOf(4, 0xfa);
  const code = asm(`0 0 0 0 0 ${hot} 7000 CALL 1 SSTORE`).code;
  const plain = asm('1 0 SLOAD ADD 0 SSTORE').code;
  const transactions: Wish[] = [
    { from: sender(9), to: tight },
    first,
    ...Array.from({ length: 6 }, (_, i) => ({ from: sender(i + 1), to: tight, gasLimit: 60_000n })),
  ];
  const result = await sameOutcome(
    smallBlock({
      accounts: { [hot]: { code: plain, nonce: 1n }, [tight]: { code, nonce: 1n } },
      transactions,
    }),
  );
  expect(changeOf(result, hot)?.storage).toEqual([[word(0n), 7n]]);
});

test('a loop that ends only because of what a lower transaction wrote', async () => {
  const looping = addressOf(5, 0xfa);
  const code = asm('CALLDATASIZE @open JUMPI again: 0 SLOAD ISZERO @again JUMPI STOP open: 1 0 SSTORE').code;
  const transactions: Wish[] = [
    { from: sender(0), to: hot },
    { from: sender(1), to: looping, data: '0x01' },
    ...Array.from({ length: 8 }, (_, i) => ({ from: sender(i + 2), to: looping, gasLimit: 20_000_000n })),
  ];
  const result = await sameOutcome(
    smallBlock({ accounts: { ...accounts, [looping]: { code, nonce: 1n } }, transactions }),
  );
  expect(result.receipts.every(({ status }) => status === 1)).toBe(true);
});
