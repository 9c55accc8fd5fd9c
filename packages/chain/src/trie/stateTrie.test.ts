import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MapStore } from '../testing/mapStore.ts';
import {
  diffBetween,
  hashedKey,
  type KeyHash,
  type ModelState,
  plainKey,
  rootOf,
} from '../testing/modelState.ts';
import { type Batch, batchOf, nextState } from '../testing/randomStates.ts';
import { EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { StateTrie } from './stateTrie.ts';

const empty: ModelState = new Map();
const runs = 150;
/** Tiny thresholds: the parts of a trie are few. 1,500 bytes are seven accounts or fewer. */
const tuning = { splitAccounts: 3, splitSlots: 3, portionBytes: 1500 };

/** Moves a trie over random batches and compares every root, and the way back. */
async function follow(batches: readonly Batch[], keyOf: KeyHash, resets: boolean): Promise<void> {
  const store = new MapStore();
  const plainKeys = keyOf === plainKey;
  const options = { root: EMPTY_TRIE_ROOT, threads: 0, source: store.source, memoryMib: 16 };
  const trie = await StateTrie.create(options, { ...tuning, plainKeys });
  const states = [empty];
  for (const { changes, take, reset } of batches) {
    const before = states.at(-1)!;
    const after = nextState(before, changes);
    states.push(after);
    expect(trie.applySync(diffBetween(before, after), 'forward')).toBe(rootOf(after, keyOf));
    if (!resets) continue;
    if (take || reset) store.write(trie.takeDirtyNodes());
    if (reset) trie.reset(trie.root);
  }
  while (states.length > 1) {
    const after = states.pop()!;
    const before = states.at(-1)!;
    expect(trie.applySync(diffBetween(before, after), 'backward')).toBe(rootOf(before, keyOf));
  }
  store.write(trie.takeDirtyNodes());
  expect([...store.records.keys()]).toEqual([]);
  await trie.close();
}

/** Lists of batches for a property. */
const batchesOf = (keyOf: KeyHash) => fc.array(batchOf(keyOf === plainKey), { minLength: 1, maxLength: 8 });

describe.each([
  ['hashed keys', hashedKey],
  ['crafted keys', plainKey],
])('%s', (_, keyOf) => {
  test('roots are those from scratch, forward and backward, in memory', async () => {
    await fc.assert(
      fc.asyncProperty(batchesOf(keyOf), (batches) => follow(batches, keyOf, false)),
      { numRuns: runs },
    );
  });

  test('and with nodes written and loaded again', async () => {
    await fc.assert(
      fc.asyncProperty(batchesOf(keyOf), (batches) => follow(batches, keyOf, true)),
      { numRuns: runs },
    );
  });
});
