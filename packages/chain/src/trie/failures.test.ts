import type { Address, Hash, StateDiff } from '@heddle/engine';
import { layout } from '@heddle/evm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LmdbStore } from '../testing/lmdbStore.ts';
import { MapStore } from '../testing/mapStore.ts';
import { diffBetween, hashedKey, type ModelAccount, type ModelState, rootOf } from '../testing/modelState.ts';
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from './emptyHashes.ts';
import { StateTrie, type StateTrieOptions } from './stateTrie.ts';

const empty: ModelState = new Map();
const address = (index: number): Address => `0x${index.toString(16).padStart(40, '0')}`;
const slot = (index: number): Hash => `0x${index.toString(16).padStart(64, '0')}`;
const person: ModelAccount = { nonce: 1n, balance: 1n, codeHash: EMPTY_CODE_HASH, storage: new Map() };
const owner: ModelAccount = { ...person, storage: new Map([1, 2, 3].map((n) => [slot(n), BigInt(n)])) };

/** People from one index to before another. */
function people(from: number, to: number, account = person): Map<Address, ModelAccount> {
  return new Map(Array.from({ length: to - from }, (_, index) => [address(from + index), account]));
}

async function create(options: Partial<StateTrieOptions> = {}): Promise<StateTrie> {
  const trie = await StateTrie.create(
    { root: EMPTY_TRIE_ROOT, threads: 0, memoryMib: 8, ...options },
    { small: 0 },
  );
  onTestFinished(() => trie.close());
  return trie;
}

function lmdbStore(): LmdbStore {
  const store = new LmdbStore();
  onTestFinished(() => store.close());
  return store;
}

/** A store with that many accounts, and the root. */
function filled<Store extends MapStore | LmdbStore>(store: Store, state: ModelState) {
  return StateTrie.create({ root: EMPTY_TRIE_ROOT, threads: 0 }).then(async (trie) => {
    const root = trie.applySync(diffBetween(empty, state), 'forward');
    store.write(trie.takeDirtyNodes());
    await trie.close();
    return { store, root };
  });
}

describe.each([0, 2])('a full memory, %i threads', (threads) => {
  test('is an error until the trie is reset to what was written', async () => {
    const store = lmdbStore();
    const trie = await create({ threads, source: store.source });
    let state = empty;
    const grow = async () => {
      const next = new Map([...state, ...people(state.size, state.size + 1000)]);
      await trie.apply(diffBetween(state, next), 'forward');
      state = next;
    };
    for (let batch = 0; batch < 3; batch++) await grow();
    store.write(trie.takeDirtyNodes());
    const written = state;
    const root = trie.root;
    const growUntilFull = async () => {
      for (let batch = 0; batch < 40; batch++) await grow();
    };
    await expect(growUntilFull()).rejects.toMatchObject({ code: 'TRIE_MEMORY_EXHAUSTED', facts: { mib: 8 } });
    expect(() => trie.prove(address(1), [])).toThrow('more than its 8 MiB');
    expect(() => trie.takeDirtyNodes()).toThrow('more than its 8 MiB');
    trie.reset(root);
    const after = new Map([...written, [address(5), owner]]);
    expect(await trie.apply(diffBetween(written, after), 'forward')).toBe(rootOf(after, hashedKey));
  });

  test('a diff for which there is no room from the start leaves the trie as it is', async () => {
    const trie = await create({ threads });
    await trie.apply(diffBetween(empty, people(0, 10)), 'forward');
    const tooMuch = diffBetween(empty, people(0, 30_000));
    await expect(trie.apply(tooMuch, 'forward')).rejects.toMatchObject({ code: 'TRIE_MEMORY_EXHAUSTED' });
    const more = new Map([...people(0, 10), [address(77), owner]]);
    expect(await trie.apply(diffBetween(people(0, 10), more), 'forward')).toBe(rootOf(more, hashedKey));
  });
});

describe('a database that is not as it should be', () => {
  const state = people(0, 50, owner);
  const changed = people(0, 50, person);

  test('a record is missing: the error names it, and the trie goes on when it is there again', async () => {
    const { store, root } = await filled(new MapStore(), state);
    const trie = await create({ root, source: store.source });
    const [key, record] = [...store.records].find(([name]) => name.startsWith('02'))!;
    store.records.delete(key);
    const diff = diffBetween(state, changed);
    const missing = { code: 'TRIE_NODE_MISSING', facts: { key: `0x${key}` } };
    expect(() => trie.applySync(diff, 'forward')).toThrow(expect.objectContaining(missing));
    store.records.set(key, record);
    expect(() => trie.applySync(diff, 'forward')).toThrow(expect.objectContaining(missing));
    trie.reset(root);
    expect(trie.applySync(diff, 'forward')).toBe(rootOf(changed, hashedKey));
  });

  test.each(['01', '02'])('a record of table %s is cut off', async (table) => {
    const { store, root } = await filled(new MapStore(), state);
    for (const [key, record] of store.records) {
      if (key.startsWith(table)) store.records.set(key, record.subarray(0, -1));
    }
    const trie = await create({ root, source: store.source });
    const apply = () => trie.applySync(diffBetween(state, changed), 'forward');
    expect(apply).toThrow(expect.objectContaining({ code: 'TRIE_RECORD_MALFORMED' }));
  });

  test('it holds another root, or none', async () => {
    const { store, root } = await filled(new MapStore(), state);
    const other = rootOf(changed, hashedKey);
    await expect(create({ root: other, source: store.source })).rejects.toMatchObject({
      code: 'TRIE_ROOT_MISMATCH',
      facts: { expected: other, actual: root },
    });
    store.records.clear();
    await expect(create({ root, source: store.source })).rejects.toMatchObject({
      code: 'TRIE_NODE_MISSING',
      facts: { key: '0x00' },
    });
  });

  test('its reader throws', async () => {
    const { store, root } = await filled(lmdbStore(), state);
    await expect(create({ root, source: store.failing('throw') })).rejects.toMatchObject({
      code: 'TRIE_READ_FAILED',
      message: expect.stringContaining('the disk is on fire'),
    });
  });

  test('its reader throws in a thread', async () => {
    const { store, root } = await filled(lmdbStore(), state);
    const trie = await create({ threads: 2, root, source: store.failing('throw in threads') });
    const diff = diffBetween(state, changed);
    const failed = { code: 'TRIE_READ_FAILED', message: expect.stringContaining('the disk is on fire') };
    await expect(trie.apply(diff, 'forward')).rejects.toMatchObject(failed);
    await expect(trie.apply(diff, 'forward')).rejects.toMatchObject(failed);
    trie.reset(root);
    expect(trie.applySync(diff, 'forward')).toBe(rootOf(changed, hashedKey));
  });

  test('a thread that dies is an error for good', async () => {
    const { store, root } = await filled(lmdbStore(), state);
    const trie = await create({ threads: 2, root, source: store.failing('die in threads') });
    const died = { code: 'TRIE_THREAD_DIED', facts: { reason: 'exit code 3' } };
    await expect(trie.apply(diffBetween(state, changed), 'forward')).rejects.toMatchObject(died);
    expect(() => trie.reset(root)).toThrow(expect.objectContaining({ code: 'TRIE_THREAD_DIED' }));
    await trie.close();
  });
});

describe('a diff that does not fit', () => {
  const without = (diff: StateDiff): StateDiff => ({ ...diff, slots: new Uint8Array() });

  test('removes an account and leaves it slots', async () => {
    const trie = await create();
    const state = people(0, 3, owner);
    trie.applySync(diffBetween(empty, state), 'forward');
    const incomplete = without(diffBetween(people(0, 1), empty));
    expect(() => trie.applySync(incomplete, 'forward')).toThrow(
      'The diff does not fit the state trie: it removes an account and leaves it slots.',
    );
  });

  test('changes slots of an account that is not there', async () => {
    const trie = await create();
    const diff = diffBetween(people(0, 1), people(0, 1, owner));
    expect(diff.accounts[layout.DIFF_FLAGS]! & layout.DIFF_FIELDS).toBe(0);
    expect(() => trie.applySync(diff, 'forward')).toThrow(
      'The diff does not fit the state trie: it changes slots of an account that is not in the trie.',
    );
  });
});

describe('calls that come at the wrong time or with wrong options', () => {
  const diff = diffBetween(empty, people(0, 50, owner));

  test('while a diff is applied', async () => {
    const trie = await create({ threads: 2 });
    const applied = trie.apply(diff, 'forward');
    const busy = expect.objectContaining({ code: 'TRIE_BUSY' });
    await expect(trie.apply(diff, 'forward')).rejects.toEqual(busy);
    for (const call of [
      () => trie.applySync(diff, 'forward'),
      () => trie.takeDirtyNodes(),
      () => trie.prove(address(0), []),
      () => trie.reset(EMPTY_TRIE_ROOT),
      () => trie.refresh(),
    ]) {
      expect(call).toThrow(busy);
    }
    expect(await applied).toBe(rootOf(people(0, 50, owner), hashedKey));
  });

  test('closing waits for the diff that is applied', async () => {
    const trie = await create({ threads: 2 });
    const applied = trie.apply(diff, 'forward');
    await trie.close();
    expect(await applied).toBe(rootOf(people(0, 50, owner), hashedKey));
  });

  test('after it was closed, even twice', async () => {
    const trie = await create({ threads: 1 });
    await trie.close();
    await trie.close();
    expect(() => trie.applySync(diff, 'forward')).toThrow(expect.objectContaining({ code: 'TRIE_CLOSED' }));
  });

  test.each([
    [{ threads: 33 }, 'Option threads is 33, expected an integer from 0 to 32.'],
    [{ threads: -1 }, 'Option threads is -1'],
    [{ memoryMib: 4.5 }, 'Option memoryMib is 4.5, expected an integer from 8 to 4000.'],
    [{ root: slot(1) }, 'expected the empty root without a source'],
  ])('%j', async (options, message) => {
    await expect(create(options as Partial<StateTrieOptions>)).rejects.toThrow(message);
  });
});
