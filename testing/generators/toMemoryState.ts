import { type Address, MemoryState } from '@heddle/engine';
import type { CastAccount } from './cast.ts';

/** The accounts as a state that blocks execute over. */
export function toMemoryState(accounts: ReadonlyMap<Address, CastAccount>): MemoryState {
  return new MemoryState(accounts);
}
