/** Wei that moves or is burnt leaves a log of the system's address (EIP-7708). */
import { type Address, executeBlock, type Hash, type Receipt } from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import { expect, test } from 'vitest';
import { sender, smallBlock, type Wish } from '../adversarial/smallBlock.ts';
import { asm } from '../dsl/asm.ts';
import { create2Address } from '../dsl/deployments.ts';
import { addressOf, type CastAccount } from '../generators/cast.ts';

const system = '0xfffffffffffffffffffffffffffffffffffffffe';
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const burnTopic = '0xcc16f5dbb4873280815c1ee09dbd06736cffcc184412cf7a71a0fdb75d397ca5';

const caller = addressOf(1, 0xfa);
const other = addressOf(2, 0xab);
const heir = addressOf(3, 0xab);

/** A log in words: `transfer FROM TO WEI`, `burn ACCOUNT WEI`, or `own` for one that code made. */
function read({ address, topics, data }: Receipt['logs'][number]): string {
  if (address !== system) return 'own';
  const accounts = topics.slice(1).map((topic) => `0x${topic.slice(26)}`);
  const names: Record<Hash, string> = { [transferTopic]: 'transfer', [burnTopic]: 'burn' };
  return [names[topics[0]!], ...accounts, BigInt(data)].join(' ');
}

async function logsOf(
  wish: Partial<Wish>,
  accounts: Record<Address, Partial<CastAccount>> = {},
  hardfork: Hardfork = 'amsterdam',
): Promise<string[]> {
  const { block, state } = smallBlock({
    hardfork,
    accounts,
    transactions: [{ from: sender(0), to: caller, gasLimit: 3_000_000n, ...wish }],
  });
  const run = { mechanism: 'serial', transactionsOnly: true } as const;
  const { receipts } = await executeBlock(block, state, run);
  return receipts[0]!.logs.map(read);
}

const code = (source: string, balance = 0n) => ({ [caller]: { code: asm(source).code, nonce: 1n, balance } });

test('a transaction with value', async () => {
  expect(await logsOf({ value: 7n })).toEqual([`transfer ${sender(0)} ${caller} 7`]);
  expect(await logsOf({ value: 0n })).toEqual([]);
  expect(await logsOf({ value: 7n, to: sender(0) })).toEqual([]);
  expect(await logsOf({ value: 7n }, {}, 'bpo2')).toEqual([]);
});

test('calls and the end of a contract, in their order among other logs', async () => {
  const source = `0 0 LOG0 0 0 0 0 3 ${other} GAS CALL 0 0 LOG0 ${heir} SELFDESTRUCT`;
  expect(await logsOf({ value: 5n }, code(source))).toEqual([
    `transfer ${sender(0)} ${caller} 5`,
    'own',
    `transfer ${caller} ${other} 3`,
    'own',
    `transfer ${caller} ${heir} 2`,
  ]);
});

test.each([
  ['0 0 0 0 0', other, 'CALL'],
  ['0 0 0 0 3', caller, 'CALL'], // to itself
  ['0 0 0 0 3', other, 'CALLCODE'], // the value stays
  ['0 0 0 0 9', other, 'CALL'], // more than it has
])('no log of %s %s %s', async (words, target, opcode) => {
  expect(await logsOf({}, code(`${words} ${target} GAS ${opcode}`, 5n))).toEqual([]);
});

test('a contract that ends in favour of itself and lives on burns nothing', async () => {
  expect(await logsOf({}, code('ADDRESS SELFDESTRUCT', 5n))).toEqual([]);
});

test.each(['0 0 REVERT', 'INVALID'])('%s takes the logs of its frame along', async (end) => {
  const inner = { code: asm(`0 0 0 0 1 ${heir} GAS CALL ${end}`).code, nonce: 1n };
  const source = `0 0 0 0 3 ${other} 50000 CALL 0 0 0 0 1 ${heir} GAS CALL`;
  const logs = await logsOf({}, { ...code(source, 5n), [other]: inner });
  expect(logs).toEqual([`transfer ${caller} ${heir} 1`]);
  expect(await logsOf({ value: 1n }, code(`0 0 0 0 1 ${heir} GAS CALL ${end}`))).toEqual([]);
});

/** Makes a contract that runs the calldata as its init code, with all wei that it has. */
const makeOfCalldata = 'CALLDATASIZE 0 0 CALLDATACOPY 0 CALLDATASIZE 0 SELFBALANCE CREATE2 0 0 LOG0 STOP';

test('a creation with value', async () => {
  const made = create2Address(caller, 0n, '0x00');
  const logs = await logsOf({ data: '0x00' }, code(makeOfCalldata, 5n));
  expect(logs).toEqual([`transfer ${caller} ${made} 5`, 'own']);
  const created = await logsOf({ to: null, value: 2n });
  expect(created).toEqual([expect.stringMatching(/^transfer 0x\w+ 0x\w+ 2$/)]);
});

test('what ends in favour of itself in the transaction that made it is burnt at once', async () => {
  const init = asm('ADDRESS SELFDESTRUCT').code;
  const made = create2Address(caller, 0n, init);
  const logs = await logsOf({ data: init }, code(makeOfCalldata, 5n));
  expect(logs).toEqual([`transfer ${caller} ${made} 5`, `burn ${made} 5`, 'own']);
});

test('what an ended contract receives is burnt last, by address', async () => {
  const init = asm(`${heir} SELFDESTRUCT`).code;
  const salts = [0n, 1n, 2n, 3n];
  const made = salts.map((salt) => create2Address(caller, salt, init));
  const source = [
    'CALLDATASIZE 0 0 CALLDATACOPY',
    ...salts.map((salt) => `${salt} CALLDATASIZE 0 0 CREATE2 POP`),
    ...made.map((address, i) => `0 0 0 0 ${i + 1} ${address} GAS CALL POP`),
    '0 0 LOG0',
  ].join(' ');
  const logs = await logsOf({ data: init }, code(source, 100n));
  const burns = made.map((address, i) => `burn ${address} ${i + 1}`).sort();
  expect(logs).toEqual([...made.map((to, i) => `transfer ${caller} ${to} ${i + 1}`), 'own', ...burns]);
});

test('a beneficiary that ends burns its fee too', async () => {
  const init = asm(`${heir} SELFDESTRUCT`).code;
  const beneficiary = create2Address(caller, 0n, init);
  const { block, state } = smallBlock({
    hardfork: 'amsterdam',
    beneficiary,
    accounts: code(makeOfCalldata),
    transactions: [{ from: sender(0), to: caller, data: init }],
  });
  const run = { mechanism: 'serial', transactionsOnly: true } as const;
  const { receipts, changes } = await executeBlock(block, state, run);
  const fee = receipts[0]!.gasUsed * 1_000_000_000n;
  expect(receipts[0]!.logs.map(read)).toEqual(['own', `burn ${beneficiary} ${fee}`]);
  expect(changes.accounts.find(({ address }) => address === beneficiary)?.account).toBeNull();
});
