/** Calls on a state and in a block with other fields. */
import { type Address, call } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { contextOf, contract, poor, returned, stateOf } from './place.ts';

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

describe('overrides', () => {
  test('balance, nonce, code, slots', async () => {
    const other: Address = contract(5);
    const state = stateOf([`${other} BALANCE ${returned}`, `1 SLOAD ${returned}`], {
      [other]: { balance: '0x1', storage: { '0x1': '0x7', '0x2': '0x8' }, code: '0x60015460005260206000f3' },
    });
    const at = (to: Address, override: object) =>
      call(state, context, { to }, { stateOverrides: { [other]: override } }).then(({ output }) =>
        BigInt(output),
      );
    expect(await at(contract(0), { balance: 5n })).toBe(5n);
    expect(await at(other, { stateDiff: { [word(2)]: word(9) } })).toBe(7n);
    expect(await at(other, { state: { [word(2)]: word(9) } })).toBe(0n);
    expect(await at(other, { code: '0x60025460005260206000f3' })).toBe(8n);
    const both = { state: {}, stateDiff: {} };
    await expect(at(other, both)).rejects.toMatchObject({ code: 'OVERRIDE_INVALID' });
    const creator = { from: other, data: '0x' } as const;
    const low = await call(state, context, creator, {
      stateOverrides: { [other]: { nonce: 3n, code: '0x' } },
    });
    const high = await call(state, context, creator, {
      stateOverrides: { [other]: { nonce: 4n, code: '0x' } },
    });
    expect(low.created).not.toBe(high.created);
  });

  test('fields of the header, for one call only', async () => {
    const fields = {
      number: 5n,
      time: 6n,
      gasLimit: 7n,
      feeRecipient: poor,
      prevRandao: word(8),
      blobBaseFee: 9n,
    };
    const seen: [string, bigint][] = [
      ['NUMBER', 5n],
      ['TIMESTAMP', 6n],
      ['GASLIMIT', 7n],
      ['COINBASE', BigInt(poor)],
      ['PREVRANDAO', 8n],
      ['BLOBBASEFEE', 9n],
    ];
    for (const [source, value] of seen) {
      expect(await wordOf(source, { blockOverrides: fields })).toBe(value);
      expect(await wordOf(source)).not.toBe(value);
    }
  });

  test('a precompile that is moved answers there and no longer here', async () => {
    const there: Address = `0x${'ab'.repeat(20)}`;
    const ask = (to: Address) =>
      `${word(0x1234)} 0 MSTORE 32 32 32 0 ${to} 50000 STATICCALL POP 32 MLOAD ${returned}`;
    const identity: Address = `0x${'00'.repeat(19)}04`;
    const moved = { stateOverrides: { [identity]: { movePrecompileToAddress: there } } };
    expect(await wordOf(ask(identity))).toBe(0x1234n);
    expect(await wordOf(ask(there))).toBe(0n);
    expect(await wordOf(ask(identity), moved)).toBe(0n);
    expect(await wordOf(ask(there), moved)).toBe(0x1234n);
    expect(await wordOf(ask(identity))).toBe(0x1234n);
    const wrong = { stateOverrides: { [there]: { movePrecompileToAddress: identity } } };
    await expect(wordOf('1', wrong)).rejects.toMatchObject({ code: 'OVERRIDE_INVALID' });
  });

  test('a precompile with code of its own is one no more', async () => {
    const identity: Address = `0x${'00'.repeat(19)}04`;
    const code = { stateOverrides: { [identity]: { code: '0x602a60005260206000f3' as const } } };
    const state = stateOf([]);
    expect(BigInt((await call(state, context, { to: identity, data: '0x11' }, code)).output)).toBe(42n);
    expect((await call(state, context, { to: identity, data: '0x11' })).output).toBe('0x11');
  });
});
