import type { StateDiff } from '@heddle/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largeState } from '../testing/largeState.ts';
import { MapStore } from '../testing/mapStore.ts';
import { diffBetween, hashedKey, type ModelState, rootOf } from '../testing/modelState.ts';
import { batchOf, nextState } from '../testing/randomStates.ts';
import { EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { stateRootOf } from './stateRootOf.ts';
import { StateTrie } from './stateTrie.ts';

const empty: ModelState = new Map();

/** The state in diffs of so many accounts each. */
function* portions(state: ModelState, size: number): Generator<StateDiff> {
  const accounts = [...state];
  for (let start = 0; start < accounts.length; start += size) {
    yield diffBetween(empty, new Map(accounts.slice(start, start + size)));
  }
}

test('the root of random states in portions is that from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(batchOf(false), fc.integer({ min: 1, max: 5 }), async ({ changes }, size) => {
      const state = nextState(empty, changes);
      const root = await stateRootOf(portions(state, size), { threads: 0, memoryMib: 16 });
      expect(root).toBe(rootOf(state, hashedKey));
    }),
    { numRuns: 50 },
  );
});

describe('of a state of 5,000 accounts, one with 3,000 slots', () => {
  const state = largeState(1);
  const root = rootOf(state, hashedKey);

  test.each([0, 1, 2, 3, 8])('%i threads find the root, in one portion and in many', async (threads) => {
    expect(await stateRootOf([diffBetween(empty, state)], { threads })).toBe(root);
    expect(await stateRootOf(portions(state, 700), { threads })).toBe(root);
  });

  test.each([0, 1, 2, 3, 8])('%i threads change it, forward and backward', async (threads) => {
    const after = largeState(2);
    // Portions of 200 kB: the changes are 900 kB.
    const trie = await StateTrie.create({ root: EMPTY_TRIE_ROOT, threads }, { portionBytes: 200_000 });
    expect(await trie.apply(diffBetween(empty, state), 'forward')).toBe(root);
    const diff = diffBetween(state, after);
    expect(await trie.apply(diff, 'forward')).toBe(rootOf(after, hashedKey));
    expect(await trie.apply(diff, 'backward')).toBe(root);
    await trie.close();
  });

  test('the records that are handed out are the whole trie', async () => {
    const store = new MapStore();
    const write = store.write.bind(store);
    await stateRootOf([diffBetween(empty, state)], { threads: 0, write });
    const trie = await StateTrie.create({ root, threads: 0, source: store.source });
    expect(trie.applySync(diffBetween(state, empty), 'forward')).toBe(EMPTY_TRIE_ROOT);
    store.write(trie.takeDirtyNodes());
    expect(store.records.size).toBe(0);
    await trie.close();
  });
});
