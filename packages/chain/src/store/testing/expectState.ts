import type { Account, Address, Hash, MemoryState } from '@heddle/engine';
import { expect } from 'vitest';
import type { ChainStore } from '../chainStore.ts';

interface WholeAccount extends Account {
  slots: [Hash, bigint][];
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

function wholeOf(state: MemoryState): [Address, WholeAccount][] {
  return [...state.entries()].sort(byKey).map(([address]) => {
    const account = state.account(address) as Account;
    return [address, { ...account, slots: [...state.slotsOf(address)].sort(byKey) }];
  });
}

/** The flat state of a store is exactly `state`, read by its iterators and location by location. */
export function expectState(store: ChainStore, state: MemoryState): void {
  const expected = wholeOf(state);
  const found = [...store.accounts()].map(([address, account]) => [
    address,
    { ...account, slots: [...store.slotsOf(address)] },
  ]);
  expect(found).toEqual(expected);
  for (const [address, { slots, ...account }] of expected) {
    expect(store.account(address)).toEqual(account);
    for (const [slot, value] of slots) expect(store.storage(address, slot)).toBe(value);
  }
}
