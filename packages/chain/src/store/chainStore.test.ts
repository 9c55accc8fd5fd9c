import { MemoryState, MissingStateError } from '@heddle/engine';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  DiffMissingError,
  NodeListMalformedError,
  StoreClosedError,
  StoreNotEmptyError,
} from '../errors/store.ts';
import { createMemoryStore } from './memory/memoryStore.ts';
import { beginner, flushTo, NO_NODES, putLine, storeKinds } from './testing/eachStore.ts';
import { expectState } from './testing/expectState.ts';
import {
  addressOf,
  hashOf,
  nodeWrites,
  placeOf,
  slotOf,
  stepsBetween,
  World,
  type WorldBlock,
} from './testing/world.ts';

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

describe.each(storeKinds)('a store %s', (_, open) => {
  const begin = beginner(open);

  test('is empty before it begins, then has the genesis block and its state', async () => {
    const store = await open();
    onTestFinished(() => store.close());
    expect(store.facts).toBeUndefined();
    const world = new World();
    await store.init(world.genesisRecord(nodeWrites([[Buffer.from('k'), Buffer.from('v')]])));
    const { record, state } = world.genesis;
    expect(store.facts).toEqual({ genesisHash: record.hash, config: '{"chainId":1}' });
    expect(store.heads().head).toBe(record.hash);
    expect(store.marker()).toEqual(placeOf(world.genesis));
    expect(textOf(store.node(Buffer.from('k')))).toBe('v');
    expectState(store, state);
    await expect(store.init(world.genesisRecord())).rejects.toThrow(StoreNotEmptyError);
  });

  test('gives back a block, whatever its size, and nothing of an unknown one', async () => {
    const { store, world } = await begin();
    const { record } = world.child(world.genesis);
    const sizes = [0, 1, 4 * 2 ** 20 - 1, 4 * 2 ** 20, 17 * 2 ** 20];
    for (const size of sizes) {
      const hash = hashOf(`size ${size}`);
      const body = Buffer.alloc(size, 7);
      await store.putBlock({
        ...record,
        hash,
        body,
        receipts: Buffer.alloc(size),
        accessList: Buffer.alloc(1),
      });
      expect(store.body(hash)?.length).toBe(size);
      expect(Buffer.compare(store.body(hash) as Uint8Array, body)).toBe(0);
    }
    await store.putBlock(record);
    expect(Buffer.from(store.header(record.hash) ?? [])).toEqual(record.header);
    expect(Buffer.from(store.receipts(record.hash) ?? [])).toEqual(record.receipts);
    expect(Buffer.from(store.diff(record.hash) ?? [])).toEqual(Buffer.from(record.diff));
    expect(store.totalDifficulty(record.hash)).toBe(14n);
    expect(store.blockFacts(record.hash)).toEqual({
      ...placeOf({ record } as WorldBlock),
      parentHash: world.genesis.record.hash,
      totalDifficulty: 14n,
    });
    const unknown = hashOf('unknown');
    for (const read of ['header', 'body', 'receipts', 'accessList', 'diff', 'blockFacts'] as const)
      expect(store[read](unknown)).toBeUndefined();
    expect(() => store.code(unknown)).toThrow(MissingStateError);
  });

  test('keeps what it was given although the buffers change afterwards', async () => {
    const { store, world } = await begin();
    const { record } = world.child(world.genesis);
    const body = Buffer.from('body');
    await store.putBlock({ ...record, body });
    body.fill(0);
    expect(Buffer.from(store.body(record.hash) ?? []).toString()).toBe('body');
  });

  test('knows all blocks of a number, and which one is canonical', async () => {
    const { store, world } = await begin();
    const blocks = [1, 2, 3].map(() => world.child(world.genesis).record);
    for (const record of blocks) await store.putBlock(record);
    expect(store.hashesAt(1n)).toEqual(blocks.map(({ hash }) => hash).sort());
    expect(store.hashesAt(2n)).toEqual([]);
    expect(store.canonicalHash(1n)).toBeUndefined();
    const hash = blocks[1]!.hash;
    await store.setHeads({
      head: hash,
      canonical: [{ number: 1n, hash }],
      finalized: world.genesis.record.hash,
    });
    expect(store.canonicalHash(1n)).toBe(hash);
    expect(store.heads()).toEqual({ head: hash, safe: undefined, finalized: world.genesis.record.hash });
    const genesis = world.genesis.record.hash;
    await store.setHeads({ head: genesis, canonical: [{ number: 1n, hash: undefined }], safe: genesis });
    expect(store.canonicalHash(1n)).toBeUndefined();
    expect(store.heads()).toEqual({ head: genesis, safe: genesis, finalized: genesis });
  });

  test('has the code that blocks deployed', async () => {
    const { store, world } = await begin();
    for (const [hash, code] of world.genesis.record.codes)
      expect(Buffer.from(store.code(hash))).toEqual(code);
    expect(world.genesis.record.codes.size).toBeGreaterThan(5);
  });

  test.each([1, 2, 3])(
    'flushes to any block, forward and back, in one go or in steps (world %i)',
    async (seed) => {
      const { store, world } = await begin({}, new World({ seed }));
      const left = world.line(world.genesis, 12);
      const right = world.line(left[3]!, 10);
      await putLine(store, [...left, ...right]);
      let at = world.genesis;
      for (const target of [left[0]!, left[11]!, right[9]!, right[2]!, left[7]!, world.genesis, right[9]!]) {
        const report = await flushTo(store, at, target);
        expect(store.marker()).toEqual(placeOf(target));
        expectState(store, target.state);
        expect(report.accounts).toBeGreaterThan(0);
        at = target;
      }
    },
  );

  test('knows whether an account has any slot left', async () => {
    const { store, world } = await begin();
    const address = addressOf(999);
    const account = { nonce: 1n, balance: 1n, codeHash: hashOf('code') };
    // Two slots come; one goes; nothing of the storage changes; the other goes; both come back and go in one flush.
    const blocks = world.writing(world.genesis, address, account, [
      [
        [slotOf(1), 5n],
        [slotOf(20), 6n],
      ],
      [[slotOf(1), 0n]],
      [],
      [[slotOf(20), 0n]],
      [
        [slotOf(1), 7n],
        [slotOf(20), 8n],
      ],
      [
        [slotOf(1), 0n],
        [slotOf(20), 0n],
      ],
    ]);
    await putLine(store, blocks);
    const has = [];
    let at = world.genesis;
    for (const target of [0, 1, 2, 3, 5, 4, 3, 2, 0, 5]) {
      await flushTo(store, at, blocks[target]!);
      at = blocks[target]!;
      has.push(store.account(address)?.hasStorage);
      expectState(store, at.state);
    }
    expect(has).toEqual([true, true, true, false, false, true, false, true, true, false]);
  });

  test('forgets the transactions of blocks above a head that was set back', async () => {
    const { store, world } = await begin();
    const blocks = world.line(world.genesis, 6);
    await putLine(store, blocks);
    const hashes = blocks.slice(2).flatMap(({ record }) => record.transactionHashes);
    expect(hashes.length).toBeGreaterThan(2);
    const canonical = blocks.slice(2).map(({ record: { number } }) => ({ number, hash: undefined }));
    await store.setHeads({ head: blocks[1]!.record.hash, canonical });
    for (const hash of hashes) expect(store.transactionPlace(hash)).toBeUndefined();
  });

  test('puts and removes records of the trie with a flush', async () => {
    const { store, world } = await begin();
    const [a, b, c] = ['a', 'b', 'c'].map((key) => Buffer.from(key)) as [Buffer, Buffer, Buffer];
    const [one] = world.line(world.genesis, 1) as [WorldBlock];
    await putLine(store, [one]);
    const writes = nodeWrites([
      [a, Buffer.from('1')],
      [b, Buffer.from('2')],
      [c],
      [a],
      [a, Buffer.from('3')],
    ]);
    const report = await flushTo(store, world.genesis, one, writes);
    expect(report.nodes).toBe(5);
    expect([a, b, c].map((key) => textOf(store.node(key)))).toEqual(['3', '2', undefined]);
    await store.flush({ marker: placeOf(one), steps: [], nodes: nodeWrites([[b]]) });
    expect(store.node(b)).toBeUndefined();
  });

  test('leaves all as it was when a flush fails', async () => {
    const { store, world } = await begin();
    const [one, two] = world.line(world.genesis, 2) as [WorldBlock, WorldBlock];
    await putLine(store, [one]);
    const steps = stepsBetween(world.genesis, two);
    await expect(store.flush({ marker: placeOf(two), steps, nodes: NO_NODES })).rejects.toThrow(
      DiffMissingError,
    );
    const cut = nodeWrites([[Buffer.from('k'), Buffer.from('v')]]).subarray(0, -1);
    await expect(flushTo(store, world.genesis, one, cut)).rejects.toThrow(NodeListMalformedError);
    expect(store.marker()).toEqual(placeOf(world.genesis));
    expectState(store, world.genesis.state);
    await flushTo(store, world.genesis, one);
    expectState(store, one.state);
  });

  test('finds canonical transactions, flushed or not, through re-organisations', async () => {
    const { store, world } = await begin();
    const left = world.line(world.genesis, 8);
    const right = world.line(left[2]!, 8);
    // The same transaction on both branches, at other places.
    const shared = hashOf('shared');
    for (const [blocks, index] of [
      [left, 4],
      [right, 3],
    ] as const)
      blocks[index]!.record.transactionHashes = [hashOf(`x${index}`), shared];
    const expectIndex = (canonical: readonly WorldBlock[], others: readonly WorldBlock[]) => {
      const places = new Map(
        canonical.flatMap(({ record: { hash: blockHash, number, transactionHashes } }) =>
          transactionHashes.map(
            (transaction, txIndex) => [transaction, { blockHash, number, txIndex }] as const,
          ),
        ),
      );
      for (const { record } of [...canonical, ...others])
        for (const transaction of record.transactionHashes)
          expect(store.transactionPlace(transaction)).toEqual(places.get(transaction));
      expect(places.size).toBeGreaterThan(5);
    };
    await putLine(store, left);
    expectIndex(left, []);
    for (const { record } of right) await store.putBlock(record);
    await flushTo(store, world.genesis, left[7]!);
    expectIndex(left, right);
    const chosen = [...left.slice(0, 3), ...right];
    await store.setHeads({
      head: right[7]!.record.hash,
      canonical: right.map(({ record: { hash, number } }) => ({ number, hash })),
    });
    expectIndex(chosen, left.slice(3));
    await flushTo(store, left[7]!, right[4]!);
    expectIndex(chosen, left.slice(3));
    await flushTo(store, right[4]!, right[7]!);
    expectIndex(chosen, left.slice(3));
    // Back to the first branch, with the flat state on the other.
    await store.setHeads({
      head: left[7]!.record.hash,
      canonical: [
        ...left.slice(3).map(({ record: { hash, number } }) => ({ number, hash })),
        ...right.slice(5).map(({ record: { number } }) => ({ number, hash: undefined })),
      ],
    });
    expectIndex(left, right);
    await flushTo(store, right[7]!, left[4]!);
    expectIndex(left, right);
  });

  test('says how much there is', async () => {
    const { store, world } = await begin();
    await putLine(store, world.line(world.genesis, 3));
    const sizes = store.sizes();
    expect(sizes.find(({ name }) => name === 'blocks/diffs')?.rows).toBe(4);
    for (const { bytes, rows } of sizes) if (rows > 0) expect(bytes).toBeGreaterThan(0);
  });

  test('answers nothing any more when it is closed', async () => {
    const { store, world } = await begin();
    await store.close();
    await store.close();
    const { hash } = world.genesis.record;
    for (const read of [
      () => store.header(hash),
      () => store.account(addressOf(1)),
      () => store.marker(),
      () => store.heads(),
    ])
      expect(read).toThrow(StoreClosedError);
    await expect(store.putBlock(world.genesis.record)).rejects.toThrow(StoreClosedError);
    await expect(flushTo(store, world.genesis, world.genesis)).rejects.toThrow(StoreClosedError);
  });
});

test('a store in memory shows its state as a whole', async () => {
  const store = createMemoryStore();
  const world = new World();
  await store.init(world.genesisRecord());
  expect(store.memoryState).toBeInstanceOf(MemoryState);
  expect(store.memoryState?.stateRoot()).toBe(world.genesis.state.stateRoot());
});
