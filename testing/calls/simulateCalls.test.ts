import {
  type Address,
  executeBlock,
  headerHash,
  InsufficientFundsError,
  NonceTooHighError,
  simulateCalls,
} from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { contextOf, contract, poor, returned, rich, stateOf } from './place.ts';

const context = contextOf('cancun');
const { header } = context;
const counter = stateOf([
  `1 SLOAD 1 ADD DUP1 1 SSTORE ${returned}`,
  `0 0 0 0 3 ${poor} 50000 CALL POP 0 0 0 0 4 ${contract(2)} 50000 CALL`,
  '0 0 REVERT',
]);
const count = { from: rich, to: contract(0) };

describe('blocks of calls', () => {
  test('each call sees what the ones before it left, also those of earlier blocks', async () => {
    const blocks = await simulateCalls(counter, context, [{ calls: [count, count] }, { calls: [count] }]);
    expect(blocks.map(({ calls }) => calls.map(({ output }) => BigInt(output)))).toEqual([[1n, 2n], [3n]]);
    expect(blocks.map(({ transactions }) => transactions.map(({ nonce }) => nonce))).toEqual([
      [0n, 1n],
      [2n],
    ]);
  });

  test('numbers, times and parents follow each other, gaps are filled', async () => {
    const blocks = await simulateCalls(counter, context, [
      {},
      { blockOverrides: { number: header.number + 4n } },
      { blockOverrides: { time: header.timestamp + 1000n } },
    ]);
    expect(blocks.map((block) => block.header.number - header.number)).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(blocks.map((block) => block.header.timestamp - header.timestamp)).toEqual([
      12n,
      24n,
      36n,
      48n,
      1000n,
    ]);
    const parents = [headerHash(header), ...blocks.map(({ hash }) => hash)];
    expect(blocks.map((block) => block.header.parentHash)).toEqual(parents.slice(0, -1));
    expect(blocks.map(({ header: made, hash }) => headerHash(made) === hash)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  test('hashes of simulated blocks are what BLOCKHASH gives', async () => {
    const state = stateOf([`1 NUMBER SUB BLOCKHASH ${returned}`]);
    const [first, second] = await simulateCalls(state, context, [{}, { calls: [{ to: contract(0) }] }]);
    expect(second!.calls[0]!.output).toBe(first!.hash);
  });

  test.each([
    ['block number', [{ blockOverrides: { number: header.number } }]],
    ['timestamp', [{ blockOverrides: { time: header.timestamp } }]],
    ['too many blocks', [{ blockOverrides: { number: header.number + 257n } }]],
    ['block gas limit', [{ calls: [{ ...count, gas: header.gasLimit + 1n }] }]],
  ] as const)('refused: %s', async (rule, blocks) => {
    const refused = simulateCalls(counter, context, blocks as never);
    await expect(refused).rejects.toMatchObject({ code: 'SIMULATION_INVALID', facts: { rule } });
  });

  test('what blocks leave is what the same transactions leave', async () => {
    const calls = [
      { ...count, gas: 100_000n },
      { ...count, gas: 100_000n },
    ];
    const [block] = await simulateCalls(counter, context, [{ calls }]);
    const plain = {
      ...context,
      header: block!.header,
      transactions: block!.transactions,
      ommers: [],
      withdrawals: [],
    };
    const { receiptsRoot, gasUsed, logsBloom } = await executeBlock(plain, counter, { mechanism: 'serial' });
    expect({ receiptsRoot, gasUsed, logsBloom }).toEqual({
      receiptsRoot: block!.header.receiptsRoot,
      gasUsed: block!.header.gasUsed,
      logsBloom: block!.header.logsBloom,
    });
  });
});

describe('options', () => {
  test('without validation nonces do not matter and gas is free; with it they count', async () => {
    const odd = { calls: [{ ...count, nonce: 9n }] };
    const [free] = await simulateCalls(counter, context, [odd]);
    expect([free!.calls[0]!.status, free!.header.baseFeePerGas]).toEqual(['success', 0n]);
    const price = 10n ** 12n;
    const priced = { calls: [{ ...count, nonce: 9n, gas: 100_000n, maxFeePerGas: price }] };
    await expect(simulateCalls(counter, context, [priced], { validation: true })).rejects.toThrow(
      NonceTooHighError,
    );
    await expect(
      simulateCalls(counter, context, [{ calls: [count] }], { validation: true }),
    ).rejects.toMatchObject({
      code: 'MAX_FEE_BELOW_BASE_FEE',
    });
    const broke = { calls: [{ ...count, from: poor, gas: 100_000n, maxFeePerGas: price }] };
    await expect(simulateCalls(counter, context, [broke], { validation: true })).rejects.toThrow(
      InsufficientFundsError,
    );
    const good = { calls: [{ ...count, gas: 100_000n, maxFeePerGas: price }] };
    const [checked] = await simulateCalls(counter, context, [good], { validation: true });
    expect(checked!.calls[0]!.status).toBe('success');
    expect(checked!.header.baseFeePerGas).toBeGreaterThan(0n);
  });

  test('transfers of wei as logs, in order, without those that were undone', async () => {
    const calls = [{ from: rich, to: contract(1), value: 10n }];
    const [block] = await simulateCalls(counter, context, [{ calls }], { traceTransfers: true });
    const word = (address: Address) => `0x${address.slice(2).padStart(64, '0')}`;
    const { logs } = block!.calls[0]!;
    expect(logs.map(({ address, topics, data }) => [address, topics[1], topics[2], BigInt(data)])).toEqual([
      [`0x${'ee'.repeat(20)}`, word(rich), word(contract(1)), 10n],
      [`0x${'ee'.repeat(20)}`, word(contract(1)), word(poor), 3n],
    ]);
    const [plain] = await simulateCalls(counter, context, [{ calls }]);
    expect(plain!.calls[0]!.logs).toEqual([]);
  });

  test('overrides of state stay, moved precompiles do not', async () => {
    const there: Address = `0x${'ab'.repeat(20)}`;
    const identity: Address = `0x${'00'.repeat(19)}04`;
    const ask = (to: Address) => ({ to, data: '0x1234' as const });
    const [slot, value] = [`0x${'00'.repeat(31)}01`, `0x${'00'.repeat(31)}29`] as const;
    const blocks = await simulateCalls(counter, context, [
      {
        stateOverrides: {
          [identity]: { movePrecompileToAddress: there },
          [contract(0)]: { stateDiff: { [slot]: value } },
        },
        calls: [ask(there), ask(identity)],
      },
      { calls: [ask(there), ask(identity), count] },
    ]);
    const outputs = blocks.map(({ calls }) => calls.map(({ output }) => output));
    expect(outputs[0]).toEqual(['0x1234', '0x']);
    expect(outputs[1]!.slice(0, 2)).toEqual(['0x', '0x1234']);
    expect(BigInt(outputs[1]![2]!)).toBe(42n);
  });

  test('withdrawals and the root of the beacon chain', async () => {
    const withdrawals = [{ index: 0n, validatorIndex: 1n, address: poor, amount: 5n }];
    const state = stateOf([`${poor} BALANCE ${returned}`]);
    const blocks = await simulateCalls(state, context, [
      { blockOverrides: { withdrawals } },
      { calls: [{ to: contract(0) }] },
    ]);
    expect(BigInt(blocks[1]!.calls[0]!.output)).toBe(5n * 10n ** 9n);
    expect(blocks[0]!.withdrawals).toEqual(withdrawals);
  });
});
