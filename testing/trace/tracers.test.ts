/** What tracers make of small transactions, against geth's definitions and sums by hand. */
import {
  type Address,
  callTracer,
  flatCallTracer,
  fourByteTracer,
  type Hex,
  noopTracer,
  type Prestate,
  prestateTracer,
  type StructLog,
  structLogger,
  type TracerMaker,
  traceBlock,
  traceCall,
} from '@heddle/engine';
import type { Hardfork } from '@heddle/evm';
import { describe, expect, test } from 'vitest';
import { beneficiary, sender, smallBlock } from '../adversarial/smallBlock.ts';
import { contextOf, contract, errorOutput, inMemory, poor, rich, stateOf } from '../calls/place.ts';

const context = contextOf('cancun');
const word = (value: number) => `0x${value.toString(16).padStart(64, '0')}` as const;

/** Traces a call of the first of some contracts. */
function traceOf<Result>(
  tracer: TracerMaker<Result>,
  sources: readonly string[],
  request: object = {},
  hardfork: Hardfork = 'cancun',
): Promise<Result> {
  const place = hardfork === 'cancun' ? context : contextOf(hardfork);
  return traceCall(
    stateOf(sources),
    place,
    { from: rich, to: contract(0), gas: 200_000n, ...request },
    { tracer },
  );
}

describe('struct logs', () => {
  test('gas, stack and storage of each instruction', async () => {
    const { structLogs, gas, failed, returnValue } = await traceOf(structLogger(), [
      '5 1 SSTORE 1 SLOAD POP',
    ]);
    expect({ gas, failed, returnValue }).toEqual({ gas: 43_211, failed: false, returnValue: '0x' });
    const at = (pc: number, op: string, left: number, gasCost: number, stack: string[], rest = {}) => ({
      pc,
      op,
      gas: left,
      gasCost,
      depth: 1,
      stack,
      ...rest,
    });
    const storage = { [word(1)]: word(5) };
    expect(structLogs).toEqual([
      at(0, 'PUSH1', 179_000, 3, []),
      at(2, 'PUSH1', 178_997, 3, ['0x5']),
      at(4, 'SSTORE', 178_994, 22_100, ['0x5', '0x1'], { storage }),
      at(5, 'PUSH1', 156_894, 3, []),
      at(7, 'SLOAD', 156_891, 100, ['0x1'], { storage }),
      at(8, 'POP', 156_791, 2, ['0x5']),
      at(9, 'STOP', 156_789, 0, []),
    ]);
  });

  test('calls cost what they hand over, creations do not; no code is no step', async () => {
    const sources = [
      `0 0 0 0 0 ${contract(1)} 50000 CALL POP 0 0 0 0 0 ${poor} 50000 CALL POP 0 0 0 CREATE`,
      'STOP',
    ];
    const { structLogs } = await traceOf(structLogger(), sources);
    const costs = structLogs
      .filter(({ op }) => /CALL|CREATE/.test(op))
      .map(({ op, gasCost }) => [op, gasCost]);
    expect(costs).toEqual([
      ['CALL', 2_600 + 50_000],
      ['CALL', 2_600 + 50_000],
      ['CREATE', 32_000],
    ]);
    expect(structLogs.filter(({ depth }) => depth === 2).map(({ op, gas }) => [op, gas])).toEqual([
      ['STOP', 50_000],
    ]);
  });

  test('memory and return data as they were before, when asked for', async () => {
    const sources = [`32 0 0 0 0 ${contract(1)} 50000 CALL POP`, `0xab 0 MSTORE8 33 0 RETURN`];
    const options = { enableMemory: true, enableReturnData: true, disableStack: true };
    const { structLogs } = await traceOf(structLogger(options), sources);
    const [pop] = structLogs.filter(({ op }) => op === 'POP');
    expect(pop).toMatchObject({ memory: [`0xab${'00'.repeat(31)}`], returnData: `0xab${'00'.repeat(32)}` });
    expect(pop).not.toHaveProperty('stack');
    const [store] = structLogs.filter(({ op }) => op === 'MSTORE8');
    expect(store).not.toHaveProperty('memory');
    expect(structLogs.find(({ op }) => op === 'RETURN')).toMatchObject({
      memory: [`0xab${'00'.repeat(31)}`],
      gasCost: 3,
    });
  });

  test('refunds, and errors that are known before an instruction runs', async () => {
    const state = stateOf(['0 1 SSTORE 1 ADD']);
    const result = await traceCall(
      state,
      context,
      { to: contract(0), gas: 100_000n },
      {
        tracer: structLogger({ disableStorage: true }),
        stateOverrides: { [contract(0)]: { stateDiff: { [word(1)]: word(5) } } },
      },
    );
    expect(result.structLogs.map(({ op, refund, error }) => [op, refund, error])).toEqual([
      ['PUSH1', undefined, undefined],
      ['PUSH1', undefined, undefined],
      ['SSTORE', 4_800, undefined],
      ['PUSH1', 4_800, undefined],
      ['ADD', 4_800, 'stack underflow (1 <=> 2)'],
    ]);
    expect(result).toMatchObject({ failed: true, gas: 100_000, returnValue: '0x' });
  });

  test('a limit ends the list, a size ends the trace, a listener gets all', async () => {
    const loop = ['again: GAS 1000 GT @end JUMPI @again JUMP end: STOP'];
    const all: StructLog[] = [];
    const heard = await traceOf(structLogger({ onLog: (log) => all.push(log) }), loop);
    expect([heard.structLogs.length, all.length > 1000, all.at(-1)!.op]).toEqual([0, true, 'STOP']);
    const limited = await traceOf(structLogger({ limit: 10 }), loop);
    expect(limited.structLogs).toEqual(all.slice(0, 10));
    expect(limited.gas).toBe(heard.gas);
    const size = JSON.stringify(all).length;
    expect((await traceOf(structLogger({ maxChars: 1.1 * size }), loop)).structLogs).toEqual(all);
    await expect(traceOf(structLogger({ maxChars: 0.9 * size }), loop)).rejects.toMatchObject({
      code: 'TRACE_TOO_LARGE',
    });
    expect((await traceOf(structLogger(), ['STOP'])).structLogs).toHaveLength(1);
  });
});

describe('calls', () => {
  test('frames with their gas, the transaction as the outermost', async () => {
    const sources = [
      `4 28 0 0 0 ${contract(1)} 60000 DELEGATECALL POP 3 0 0 0 7 ${contract(2)} 50000 CALL POP`,
      '0x11223344 0 MSTORE 4 28 RETURN',
      'STOP',
    ];
    const data = '0x0102';
    const frame = await traceOf(callTracer(), sources, { value: 9n, data });
    expect(frame).toMatchObject({
      type: 'CALL',
      from: rich,
      to: contract(0),
      value: '0x9',
      gas: '0x30d40',
      input: data,
    });
    expect(frame.calls).toEqual([
      {
        type: 'DELEGATECALL',
        from: contract(0),
        to: contract(1),
        value: '0x9',
        gas: '0xea60',
        gasUsed: '0x12', // four pushes, a store and a word of memory
        input: '0x',
        output: '0x11223344',
      },
      {
        type: 'CALL',
        from: contract(0),
        to: contract(2),
        value: '0x7',
        gas: '0xcc4c',
        gasUsed: '0x0',
        input: '0x',
      },
    ]);
  });

  const failures: [source: string, error: string][] = [
    ['0 0 REVERT', 'execution reverted'],
    ['INVALID', 'invalid opcode: INVALID'],
    ['9 JUMP', 'invalid jump destination'],
    ['ADD', 'stack underflow (0 <=> 2)'],
    ['again: @again JUMP', 'out of gas'],
    ['1 0 0 RETURNDATACOPY', 'return data out of bounds'],
    ['GAS 1000 SWAP1 SUB 1 1 SSTORE', 'out of gas: not enough gas for reentrancy sentry'],
  ];
  test.each(failures)('the error of %s', async (source, error) => {
    const gas = error.includes('sentry') ? 2_000 : 30_000;
    const { calls } = await traceOf(callTracer(), [`0 0 0 0 0 ${contract(1)} ${gas} CALL POP`, source]);
    expect(calls![0]).toMatchObject({ error, type: 'CALL', to: contract(1) });
    if (error !== 'execution reverted') expect(calls![0]!.gasUsed).toBe(calls![0]!.gas);
  });

  test('the error of a write in a static call, and of calls that cannot start', async () => {
    const sources = [
      `0 0 0 0 ${contract(1)} 50000 STATICCALL POP 0 0 0 0 0xffffffff ${contract(2)} 50000 CALL POP 0 0 0xffffffff CREATE POP`,
      '1 1 SSTORE',
      'STOP',
    ];
    const { calls } = await traceOf(callTracer(), sources);
    expect(
      calls!.map(({ type, error, gasUsed, value, to }) => ({ type, error, gasUsed, value, to })),
    ).toEqual([
      { type: 'STATICCALL', error: 'write protection', gasUsed: '0xc350', value: undefined, to: contract(1) },
      {
        type: 'CALL',
        error: 'insufficient balance for transfer',
        gasUsed: '0x0',
        value: '0xffffffff',
        to: contract(2),
      },
      {
        type: 'CREATE',
        error: 'insufficient balance for transfer',
        gasUsed: '0x0',
        value: '0xffffffff',
        to: undefined,
      },
    ]);
  });

  test('the error of creations', async () => {
    // Init code that reverts; that returns 0xef; that returns more than the limit; with too little gas for what it returns.
    const create = (initCode: string) => `${inMemory(`0x${initCode}`)} ${initCode.length / 2} 0 0 CREATE POP`;
    const source = `${create('60fd60005260206000fd')} ${create('60ef60005360016000f3')} ${create('6160016000f3')}`;
    const { calls } = await traceOf(callTracer(), [source], { gas: 10_000_000n });
    expect(calls!.map(({ error, to }) => [error, to])).toEqual([
      ['execution reverted', undefined],
      ['invalid code: must not begin with 0xef', undefined],
      ['max code size exceeded', undefined],
    ]);
    const dear = await traceOf(callTracer(), [create('6110006000f3')], { gas: 200_000n });
    expect(dear.calls![0]!.error).toBe('contract creation code storage out of gas');
  });

  test('reasons of reverts', async () => {
    const output = errorOutput('not the owner');
    const { calls } = await traceOf(callTracer(), [
      `0 0 0 0 0 ${contract(1)} 50000 CALL POP`,
      `${inMemory(output)} 100 0 REVERT`,
    ]);
    expect(calls![0]).toMatchObject({ error: 'execution reverted', revertReason: 'not the owner' });
  });

  test('logs where they were written, none of what was undone', async () => {
    const sources = [
      `1 0 0 LOG1 0 0 0 0 0 ${contract(1)} 50000 CALL POP 2 0 0 LOG1 0 0 0 0 0 ${contract(2)} 50000 CALL POP`,
      '3 0 0 LOG1',
      '4 0 0 LOG1 0 0 REVERT',
    ];
    const frame = await traceOf(callTracer({ withLog: true }), sources);
    const places = (logs: typeof frame.logs) => logs?.map(({ topics, position }) => [topics[0], position]);
    expect(places(frame.logs)).toEqual([
      [word(1), '0x0'],
      [word(2), '0x1'],
    ]);
    expect(frame.calls!.map(({ logs }) => places(logs))).toEqual([[[word(3), '0x0']], undefined]);
    expect(await traceOf(callTracer({ onlyTopCall: true }), sources)).not.toHaveProperty('calls');
  });

  test('a self-destruction is a frame', async () => {
    const { calls } = await traceOf(callTracer(), [`${poor} SELFDESTRUCT`]);
    const frame = {
      type: 'SELFDESTRUCT',
      from: contract(0),
      to: poor,
      value: '0x64',
      gas: '0x0',
      gasUsed: '0x0',
      input: '0x',
    };
    expect(calls).toEqual([frame]);
  });

  test('flat: callers before the called, with paths; no plain calls of precompiles', async () => {
    const sources = [
      `0 0 0 0 4 50000 STATICCALL POP 0 0 0 0 0 ${contract(1)} 90000 CALL POP 0 0 0 CREATE POP ${poor} SELFDESTRUCT`,
      `0 0 0 0 ${contract(2)} 30000 STATICCALL POP INVALID`,
      '0 0 REVERT',
    ];
    const flat = await traceOf(flatCallTracer({ convertParityErrors: true }), sources);
    expect(
      flat.map(({ type, traceAddress, subtraces, error }) => [type, traceAddress, subtraces, error]),
    ).toEqual([
      ['call', [], 3, undefined],
      ['call', [0], 1, 'Bad instruction'],
      ['call', [0, 0], 0, 'Reverted'],
      ['create', [1], 0, undefined],
      ['suicide', [2], 0, undefined],
    ]);
    expect(flat.map(({ result }) => result !== undefined)).toEqual([true, false, true, true, false]);
    expect(flat[0]!.blockNumber).toBe(Number(context.header.number));
    const all = await traceOf(flatCallTracer({ includePrecompiles: true }), sources);
    expect(all[0]!.subtraces).toBe(4);
  });

  test('selectors', async () => {
    const sources = [
      `0x11223344 224 SHL 0 MSTORE 0 0 36 0 0 ${contract(1)} 9000 CALL 0 0 4 0 ${contract(1)} 9000 STATICCALL 0 0 3 0 0 ${contract(1)} 9000 CALL 0 0 36 0 4 9000 STATICCALL`,
      'STOP',
    ];
    const counts = await traceOf(fourByteTracer(), sources, { data: '0xaabbccdd00' });
    expect(counts).toEqual({ '0xaabbccdd-1': 1, '0x11223344-32': 1, '0x11223344-0': 1 });
    expect(await traceOf(noopTracer(), sources)).toEqual({});
  });
});

describe('state', () => {
  const code: Hex = '0x60016001556002600255';
  const transaction = { from: sender(0), to: contract(0), value: 5n, gasLimit: 100_000n };

  async function stateTrace(options: Parameters<typeof prestateTracer>[0]): Promise<Prestate> {
    const storage = new Map([[word(1), 9n]] as const);
    const accounts = { [contract(0)]: { nonce: 1n, balance: 7n, code, storage } };
    const { block, state } = smallBlock({
      hardfork: 'cancun',
      accounts,
      transactions: [transaction, transaction],
    });
    const tracer = prestateTracer(options, (hash) => state.code(hash));
    for await (const { txIndex, result } of traceBlock(block, state, { tracer, only: 1 })) {
      expect(txIndex).toBe(1);
      return result;
    }
    throw new Error('there was no trace');
  }

  test('before: what was accessed, as the transactions before it left it', async () => {
    const pre = (await stateTrace({})) as Record<Address, unknown>;
    expect(pre[contract(0)]).toEqual({
      balance: '0xc',
      nonce: 1,
      code,
      storage: { [word(1)]: word(1), [word(2)]: word(2) },
    });
    expect(Object.keys(pre).sort()).toEqual([sender(0), beneficiary, contract(0)].sort());
    expect(pre[sender(0)]).toMatchObject({ nonce: 1 });
    const bare = (await stateTrace({ disableCode: true, disableStorage: true })) as Record<Address, unknown>;
    expect(bare[contract(0)]).toEqual({ balance: '0xc', nonce: 1 });
  });

  test('before: without accounts that were empty, unless they are asked for', async () => {
    const sources = [`${poor} BALANCE POP`];
    const named = async (options: object) => {
      const state = stateOf(sources);
      const pre = await traceOf(
        prestateTracer(options, (hash) => state.code(hash)),
        sources,
      );
      return Object.keys(pre).sort();
    };
    expect(await named({})).toEqual([rich, contract(0)].sort());
    expect(await named({ includeEmpty: true })).toEqual(
      [rich, contract(0), poor, context.header.beneficiary].sort(),
    );
  });

  test('difference: what is other afterwards', async () => {
    const { pre, post } = (await stateTrace({ diffMode: true })) as {
      pre: Record<Address, unknown>;
      post: Record<Address, unknown>;
    };
    expect(post[contract(0)]).toEqual({ balance: '0x11' });
    expect(pre[contract(0)]).toEqual({ balance: '0xc', nonce: 1, code });
    expect(post[sender(0)]).toMatchObject({ nonce: 2 });
    expect(Object.keys(post).sort()).toEqual([sender(0), beneficiary, contract(0)].sort());
  });

  test('difference: slots that are filled, changed and emptied; accounts that are made and destroyed', async () => {
    const state = stateOf(['9 1 SSTORE 0 2 SSTORE 3 3 SSTORE 3 SLOAD POP 4 SLOAD POP']);
    const diff = (await traceCall(
      state,
      context,
      { from: rich, to: contract(0) },
      {
        tracer: prestateTracer({ diffMode: true }, (hash) => state.code(hash)),
        stateOverrides: {
          [contract(0)]: { stateDiff: { [word(1)]: word(8), [word(2)]: word(7), [word(4)]: word(6) } },
        },
      },
    )) as { pre: Record<Address, { storage?: object }>; post: Record<Address, { storage?: object }> };
    expect(diff.pre[contract(0)]!.storage).toEqual({ [word(1)]: word(8), [word(2)]: word(7) });
    expect(diff.post[contract(0)]!.storage).toEqual({ [word(1)]: word(9), [word(3)]: word(3) });

    const made = (await traceCall(
      state,
      context,
      { from: rich, data: '0x60fe60005360016000f3', value: 2n },
      {
        tracer: prestateTracer({ diffMode: true }, (hash) => state.code(hash)),
      },
    )) as { pre: Record<Address, object>; post: Record<Address, object> };
    const [address] = Object.keys(made.post).filter((one) => !(one in made.pre)) as Address[];
    expect(made.post[address!]).toEqual({ balance: '0x2', nonce: 1, code: '0xfe' });

    const old = contextOf('shanghai');
    const gone = (await traceCall(
      stateOf([`${poor} SELFDESTRUCT`]),
      old,
      { from: rich, to: contract(0) },
      {
        tracer: prestateTracer({ diffMode: true }, (hash) => stateOf([`${poor} SELFDESTRUCT`]).code(hash)),
      },
    )) as { pre: Record<Address, object>; post: Record<Address, object> };
    expect(gone.pre[contract(0)]).toMatchObject({ balance: '0x64' });
    expect(gone.post).not.toHaveProperty(contract(0));
    expect(gone.post[poor]).toEqual({ balance: '0x64' });
  });
});

describe('traceBlock', () => {
  const transaction = { from: sender(0), to: poor, value: 1n };

  test('refuses a place that is none and goes on afterwards', async () => {
    const { block, state } = smallBlock({ transactions: [transaction] });
    const traces = (only: number) => traceBlock(block, state, { tracer: callTracer(), only }).next();
    await expect(traces(1)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    await expect(traces(0.5)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    expect((await traces(0)).value).toMatchObject({ txIndex: 0 });
  });

  test('gives back its machine when nobody wants the rest, and stops on a signal', async () => {
    const { block, state } = smallBlock({ transactions: [transaction, transaction, transaction] });
    for (let round = 0; round < 6; round++) {
      for await (const { txIndex } of traceBlock(block, state, { tracer: noopTracer() })) {
        expect(txIndex).toBe(0);
        break;
      }
    }
    const controller = new AbortController();
    const traces = traceBlock(block, state, { tracer: noopTracer(), signal: controller.signal });
    await traces.next();
    controller.abort();
    await expect(traces.next()).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
