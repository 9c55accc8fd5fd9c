/** The state before a transaction and what it changed, against geth's definition. */
import { type Address, type Hex, type Prestate, prestateTracer, traceBlock, traceCall } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { beneficiary, sender, smallBlock } from '../adversarial/smallBlock.ts';
import { contextOf, contract, poor, rich, stateOf } from '../calls/place.ts';
import { context, traceOf, word } from './traceOf.ts';

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
