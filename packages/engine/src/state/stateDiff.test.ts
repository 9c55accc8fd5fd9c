import { layout } from '@heddle/evm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paddedHex } from '../bytes.ts';
import {
  AccountRecordMalformedError,
  StateDiffIncompleteError,
  StateDiffMalformedError,
} from '../errors/input.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Address, Hash } from '../types.ts';
import { decodeAccount, encodeAccount } from './accountRecord.ts';
import type { Alloc } from './alloc.ts';
import { changesOfDiff } from './changesOfDiff.ts';
import { completeDiff } from './completeDiff.ts';
import { diffOfAlloc, diffOfState } from './diffOfState.ts';
import { DiffWriter } from './diffWriter.ts';
import { decodeStateDiff, encodeStateDiff } from './encodeStateDiff.ts';
import { MemoryState } from './memoryState.ts';
import { diffAccountCount, diffAccounts, diffSlotCount, isComplete, type StateDiff } from './stateDiff.ts';
import { EMPTY_TRIE_ROOT } from './trie.ts';

const contract: Address = `0x${'c0'.repeat(20)}`;
const wallet: Address = `0x${'aa'.repeat(20)}`;
const slot = (index: bigint): Hash => paddedHex(index, 32);
const genesis: Alloc = {
  [contract]: { balance: '0x0', nonce: '0x1', code: '0x6001', storage: { '0x2': '0x2a', '0x1': '0x7' } },
  [wallet]: { balance: '0xde0b6b3a7640000', nonce: '0x05' },
};

const hash = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const allocs = fc
  .dictionary(
    fc.bigInt({ min: 0n, max: 2n ** 160n - 1n }).map((value) => paddedHex(value, 20)),
    fc.record({
      balance: hash.map((value) => `0x${value.toString(16)}`),
      nonce: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => `0x${value.toString(16)}`),
      code: fc.uint8Array({ maxLength: 4 }).map((code) => `0x${Buffer.from(code).toString('hex')}`),
      storage: fc.dictionary(
        hash.map((value) => paddedHex(value, 32)),
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((value) => `0x${value.toString(16)}`),
        { maxKeys: 4 },
      ),
    }),
    { maxKeys: 8 },
  )
  .map((alloc) => alloc as Alloc);

describe('a state as a diff from nothing', () => {
  test('builds the state, and takes it away again', () => {
    fc.assert(
      fc.property(allocs, (alloc) => {
        const state = MemoryState.fromAlloc(alloc);
        const diff = diffOfState(state);
        const made = MemoryState.empty();
        made.apply(changesOfDiff(diff));
        expect(new Map(made.entries())).toEqual(new Map(state.entries()));
        expect(new Map(made.codes())).toEqual(new Map(state.codes()));
        made.apply(changesOfDiff(diff, 'backward'));
        expect(made.stateRoot()).toBe(EMPTY_TRIE_ROOT);
      }),
    );
  });

  test('has accounts and slots in ascending order, with the bytes that the layout says', () => {
    const diff = diffOfAlloc(genesis);
    const [first, second] = [...diffAccounts(diff)];
    expect([first?.address, second?.address]).toEqual([wallet, contract]);
    expect(first?.fieldsAt('before')).toBeUndefined();
    expect(first?.fieldsAt('after')).toEqual({
      nonce: 5n,
      balance: 10n ** 18n,
      codeHash: EMPTY_CODE_HASH,
    });
    expect(second?.flags).toBe(layout.DIFF_EXISTS_AFTER | layout.DIFF_FIELDS | layout.DIFF_MAY_OWN_AFTER);
    expect([...second!.slots()].map((one) => [one.key, one.valueAt('before'), one.valueAt('after')])).toEqual(
      [
        [slot(1n), 0n, 7n],
        [slot(2n), 0n, 42n],
      ],
    );
    const at = layout.DIFF_ACCOUNT_BYTES;
    expect(Buffer.from(diff.accounts.subarray(at, at + 20)).toString('hex')).toBe('c0'.repeat(20));
    expect(Buffer.from(diff.accounts).readUInt32LE(at + layout.DIFF_SLOT_COUNT)).toBe(2);
    expect(diff.slots[layout.DIFF_SLOT_BYTES + layout.DIFF_SLOT_AFTER + 31]).toBe(42);
    expect([diffAccountCount(diff), diffSlotCount(diff)]).toEqual([2, 2]);
  });
});

describe('as one byte string', () => {
  const bytes = encodeStateDiff(diffOfAlloc(genesis));

  test('reads back the same', () => {
    fc.assert(
      fc.property(allocs, fc.integer({ min: 0, max: 7 }), (alloc, offset) => {
        const diff = diffOfAlloc(alloc);
        const encoded = encodeStateDiff(diff);
        const moved = new Uint8Array(encoded.length + offset);
        moved.set(encoded, offset);
        const { accounts, slots, codes } = decodeStateDiff(moved.subarray(offset));
        expect(Buffer.from(accounts).equals(diff.accounts)).toBe(true);
        expect(Buffer.from(slots).equals(diff.slots)).toBe(true);
        expect([...codes].map(([key, code]) => [key, Buffer.from(code)])).toEqual(
          [...diff.codes].map(([key, code]) => [key, Buffer.from(code)]),
        );
      }),
    );
  });

  test('cut short or made longer it is refused', () => {
    for (let size = 0; size < bytes.length; size++)
      expect(() => decodeStateDiff(bytes.subarray(0, size))).toThrow(StateDiffMalformedError);
    expect(() => decodeStateDiff(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('something follows');
  });

  test.each([
    ['version 2, expected 1', 0, 2],
    ['unknown flags', 16 + layout.DIFF_FLAGS, 0x42],
    ['slots out of order', 16 + layout.DIFF_FIRST_SLOT, 1],
    ['2 slots, of which accounts name 1', 16 + layout.DIFF_ACCOUNT_BYTES + layout.DIFF_SLOT_COUNT, 1],
  ])('damaged it is refused: %s', (reason, at, value) => {
    const damaged = Uint8Array.from(bytes);
    damaged[at] = value;
    expect(() => decodeStateDiff(damaged)).toThrow(reason);
  });
});

describe('storage that was dropped', () => {
  const state = MemoryState.fromAlloc(genesis);
  const codeHash = state.account(contract)!.codeHash;
  const fields = { nonce: 1n, balance: 0n, codeHash };
  const both = layout.DIFF_EXISTS_BEFORE | layout.DIFF_EXISTS_AFTER;

  function dropped(flags: number, slots: [Hash, bigint][]): StateDiff {
    const writer = new DiffWriter(2, slots.length + 1);
    const before = state.account(wallet)!;
    writer.account({
      address: wallet,
      flags: both | layout.DIFF_FIELDS,
      before,
      after: { ...before, balance: 1n },
      slotCount: 1,
    });
    writer.slot([slot(9n), 0n, 5n]);
    const cleared = { address: contract, before: fields, slotCount: slots.length };
    const exists = (flags & layout.DIFF_EXISTS_AFTER) !== 0;
    writer.account({
      ...cleared,
      flags: flags | layout.DIFF_STORAGE_CLEARED,
      after: exists ? fields : undefined,
    });
    for (const [key, value] of slots) writer.slot([key, 0n, value]);
    return writer.finish(new Map());
  }

  const slotsOf = (address: Address) => [...new Map(state.entries()).get(address)!.storage];

  test('is completed with its slots, so that the block can be taken back', () => {
    const diff = dropped(both, [
      [slot(2n), 3n],
      [slot(4n), 4n],
    ]);
    expect(isComplete(diff)).toBe(false);
    expect(() => changesOfDiff(diff, 'backward')).toThrow(StateDiffIncompleteError);
    const complete = completeDiff(diff, slotsOf);
    expect(isComplete(complete)).toBe(true);
    const account = [...diffAccounts(complete)][1]!;
    expect([...account.slots()].map((one) => [one.key, one.valueAt('before'), one.valueAt('after')])).toEqual(
      [
        [slot(1n), 7n, 0n],
        [slot(2n), 42n, 3n],
        [slot(4n), 0n, 4n],
      ],
    );
    const plain = state.fork();
    plain.apply(changesOfDiff(diff));
    const moved = state.fork();
    moved.apply(changesOfDiff(complete));
    expect(moved.stateRoot()).toBe(plain.stateRoot());
    expect(moved.stateRoot()).not.toBe(state.stateRoot());
    moved.apply(changesOfDiff(complete, 'backward'));
    expect(moved.stateRoot()).toBe(state.stateRoot());
  });

  test('and made again as it was is no change, nor is an account that came and went', () => {
    const diff = dropped(both, [
      [slot(1n), 7n],
      [slot(2n), 42n],
    ]);
    expect(diffAccountCount(completeDiff(diff, slotsOf))).toBe(1);
    expect(diffAccountCount(completeDiff(dropped(0, []), () => []))).toBe(1);
  });

  test('a diff that drops none is complete as it is', () => {
    const diff = diffOfState(state);
    expect(completeDiff(diff, slotsOf)).toBe(diff);
  });
});

describe('an account as a record', () => {
  const accounts = fc.record({
    nonce: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    balance: fc.oneof(hash, fc.constant(0n)),
    codeHash: fc.oneof(
      hash.map((value) => paddedHex(value, 32)),
      fc.constant(EMPTY_CODE_HASH),
    ),
    hasStorage: fc.boolean(),
  });

  test('reads back the same', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        expect(decodeAccount(encodeAccount(account))).toEqual(account);
      }),
    );
  });

  test.each([[[]], [[1, ...Array(8).fill(0)]], [[4, ...Array(8).fill(0)]], [[0, ...Array(41).fill(0)]]])(
    'bytes %j are refused',
    (bytes) => {
      expect(() => decodeAccount(Uint8Array.from(bytes))).toThrow(AccountRecordMalformedError);
    },
  );
});
