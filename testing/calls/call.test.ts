import {
  call,
  executeBlock,
  InsufficientFundsError,
  IntrinsicGasTooLowError,
  MaxFeeBelowBaseFeeError,
  OverlaidState,
  revertReason,
  type StateReader,
  traceCall,
} from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { blockOfSeed } from '../differential/blockOfSeed.ts';
import { contextOf, contract, errorOutput, inMemory, poor, returned, rich, stateOf } from './place.ts';

const context = contextOf();
const word = (value: bigint | number) => `0x${BigInt(value).toString(16).padStart(64, '0')}` as const;

/** The word that some code leaves, called with nothing by nobody in particular. */
async function wordOf(
  source: string,
  options: Parameters<typeof call>[3] = {},
  request = {},
): Promise<bigint> {
  const state = stateOf([`${source} ${returned}`]);
  const { output } = await call(state, context, { to: contract(0), ...request }, options);
  return BigInt(output);
}

describe('who may call', () => {
  test('anybody: a contract, an account without funds, with any nonce', async () => {
    const state = stateOf([`CALLER ${returned}`, '0 0 RETURN']);
    for (const from of [contract(1), poor, rich]) {
      const { output, status } = await call(state, context, { from, to: contract(0), nonce: 77n });
      expect([status, output]).toEqual(['success', word(BigInt(from))]);
    }
  });

  test('value and priced gas need funds', async () => {
    const state = stateOf(['STOP']);
    const priced = { from: poor, to: contract(0), gas: 30_000n, gasPrice: 10n ** 10n };
    await expect(call(state, context, { from: poor, to: contract(0), value: 1n })).rejects.toThrow(
      InsufficientFundsError,
    );
    await expect(call(state, context, priced)).rejects.toThrow(InsufficientFundsError);
    expect((await call(state, context, { ...priced, from: rich })).status).toBe('success');
  });

  test('a price below the base fee is refused, no price is taken as if gas were free', async () => {
    const { baseFeePerGas } = context.header;
    const below = { from: rich, to: contract(0), gasPrice: baseFeePerGas! - 1n };
    await expect(call(stateOf(['STOP']), context, below)).rejects.toThrow(MaxFeeBelowBaseFeeError);
    expect(await wordOf('BASEFEE')).toBe(0n);
    expect(await wordOf('GASPRICE')).toBe(0n);
    const priced = { from: rich, gas: 100_000n, gasPrice: baseFeePerGas! };
    expect(await wordOf('BASEFEE', {}, priced)).toBe(baseFeePerGas);
    expect(await wordOf('BASEFEE')).toBe(0n);
    const blobs = { from: rich, blobVersionedHashes: [`0x01${'00'.repeat(31)}`] };
    expect(await wordOf('BLOBBASEFEE', {}, blobs)).toBe(0n);
    expect(await wordOf('BLOBBASEFEE')).toBe(1n);
  });

  test('gas: 50 million unless named or capped', async () => {
    // 21,000 for the message, 2 for GAS itself.
    expect(await wordOf('GAS')).toBe(50_000_000n - 21_002n);
    expect(await wordOf('GAS', {}, { gas: 100_000n })).toBe(78_998n);
    expect(await wordOf('GAS', { gasCap: 60_000n }, { gas: 100_000n })).toBe(38_998n);
    await expect(wordOf('GAS', {}, { gas: 20_999n })).rejects.toThrow(IntrinsicGasTooLowError);
  });
});

describe('what comes of it', () => {
  const failing: [source: string, error: string][] = [
    ['0 0 REVERT', 'execution reverted'],
    [`${inMemory(errorOutput('not the owner'))} 100 0 REVERT`, 'execution reverted: not the owner'],
    [
      `${inMemory(`0x4e487b71${word(0x11).slice(2)}`)} 36 0 REVERT`,
      'execution reverted: arithmetic underflow or overflow',
    ],
    ['INVALID', 'invalid opcode: INVALID'],
    ['#0c', 'invalid opcode: opcode 0xc not defined'],
    ['1 ADD', 'stack underflow (1 <=> 2)'],
    ['3 JUMP', 'invalid jump destination'],
    ['again: @again JUMP', 'out of gas'],
    ['1 0 0 RETURNDATACOPY', 'return data out of bounds'],
  ];

  test.each(failing)('%s', async (source, error) => {
    const result = await call(stateOf([source]), context, { to: contract(0), gas: 100_000n });
    expect(result.error).toBe(error);
    expect(result.status).toBe(error.startsWith('execution reverted') ? 'revert' : 'halt');
    if (result.status === 'halt') expect(result.gasUsed).toBe(100_000n);
  });

  test('a full stack that is pushed on', async () => {
    const result = await call(stateOf(['again: 1 @again JUMP']), context, { to: contract(0) });
    expect(result.error).toBe('stack limit reached 1024 (1023)');
  });

  test('logs, and gas after refunds', async () => {
    const state = stateOf(['7 32 0 LOG1 0 1 SSTORE'], {});
    const cleared = await call(
      state,
      context,
      { to: contract(0) },
      {
        stateOverrides: { [contract(0)]: { stateDiff: { [word(1)]: word(5) } } },
      },
    );
    const { address, topics } = cleared.logs[0]!;
    expect([address, topics]).toEqual([contract(0), [word(7)]]);
    // 21,000; five pushes; LOG1 375 + 375 + 8 * 32 and a word of memory; a cold slot that is cleared, 4,800 of it refunded.
    expect(cleared.gasUsed).toBe(21_000n + 15n + 1_006n + 3n + 5_000n - 4_800n);
  });

  test('a creation returns the code; its address follows from the nonce of the state', async () => {
    const state = stateOf([], { [poor]: { balance: '0x0', nonce: '0x5' } });
    const made = await call(state, context, { from: poor, data: '0x60fe60005360016000f3' });
    const next = await call(state, context, { from: poor, data: '0x60fe60005360016000f3', nonce: 9n });
    expect(made).toMatchObject({ status: 'success', output: '0xfe' });
    expect(next.created).toBe(made.created);
  });

  test('the state stays as it is', async () => {
    const state = stateOf(['1 SLOAD 1 ADD DUP1 1 SSTORE 0 MSTORE 32 0 RETURN']);
    const outputs = [1, 2, 3].map(() => call(state, context, { to: contract(0) }));
    for (const { output } of await Promise.all(outputs)) expect(BigInt(output)).toBe(1n);
  });
});

describe('where state comes from', () => {
  const sources = [`3 SLOAD ${contract(1)} EXTCODESIZE ADD ${returned}`, 'STOP STOP'];

  test('a reader that answers later, without a revision', async () => {
    const inner = stateOf(sources);
    let reads = 0;
    const later = <T>(value: T): Promise<T> => {
      reads++;
      return new Promise((resolve) => setTimeout(() => resolve(value), 1));
    };
    const slow: StateReader = {
      account: (address) => later(inner.account(address)),
      storage: (address, slot) => later(inner.storage(address, slot)),
      code: (hash) => later(inner.code(hash)),
    };
    const calls = Array.from({ length: 9 }, () => call(slow, context, { to: contract(0) }));
    for (const { output } of await Promise.all(calls)) expect(BigInt(output)).toBe(2n);
    expect(reads).toBeGreaterThan(9);
  });

  test('with a revision, what was read is not read again until that changes', async () => {
    const inner = stateOf(sources);
    let reads = 0;
    let revision = 1;
    const counted: StateReader = {
      get revision() {
        return revision;
      },
      account(address) {
        reads++;
        return inner.account(address);
      },
      storage: (address, slot) => inner.storage(address, slot),
      code: (hash) => inner.code(hash),
    };
    await call(counted, context, { to: contract(0) });
    const first = reads;
    await call(counted, context, { to: contract(0) });
    expect(reads).toBe(first);
    revision++;
    await call(counted, context, { to: contract(0) });
    expect(reads).toBe(2 * first);
  });

  test('hashes of ancestors from a map that looks them up', async () => {
    const { number } = context.header;
    const lazy = new (class extends Map<bigint, `0x${string}`> {
      override get(at: bigint) {
        return at === number - 2n ? word(77) : undefined;
      }
    })();
    const state = stateOf([`${number - 2n} BLOCKHASH ${returned}`, `${number - 3n} BLOCKHASH ${returned}`]);
    const asked = { ...context, blockHashes: lazy };
    expect(BigInt((await call(state, asked, { to: contract(0) })).output)).toBe(77n);
    await expect(call(state, asked, { to: contract(1) })).rejects.toMatchObject({
      code: 'BLOCK_HASH_MISSING',
    });
  });

  test('an overlaid state is a state', async () => {
    const state = new OverlaidState(stateOf(sources));
    state.setStorage(contract(0), [[word(3), 40n]], false);
    expect(BigInt((await call(state, context, { to: contract(0) })).output)).toBe(42n);
    state.set(contract(1), { code: new Uint8Array(5) });
    expect(BigInt((await call(state, context, { to: contract(0) })).output)).toBe(45n);
  });
});

test('a long call lets the thread work and can be stopped', async () => {
  const controller = new AbortController();
  let turns = 0;
  const timer = setInterval(() => {
    turns++;
    if (turns === 3) controller.abort();
  }, 1);
  const endless = { to: contract(0), gas: 10n ** 12n };
  const options = { gasCap: 10n ** 12n, signal: controller.signal };
  const state = stateOf(['again: @again JUMP']);
  await expect(call(state, context, endless, options)).rejects.toMatchObject({ code: 'CANCELLED' });
  clearInterval(timer);
  expect(turns).toBe(3);
  expect((await call(state, context, { to: contract(0), gas: 30_000n })).error).toBe('out of gas');
});

test('calls and a block at the same time', async () => {
  const { block, state } = blockOfSeed('random', 3);
  const alone = await executeBlock(block, state, { mechanism: 'serial' });
  const running = executeBlock(block, state, { mechanism: 'optimistic', workers: 2 });
  const other = stateOf([`3 4 MUL ${returned}`]);
  const results = await Promise.all(
    Array.from({ length: 50 }, () => call(other, context, { to: contract(0) })),
  );
  for (const { output } of results) expect(BigInt(output)).toBe(12n);
  expect((await running).receiptsRoot).toBe(alone.receiptsRoot);
});

test('a trace that fails in the middle leaves the next one well', async () => {
  const state = stateOf([`1 2 ADD ${returned}`]);
  const wrong = () => ({
    events: 3,
    step() {
      throw new Error('a tracer of somebody');
    },
    result: () => 0,
  });
  const run = (tracer: () => { events: number; step?(): void; result(): number }) =>
    traceCall(state, context, { to: contract(0) }, { tracer });
  await expect(run(wrong)).rejects.toThrow('a tracer of somebody');
  expect(await run(() => ({ events: 3, result: () => 5 }))).toBe(5);
});

test('outputs of reverts that say nothing', () => {
  const broken = [
    '0x',
    '0x08c379a0',
    `0x08c379a0${'ff'.repeat(64)}`,
    `0x08c379a0${word(32).slice(2)}${word(99).slice(2)}00`,
    '0x4e487b7101',
    '0x11223344',
  ] as const;
  for (const output of broken) expect(revertReason(output)).toBeUndefined();
  expect(revertReason(`0x4e487b71${word(0x99).slice(2)}`)).toBe('unknown panic code: 0x99');
  expect(revertReason(errorOutput('grüße'.replace('ü', 'u').replace('ß', 's')))).toBe('gruse');
});
