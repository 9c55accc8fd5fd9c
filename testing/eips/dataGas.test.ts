/** Gas of data and access lists, and the size of contracts, as Amsterdam has them. */
import { type AccessListEntry, executeBlock, type Hex } from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import { expect, test } from 'vitest';
import { sender, smallBlock, type Wish } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { addressOf, word } from '../generators/cast.ts';

const idle = addressOf(1, 0xcc);

async function run(wish: Partial<Wish>, hardfork: Hardfork) {
  const { block, state } = smallBlock({ hardfork, transactions: [{ from: sender(0), to: idle, ...wish }] });
  return executeBlock(block, state, { mechanism: 'serial', transactionsOnly: true });
}

/** So many bytes of data. */
const data = (zeros: number, others: number): Hex => `0x${'00'.repeat(zeros)}${'01'.repeat(others)}`;
const twoKeys = { address: idle, storageKeys: [word(1n), word(2n)] };

/** Gas of a transaction that does nothing: what its data costs, or their floor. */
test.each([
  ['osaka', data(10, 10), [], 21_000n + 500n], // EIP-7623
  ['amsterdam', data(10, 10), [], 21_000n + 20n * 64n], // EIP-7976
  ['osaka', '0x', [twoKeys], 21_000n + 2_400n + 3_800n],
  ['amsterdam', '0x', [twoKeys], 21_000n + 2_400n + 3_800n + 64n * 84n], // EIP-7981
  ['amsterdam', data(0, 200), [twoKeys], 21_000n + 64n * 284n], // the floor counts both
] as const)('%s: data %s with access list %j', async (hardfork, bytes, list, gas) => {
  const accessList: AccessListEntry[] = [...list];
  const wish: Partial<Wish> = { type: 1, chainId: 1n, data: bytes, accessList, gasLimit: gas };
  expect((await run(wish, hardfork)).receipts[0]!.gasUsed).toBe(gas);
  const code = { code: expect.stringMatching(/^(FLOOR|INTRINSIC)_GAS_TOO_LOW$/) };
  await expect(run({ ...wish, gasLimit: gas - 1n }, hardfork)).rejects.toMatchObject(code);
});

test('a refund does not go below the floor', async () => {
  const wish = { data: data(0, 1000) };
  expect((await run(wish, 'amsterdam')).receipts[0]!.gasUsed).toBe(21_000n + 64_000n);
});

test('the floor of the data may not exceed the regular gas of a transaction', async () => {
  const floor = (bytes: number) => ({ data: data(bytes, 0), gasLimit: 20_000_000n });
  const fits = Math.floor((2 ** 24 - 21_000) / 64);
  expect((await run(floor(fits), 'amsterdam')).receipts[0]!.status).toBe(1);
  await expect(run(floor(fits + 1), 'amsterdam')).rejects.toMatchObject({ code: 'INTRINSIC_GAS_ABOVE_CAP' });
});

/** EIP-7954; before it EIP-170. */
test.each([
  ['osaka', 24_576, 1],
  ['osaka', 24_577, 0],
  ['amsterdam', 32_768, 1],
  ['amsterdam', 32_769, 0],
] as const)('%s: a contract of %i bytes: status %i', async (hardfork, size, status) => {
  const wish = { to: null, data: asm(`${size} 0 RETURN`).code, gasLimit: 10_000_000n };
  expect((await run(wish, hardfork)).receipts[0]!.status).toBe(status);
});

/** EIP-7954; before it EIP-3860. */
test.each([
  ['osaka', 49_152],
  ['amsterdam', 65_536],
] as const)('%s: init code of %i bytes at most', async (hardfork, size) => {
  const wish = (bytes: number) => ({ to: null, data: data(bytes, 0), gasLimit: 10_000_000n });
  expect((await run(wish(size), hardfork)).receipts[0]!.status).toBe(1);
  await expect(run(wish(size + 1), hardfork)).rejects.toMatchObject({ code: 'INIT_CODE_TOO_LONG' });
  const create = async (bytes: number) => {
    const code = asm(`${bytes} 0 0 CREATE`).code;
    const { block, state } = smallBlock({
      hardfork,
      accounts: { [idle]: { code, nonce: 1n } },
      transactions: [{ from: sender(0), to: idle, gasLimit: 10_000_000n }],
    });
    return executeBlock(block, state, { mechanism: 'serial', transactionsOnly: true });
  };
  expect((await create(size)).receipts[0]!.status).toBe(1);
  expect((await create(size + 1)).receipts[0]!.status).toBe(0);
});
