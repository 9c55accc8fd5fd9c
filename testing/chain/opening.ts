/** Opening chains for tests, and what they must hold. */
import { type Chain, type ChainOptions, openChain } from '@heddle/chain';
import { expect } from 'vitest';
import type { ChainMaker, MadeBlock } from './chainMaker.ts';

const opened: Chain[] = [];

/** A chain in memory, or in a folder, that begins as the maker's. {@link closeAll} closes it. */
export async function openFor(
  { spec, alloc, genesis }: ChainMaker,
  options: ChainOptions = {},
  dir?: string,
): Promise<Chain> {
  const chain = await openChain(dir, { genesis: { spec, alloc, header: genesis.header }, workers: 2, ...options });
  opened.push(chain);
  return chain;
}

export async function closeAll(): Promise<void> {
  for (const chain of opened.splice(0)) await chain.close();
}

/** Fails unless the state of the chain at a block is the one that the block was made with. */
export function expectState(chain: Chain, { hash, state }: MadeBlock): void {
  const view = chain.stateAt(hash);
  const found = [...view.accounts()].map(([address, { nonce, balance, codeHash }]) => {
    return { address, nonce, balance, codeHash, storage: sorted(view.slotsOf(address)) };
  });
  const expected = [...state.entries()].map(([address, account]) => {
    return { address, ...account, storage: sorted(account.storage) };
  });
  const byAddress = (a: { address: string }, b: { address: string }) => (a.address < b.address ? -1 : 1);
  expect(found.sort(byAddress)).toEqual(expected.sort(byAddress));
}

function sorted(slots: Iterable<[`0x${string}`, bigint]>): [`0x${string}`, bigint][] {
  return [...slots].sort(([a], [b]) => (a < b ? -1 : 1));
}
