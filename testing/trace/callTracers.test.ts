/** What tracers of frames make of small transactions, against geth's definitions and sums by hand. */
import { callTracer, flatCallTracer, fourByteTracer, noopTracer } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { contract, errorOutput, inMemory, poor, rich } from '../calls/place.ts';
import { context, traceOf, word } from './traceOf.ts';

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
