import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LmdbStore } from '../testing/lmdbStore.ts';
import { diffBetween, hashedKey, type ModelState, rootOf } from '../testing/modelState.ts';
import { type Batch, batchOf, nextState } from '../testing/randomStates.ts';
import { EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { StateTrie } from './stateTrie.ts';

const empty: ModelState = new Map();

/** Applies batches with nodes written and dropped in between, and goes back again. */
async function follow(trie: StateTrie, store: LmdbStore, batches: readonly Batch[]): Promise<void> {
  const states = [empty];
  for (const { changes, take, reset } of batches) {
    const before = states.at(-1)!;
    const after = nextState(before, changes);
    states.push(after);
    expect(await trie.apply(diffBetween(before, after), 'forward')).toBe(rootOf(after, hashedKey));
    if (take || reset) store.write(trie.takeDirtyNodes());
    if (reset) trie.reset(trie.root);
  }
  while (states.length > 1) {
    const after = states.pop()!;
    const before = states.at(-1)!;
    expect(await trie.apply(diffBetween(before, after), 'backward')).toBe(rootOf(before, hashedKey));
  }
}

describe.each([1, 2, 3, 8])('%i threads', (threads) => {
  test('the roots are those from scratch, with nodes written and loaded again', async () => {
    const store = new LmdbStore();
    const options = { root: EMPTY_TRIE_ROOT, threads, source: store.source, memoryMib: 32 };
    const trie = await StateTrie.create(options, { splitAccounts: 2, splitSlots: 3, small: 0 });
    const batches = fc.array(batchOf(false), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batches, async (list) => {
        trie.reset(EMPTY_TRIE_ROOT);
        await follow(trie, store, list);
      }),
      { numRuns: 40 },
    );
    await trie.close();
    await store.close();
  });
});
