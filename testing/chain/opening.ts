/** Opening chains for tests, and what they must hold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chain, type ChainOptions, openChain } from '@heddle/chain';
import { expect } from 'vitest';
import type { ChainMaker, MadeBlock } from './chainMaker.ts';

const opened: Chain[] = [];

const folders: string[] = [];

/** Where chains are kept. */
export const storeKinds = ['memory', 'disk'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** A folder that goes with {@link closeAll}. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-chain-'));
  folders.push(dir);
  return dir;
}

/** A chain that begins as the maker's, of a new folder for `disk`. {@link closeAll} closes it. */
export async function openFor(
  { spec, alloc, genesis }: ChainMaker,
  where: StoreKind | { dir: string },
  options: ChainOptions = {},
): Promise<Chain> {
  const dir = where === 'memory' ? undefined : where === 'disk' ? temporaryFolder() : where.dir;
  const chain = await openChain(dir, {
    genesis: { spec, alloc, header: genesis.header },
    workers: 2,
    ...options,
  });
  opened.push(chain);
  return chain;
}

/** After each test. */
export async function closeAll(): Promise<void> {
  for (const chain of opened.splice(0)) await chain.close();
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true });
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
