/** Growing the state costs gas of its own kind, which comes back when the state is as it was (EIP-8037). */
import type { Address, BlockResult, Hex } from '@heddle/engine';
import { expect, test } from 'vitest';
import { delegation, sender } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf, type CastAccount, word } from '../generators/cast.ts';
import { mostRegular, newAccount, newSlot, runAmsterdam, stateByte } from './runBlock.ts';
import { runCode } from './runCode.ts';

const runner = addressOf(1, 0xfa);
const other = addressOf(2, 0xfa);
const absent = addressOf(9, 0xdd);

type Accounts = Record<Address, Partial<CastAccount>>;

/** Runs code in a transaction with `gasLimit`. */
async function run(source: string, accounts: Accounts = {}, gasLimit = 5_000_000n): Promise<BlockResult> {
  const account = { nonce: 1n, balance: 10n, ...accounts[runner], code: asm(source).code };
  return runAmsterdam({
    accounts: { ...accounts, [runner]: account },
    transactions: [{ from: sender(0), to: runner, gasLimit }],
  });
}

/** Gas without the 21,000 of the transaction: what the sender pays, and what counts for the block. */
function gasOf({ receipts, gasUsed }: BlockResult) {
  return { paid: receipts[0]!.gasUsed - 21_000n, block: gasUsed };
}

test.each([
  ['fills a slot', 0n, '1 0 SSTORE', 5_006n, newSlot, 0n],
  ['changes nothing', 0n, '0 0 SSTORE', 2_206n, 0n, 0n],
  ['changes a slot', 5n, '1 0 SSTORE', 5_006n, 0n, 0n],
  ['fills two slots', 0n, '1 0 SSTORE 1 1 SSTORE', 10_012n, 2n * newSlot, 0n],
  ['fills and changes', 0n, '1 0 SSTORE 2 0 SSTORE', 5_112n, newSlot, 0n],
  ['fills and empties', 0n, '1 0 SSTORE 0 0 SSTORE', 5_112n, 0n, 2_800n],
  ['fills, changes, empties', 0n, '1 0 SSTORE 2 0 SSTORE 0 0 SSTORE', 5_218n, 0n, 2_800n],
  ['fills, empties, fills', 0n, '1 0 SSTORE 0 0 SSTORE 3 0 SSTORE', 8_018n, newSlot, 2_800n],
  ['empties and fills', 5n, '0 0 SSTORE 1 0 SSTORE', 5_112n, 0n, 0n],
])('a storage write that %s', async (_, original, source, regular, state, refund) => {
  const storage = new Map(original === 0n ? [] : [[word(0n), original]]);
  const gas = gasOf(await run(source, { [runner]: { storage } }));
  const ofBlock = regular + 21_000n;
  expect(gas).toEqual({ paid: regular + state - refund, block: ofBlock > state ? ofBlock : state });
});

test('state gas is taken from what is kept for it, and GAS does not see that', async () => {
  const source = '1 0 SSTORE GAS 0 MSTORE 32 0 LOG0';
  const seen = async (extra: bigint) => {
    const { receipts } = await run(source, {}, mostRegular + extra);
    return BigInt(receipts[0]!.logs[0]!.data);
  };
  expect((await seen(newSlot)) - (await seen(0n))).toBe(newSlot);
  expect((await seen(newSlot)) - (await seen(newSlot - 1n))).toBe(1n);
  expect(await seen(newSlot)).toBe(await seen(5n * newSlot));
});

test('a gas too few of the two together fails', async () => {
  const needed = 21_000n + 5_006n + newSlot;
  expect((await run('1 0 SSTORE', {}, needed)).receipts[0]!.status).toBe(1);
  const { receipts, gasUsed } = await run('1 0 SSTORE', {}, needed - 1n);
  expect(receipts[0]).toMatchObject({ status: 0, gasUsed: needed - 1n });
  expect(gasUsed).toBe(needed - 1n);
});

test('a transaction that fails pays no state gas', async () => {
  expect(gasOf(await run('1 0 SSTORE 0 0 REVERT'))).toEqual({ paid: 5_012n, block: 26_012n });
  // What had spilled is kept for state again; the rest of the regular gas is lost.
  const { receipts, gasUsed } = await run('1 0 SSTORE INVALID', {}, mostRegular + 1000n);
  expect(receipts[0]!.gasUsed).toBe(mostRegular - newSlot + 1000n);
  expect(gasUsed).toBe(mostRegular - newSlot + 1000n);
});

/** Calls `other` with gas for its regular work only, and ignores how that ends. */
const callOther = `0 0 0 0 0 ${other} 30000 CALL POP`;

test.each(['0 0 REVERT', 'INVALID'])(
  'a frame that ends with %s leaves its state gas to its caller',
  async (end) => {
    const source = `${callOther} 1 0 SSTORE`;
    const calls = (code: string) => ({ [other]: { code: asm(code).code, nonce: 1n } });
    const kept = mostRegular + newSlot;
    const failed = await run(source, calls(`1 0 SSTORE ${end}`), kept);
    const without = await run(source, calls(`0 0 SSTORE ${end}`), kept);
    expect(failed.receipts[0]!.status).toBe(1);
    const more = end === 'INVALID' ? 0n : 5_000n - 2_200n;
    expect(failed.receipts[0]!.gasUsed - without.receipts[0]!.gasUsed).toBe(more);
  },
);

test('a frame that empties a slot which its caller filled gives back what the caller paid', async () => {
  const empties = { [other]: { code: asm('0 0 SSTORE').code, nonce: 1n } };
  const result = await run(`1 0 SSTORE 0 0 0 0 ${other} 30000 DELEGATECALL`, empties);
  const regular = 21_000n + 5_006n + 2_600n + 6n * 3n + 106n;
  expect(result.gasUsed).toBe(regular);
  expect(result.receipts[0]!.gasUsed).toBe(regular - 2_800n);
});

test('what a frame is refunded is lost when it fails', async () => {
  // EIP-8037 would have it otherwise; the official fixtures decide.
  const code = asm('1 0 SSTORE 0 0 SSTORE 0 0 REVERT').code;
  const kept = mostRegular + newSlot;
  const { receipts } = await run(callOther, { [other]: { code, nonce: 1n } }, kept);
  const plain = await run(callOther, { [other]: { code: asm('0 0 REVERT').code, nonce: 1n } }, kept);
  expect(receipts[0]!.gasUsed - plain.receipts[0]!.gasUsed).toBe(5_112n + newSlot);
});

/** Init code in the last bytes of the first word of memory, and a creation with it. */
function creation(init: Hex): string {
  const size = init.length / 2 - 1;
  return `${init} 0 MSTORE ${size} ${32 - size} 0 CREATE`;
}

test.each([
  ['that deploys nothing', '0x00', 9_000n, newAccount],
  ['that deploys five bytes', '0x60056000f3', 9_000n + 6n + 3n + 6n, newAccount + 5n * stateByte],
  ['that reverts', '0x60006000fd', 9_000n + 6n, 0n],
] as const)('a creation %s', async (_, init, regular, state) => {
  const setUp = 3n * 5n + 3n + 3n + 2n; // pushes, MSTORE, its memory, a word of init code
  const { paid } = gasOf(await run(creation(init)));
  expect(paid).toBe(setUp + regular + state);
});

test('a creation that cannot be paid for costs no state gas', async () => {
  const { paid, block } = gasOf(await run('0 0 11 CREATE'));
  expect(paid).toBe(9_009n);
  expect(block).toBe(30_009n);
});

test('a creation transaction pays for its account, also when it fails', async () => {
  for (const data of ['0x00', '0x60006000fd'] as const) {
    const transaction = { from: sender(0), to: null, data, gasLimit: 1_000_000n };
    const { receipts, gasUsed } = await runAmsterdam({ transactions: [transaction] });
    const bytes = data === '0x00' ? 4n : 3n * 16n + 2n * 4n;
    const executed = data === '0x00' ? 0n : 6n;
    expect(receipts[0]!.gasUsed).toBe(21_000n + 9_000n + 2n + bytes + executed + newAccount);
    expect(gasUsed).toBe(newAccount);
  }
});

test('a call that brings an account', async () => {
  const call = (target: Address, value: number) => `0 0 0 0 ${value} ${target} 0 CALL`;
  const pushes = 7n * 3n;
  const known = { [other]: { nonce: 1n } };
  expect(gasOf(await run(call(absent, 1)))).toEqual({
    paid: pushes + 2_600n + 6_700n + newAccount,
    block: newAccount,
  });
  expect(gasOf(await run(call(other, 1), known)).paid).toBe(pushes + 2_600n + 6_700n);
  expect(gasOf(await run(call(absent, 0))).paid).toBe(pushes + 2_600n);
  // Without the funds nothing is brought, but the official fixtures want it paid.
  expect(gasOf(await run(call(absent, 11))).paid).toBe(pushes + 2_600n + 6_700n + newAccount);
});

test('a contract that ends brings its heir', async () => {
  expect(gasOf(await run(`${absent} SELFDESTRUCT`)).paid).toBe(3n + 7_600n + newAccount);
  expect(gasOf(await run(`${absent} SELFDESTRUCT`, { [runner]: { balance: 0n } })).paid).toBe(3n + 7_600n);
});

test('what was made and ended in one transaction costs no state gas', async () => {
  // Init code that fills a slot and ends.
  const result = await run(creation(asm('1 0 SSTORE ADDRESS SELFDESTRUCT').code));
  expect(result.receipts[0]!.status).toBe(1);
  expect(result.gasUsed).toBe(result.receipts[0]!.gasUsed);
  expect(result.gasUsed).toBeLessThan(21_000n + newSlot);
});

test.each([
  ['a new account', {}, 0n],
  ['a known account', { [other]: { balance: 1n } }, newAccount],
])('an authorization by %s', async (_, accounts, back) => {
  const transaction = {
    from: sender(0),
    to: addressOf(7, 0xcc),
    authorizationList: [delegation(other, addressOf(8, 0xcc))],
  };
  const { receipts, gasUsed } = await runAmsterdam({ accounts, transactions: [transaction] });
  const state = newAccount + 23n * stateByte;
  expect(receipts[0]!.gasUsed).toBe(21_000n + 7_500n + state - back);
  expect(gasUsed).toBe(state); // as if each brought a new account
});

test('before Amsterdam a slot costs plain gas', async () => {
  expect(await runCode('1 0 SSTORE', 'bpo2')).toMatchObject({ succeeded: true, gas: 22_106n });
});
