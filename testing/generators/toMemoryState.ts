import { type Address, type AllocAccount, MemoryState } from '@heddle/engine';
import type { CastAccount } from './cast.ts';

const hex = (value: bigint) => `0x${value.toString(16)}`;

/** The accounts as a state that blocks execute over. */
export function toMemoryState(accounts: ReadonlyMap<Address, CastAccount>): MemoryState {
  const alloc = [...accounts].map(([address, { balance, nonce, code = '0x', storage = new Map() }]) => {
    const slots = Object.fromEntries([...storage].map(([slot, value]) => [slot, hex(value)]));
    const account: AllocAccount = { balance: hex(balance), nonce: hex(nonce), code, storage: slots };
    return [address, account];
  });
  return MemoryState.fromAlloc(Object.fromEntries(alloc));
}
