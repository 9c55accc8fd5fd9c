/** What `auto` chooses, and that it says why. */
import {
  type Block,
  createPool,
  executeBlock,
  MemoryState,
  mainnet,
  type Pool,
  type Transaction,
} from '@heddle/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';

let pool: Pool;
beforeAll(async () => {
  pool = await createPool({ workers: 2 });
});
afterAll(() => pool.close());

const zero = `0x${'00'.repeat(32)}` as const;

function transaction(i: number, to: number, data: `0x${string}`): Transaction {
  return {
    type: 2,
    chainId: mainnet.chainId,
    nonce: 0n,
    gasLimit: 100_000n,
    to: `0x${to.toString(16).padStart(40, 'c')}`,
    value: 0n,
    data,
    maxFeePerGas: 10n,
    maxPriorityFeePerGas: 0n,
    maxFeePerBlobGas: 0n,
    blobVersionedHashes: [],
    accessList: [],
    authorizationList: [],
    yParity: 0,
    r: 1n,
    s: 1n,
    from: `0x${(i + 1).toString(16).padStart(40, 'a')}`,
  };
}

function blockOf(transactions: Transaction[]): [Block, MemoryState] {
  const header = {
    parentHash: zero,
    ommersHash: zero,
    beneficiary: `0x${'be'.repeat(20)}`,
    stateRoot: zero,
    transactionsRoot: zero,
    receiptsRoot: zero,
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: 0n,
    number: 1n,
    gasLimit: 100_000_000n,
    gasUsed: 0n,
    timestamp: 1n,
    extraData: '0x',
    mixHash: zero,
    nonce: '0x0000000000000000',
    baseFeePerGas: 7n,
  } as const;
  const block: Block = {
    chainId: mainnet.chainId,
    hardfork: 'london',
    header,
    transactions,
    ommers: [],
    blockHashes: new Map(),
  };
  const alloc = Object.fromEntries(transactions.map(({ from }) => [from, { balance: '0xffffffffff' }]));
  return [block, MemoryState.fromAlloc(alloc)];
}

const calls = (callees: number) =>
  Array.from({ length: 20 }, (_, i) => transaction(i, i % callees, '0x12345678'));

test.each([
  ['few conflicts', calls(10), {}, 'optimistic'],
  ['one crowded contract', calls(1), {}, 'locks'],
  ['plain payments', calls(10).map((tx) => ({ ...tx, data: '0x' as const })), {}, 'locks'],
])('%s: chooses by the transactions', async (_, transactions, options, expected) => {
  const [block, state] = blockOf(transactions);
  const { report } = await executeBlock(block, state, {
    mechanism: 'auto',
    pool,
    fallBack: false,
    ...options,
  });
  expect(report.choice?.mechanism).toBe(expected);
});

test('a small block runs serially, a block with its list from that', async () => {
  const [block, state] = blockOf(calls(10));
  const small = await executeBlock(block, state, { mechanism: 'auto', pool, listAccesses: true });
  expect([small.report.choice?.mechanism, small.report.fellBack]).toEqual(['serial', true]);
  const { blockAccessList } = small;
  if (blockAccessList === undefined) throw new Error('no list');
  const run = { mechanism: 'auto', pool, fallBack: false, blockAccessList } as const;
  const listed = await executeBlock(block, state, run);
  expect(listed.report.choice?.mechanism).toBe('access-list');
  expect(listed.receiptsRoot).toBe(small.receiptsRoot);
});
