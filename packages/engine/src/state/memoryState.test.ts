import { describe, expect, test } from 'vitest';
import { paddedHex } from '../bytes.ts';
import { MissingStateError } from '../errors/input.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import type { Address, StateChanges } from '../types.ts';
import { MemoryState } from './memoryState.ts';
import { EMPTY_TRIE_ROOT } from './trie.ts';

const contract: Address = `0x${'c0'.repeat(20)}`;
const wallet: Address = `0x${'aa'.repeat(20)}`;
const nobody: Address = `0x${'00'.repeat(20)}`;
const alloc = {
  [contract]: { balance: '0x0', nonce: '0x1', code: '0x6001', storage: { '0x1': '0x2a', '0x2': '0x0' } },
  [wallet]: { balance: '0xde0b6b3a7640000', nonce: '0x05' },
};
const slot = (index: bigint) => paddedHex(index, 32);

function changes(account: StateChanges['accounts'][number]): StateChanges {
  return { accounts: [account], code: [] };
}

describe('reading', () => {
  const state = MemoryState.fromAlloc(alloc);

  test('accounts, slots and code', () => {
    expect(state.account(wallet)).toEqual({
      nonce: 5n,
      balance: 10n ** 18n,
      codeHash: EMPTY_CODE_HASH,
      hasStorage: false,
    });
    expect(state.account(contract)?.hasStorage).toBe(true);
    expect(state.storage(contract, slot(1n))).toBe(42n);
    expect(Buffer.from(state.code(state.account(contract)!.codeHash)).toString('hex')).toBe('6001');
    expect(state.account(nobody)).toBeUndefined();
    expect(state.storage(contract, slot(9n))).toBe(0n);
  });

  test('code that no account was given is an error', () => {
    expect(() => state.code(slot(1n))).toThrow(MissingStateError);
  });
});

describe('a strict state', () => {
  const state = MemoryState.fromAlloc(alloc, { strict: true });

  test('knows the slots that were listed as empty', () => {
    expect(state.storage(contract, slot(2n))).toBe(0n);
  });

  test('names the account and the slot that are missing', () => {
    expect(() => state.storage(contract, slot(3n))).toThrow(
      `The state given does not list slot ${slot(3n)} of account ${contract}.`,
    );
  });

  test('needs no slots of accounts without code and of those that do not exist', () => {
    expect(state.storage(wallet, slot(3n))).toBe(0n);
    expect(state.storage(nobody, slot(3n))).toBe(0n);
  });
});

describe('changing', () => {
  const written = changes({
    address: contract,
    account: { nonce: 2n, balance: 7n, codeHash: EMPTY_CODE_HASH },
    storageCleared: false,
    storage: [
      [slot(1n), 0n],
      [slot(4n), 4n],
    ],
  });

  test('a fork changes apart from its origin', () => {
    const origin = MemoryState.fromAlloc(alloc);
    const root = origin.stateRoot();
    const fork = origin.fork();
    fork.apply(written);
    expect(fork.account(contract)).toMatchObject({ nonce: 2n, balance: 7n, hasStorage: true });
    expect([fork.storage(contract, slot(1n)), fork.storage(contract, slot(4n))]).toEqual([0n, 4n]);
    expect(origin.storage(contract, slot(1n))).toBe(42n);
    expect(origin.stateRoot()).toBe(root);
    expect(fork.stateRoot()).not.toBe(root);
  });

  test('an account that was destroyed and made again keeps nothing', () => {
    const state = MemoryState.fromAlloc(alloc);
    state.apply(changes({ ...written.accounts[0]!, storageCleared: true, storage: [] }));
    expect(state.account(contract)?.hasStorage).toBe(false);
  });

  test('without its accounts a state is the empty trie', () => {
    const state = MemoryState.fromAlloc(alloc);
    for (const address of [contract, wallet]) {
      state.apply(changes({ address, account: null, storageCleared: true, storage: [] }));
    }
    expect(state.stateRoot()).toBe(EMPTY_TRIE_ROOT);
  });
});

test.each([
  [{ '0x12': {} }, 'Field preState is "0x12", expected an address.'],
  [{ [wallet]: { balance: 'much' } }, `Field preState.${wallet}.balance is "much"`],
  [{ [wallet]: { storage: { one: '0x1' } } }, `Field preState.${wallet}.storage is "one"`],
  [{ [wallet]: { code: '0x123' } }, `Field preState.${wallet}.code is "0x123"`],
])('an allocation of %j is refused', (broken, message) => {
  expect(() => MemoryState.fromAlloc(broken)).toThrow(message);
});
