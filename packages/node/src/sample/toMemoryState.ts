import { type AllocAccount, MemoryState } from '@heddle/engine';
import type { World, WorldAccount } from './world.ts';

/** The world as a state that blocks execute over. */
export function toMemoryState(world: World): MemoryState {
  return MemoryState.fromAlloc(
    Object.fromEntries([...world].map(([address, account]) => [address, written(account)])),
  );
}

function written({ balance, nonce, code, storage }: WorldAccount): AllocAccount {
  const slots = Object.fromEntries([...storage].map(([slot, value]) => [slot, hex(value)]));
  return { balance: hex(balance), nonce: hex(nonce), ...(code ? { code } : {}), storage: slots };
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
