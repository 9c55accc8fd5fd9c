import { type Address, call, createAccessList, estimateGas, InsufficientFundsError } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { contextOf, contract, errorOutput, inMemory, poor, rich, stateOf } from './place.ts';

const context = contextOf();
const slot = (index: number) => `0x${index.toString(16).padStart(64, '0')}` as const;

describe('estimateGas', () => {
  test('a transfer', async () => {
    const transfer = { from: rich, to: poor, value: 1n };
    expect(await estimateGas(stateOf([]), context, transfer)).toBe(21_000n);
  });

  test('exactly what is used where nothing must be left over', async () => {
    // Two pushes and a new slot: 21,000 + 6 + 22,100.
    expect(await estimateGas(stateOf(['1 1 SSTORE']), context, { to: contract(0) })).toBe(43_106n);
  });

  test('what must be there at one time although it is given back', async () => {
    const state = stateOf(['0 1 SSTORE'], {});
    const override = { stateOverrides: { [contract(0)]: { stateDiff: { [slot(1)]: slot(5) } } } };
    const { gasUsed } = await call(state, context, { to: contract(0) }, override);
    // 5,006 are used, of which 4,800 come back, at most a fifth of the whole; all of it must be there first.
    expect(gasUsed).toBe(26_006n - 4_800n);
    expect(await estimateGas(state, context, { to: contract(0) }, override)).toBe(26_006n);
  });

  test('what calls keep back', async () => {
    const state = stateOf([
      `0 0 0 0 0 ${contract(1)} GAS CALL ISZERO @no JUMPI STOP no: 0 0 REVERT`,
      '1 1 SSTORE',
    ]);
    const request = { to: contract(0) };
    const found = await estimateGas(state, context, request);
    const succeeds = async (gas: bigint) =>
      (await call(state, context, { ...request, gas })).status === 'success';
    expect([await succeeds(found), await succeeds(found - 1n)]).toEqual([true, false]);
    const { gasUsed } = await call(state, context, request);
    expect(found).toBeGreaterThan(gasUsed);
    const rough = await estimateGas(state, context, request, { errorRatio: 0.015 });
    expect(rough).toBeGreaterThanOrEqual(found);
    expect(Number(rough - found) / Number(rough)).toBeLessThan(0.015);
  });

  test('fails as the call does', async () => {
    const state = stateOf([`${inMemory(errorOutput('no'))} 100 0 REVERT`, 'INVALID', 'again: @again JUMP']);
    const data = errorOutput('no');
    await expect(estimateGas(state, context, { to: contract(0) })).rejects.toMatchObject({
      code: 'CALL_REVERTED',
      message: 'execution reverted: no',
      data,
    });
    await expect(estimateGas(state, context, { to: contract(1) })).rejects.toMatchObject({
      code: 'CALL_HALTED',
      message: 'invalid opcode: INVALID',
    });
    await expect(estimateGas(state, context, { to: contract(2) })).rejects.toMatchObject({
      code: 'GAS_ABOVE_ALLOWANCE',
      message: 'gas required exceeds allowance (30000000)',
    });
  });

  test('bounded by the request, the cap, the funds and the hardfork', async () => {
    const state = stateOf(['again: @again JUMP'], { [poor]: { balance: '0x3b9aca00' } });
    const allowance = (request: object, options = {}, place = context) =>
      estimateGas(state, place, { to: contract(0), ...request }, options).catch(
        (error) => error.facts.allowance,
      );
    expect(await allowance({ gas: 90_000n })).toBe(90_000n);
    expect(await allowance({}, { gasCap: 80_000n })).toBe(80_000n);
    expect(
      await allowance({ from: poor, gasPrice: 10_000n }, {}, contextOf('prague', { baseFeePerGas: 7n })),
    ).toBe(100_000n);
    expect(await allowance({}, {}, contextOf('osaka'))).toBe(2n ** 24n);
    const dear = { from: poor, to: contract(0), value: 10n ** 9n, gasPrice: 10n ** 10n };
    await expect(estimateGas(state, context, dear)).rejects.toThrow(InsufficientFundsError);
  });
});

describe('createAccessList', () => {
  const other: Address = contract(1);

  test('slots of the recipient, accounts and their slots; not what is warm anyway', async () => {
    const state = stateOf([
      `1 SLOAD POP 2 3 SSTORE CALLER BALANCE POP 0 0 0 0 4 50000 STATICCALL POP 0 0 0 0 0 ${other} 50000 CALL POP ${contract(2)} EXTCODESIZE`,
      '9 SLOAD',
      'STOP',
    ]);
    const { accessList, error, gasUsed } = await createAccessList(state, context, {
      from: rich,
      to: contract(0),
    });
    expect(error).toBeUndefined();
    expect(accessList).toEqual([
      { address: contract(0), storageKeys: [slot(1), slot(3)] },
      { address: other, storageKeys: [slot(9)] },
      { address: contract(2), storageKeys: [] },
    ]);
    const again = await call(state, context, { from: rich, to: contract(0), accessList });
    expect(again.gasUsed).toBe(gasUsed);
  });

  test('of a call that fails: what it accessed until then, and why', async () => {
    const { accessList, error } = await createAccessList(stateOf(['1 SLOAD 0 0 REVERT']), context, {
      to: contract(0),
    });
    expect([accessList, error]).toEqual([
      [{ address: contract(0), storageKeys: [slot(1)] }],
      'execution reverted',
    ]);
  });

  test('until it stays the same: what is read may depend on what is warm', async () => {
    // Reads slot 1; when that was cheap, slot 2 as well.
    const source = 'GAS 1 SLOAD POP GAS SWAP1 SUB 1000 GT @warm JUMPI STOP warm: 2 SLOAD';
    const { accessList } = await createAccessList(stateOf([source]), context, { to: contract(0) });
    expect(accessList).toEqual([{ address: contract(0), storageKeys: [slot(1), slot(2)] }]);
  });
});
