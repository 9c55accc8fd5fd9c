/** What tests on both kinds of stores begin with. */
import { onTestFinished } from 'vitest';
import type { ChainStore } from '../chainStore.ts';
import { openDiskStore } from '../disk/openDiskStore.ts';
import { createMemoryStore } from '../memory/memoryStore.ts';
import type { StoreOptions } from '../settings.ts';
import { tempFolder } from './tempFolder.ts';
import { placeOf, stepsBetween, World, type WorldBlock } from './world.ts';

type OpenStore = (options?: StoreOptions) => Promise<ChainStore>;

export const storeKinds: [name: string, open: OpenStore][] = [
  ['in memory', async (options) => createMemoryStore(options)],
  ['on disk', (options) => openDiskStore(tempFolder(), { ...options, sync: false })],
];

/** A flush that has nothing to say of the trie. */
export const NO_NODES: Uint8Array = new Uint8Array();

/** Begins stores of a kind with the genesis block of a world; they are closed when the test is over. */
export function beginner(open: OpenStore) {
  return async (
    options?: StoreOptions,
    world = new World(),
  ): Promise<{ store: ChainStore; world: World }> => {
    const store = await open(options);
    onTestFinished(() => store.close());
    await store.init(world.genesisRecord());
    return { store, world };
  };
}

/** Puts blocks as new heads, the last one the highest. */
export async function putLine(store: ChainStore, blocks: readonly WorldBlock[]): Promise<void> {
  for (const { record } of blocks) {
    const { hash, number } = record;
    await store.putBlock({ ...record, head: { head: hash, canonical: [{ number, hash }] } });
  }
}

export function flushTo(store: ChainStore, from: WorldBlock, to: WorldBlock, nodes: Uint8Array = NO_NODES) {
  return store.flush({ marker: placeOf(to), steps: stepsBetween(from, to), nodes });
}
