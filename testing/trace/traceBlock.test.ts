/** Tracing the transactions of a block. */
import { callTracer, noopTracer, traceBlock, traceCall } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { sender, smallBlock } from '../adversarial/smallBlock.ts';
import { contract, poor, returned, stateOf } from '../calls/place.ts';
import { context } from './traceOf.ts';

describe('traceBlock', () => {
  const transaction = { from: sender(0), to: poor, value: 1n };

  test('refuses a place that is none and goes on afterwards', async () => {
    const { block, state } = smallBlock({ transactions: [transaction] });
    const traces = (only: number) => traceBlock(block, state, { tracer: callTracer(), only }).next();
    await expect(traces(1)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    await expect(traces(0.5)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    expect((await traces(0)).value).toMatchObject({ txIndex: 0 });
  });

  test('and calls on the same machine do not see each other', async () => {
    const { block, state } = smallBlock({ transactions: [transaction] });
    const state2 = stateOf([`1 SLOAD ${returned}`], {});
    const seen = () =>
      traceCall(
        state2,
        context,
        { to: contract(0) },
        { tracer: () => ({ events: 1, result: ({ output }) => output }) },
      );
    const before = await seen();
    for await (const { txIndex } of traceBlock(block, state, { tracer: callTracer() }))
      expect(txIndex).toBe(0);
    expect(await seen()).toBe(before);
    expect(await seen()).toBe(`0x${'00'.repeat(32)}`);
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
