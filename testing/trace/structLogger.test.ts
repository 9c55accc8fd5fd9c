/** Struct logs against geth's definition and sums by hand. */
import { type StructLog, structLogger, traceCall } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { contract, poor, stateOf } from '../calls/place.ts';
import { context, traceOf, word } from './traceOf.ts';

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
