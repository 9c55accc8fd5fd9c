import { OptionInvalidError } from '@heddle/engine';
import { describe, expect, test } from 'vitest';
import { DiffMissingError, HistoryNotKeptError } from '../errors/store.ts';
import { beginner, flushTo, NO_NODES, putLine, storeKinds } from './testing/eachStore.ts';
import { expectState } from './testing/expectState.ts';
import { addressOf, placeOf, slotOf, stepsBetween, World, type WorldBlock } from './testing/world.ts';

describe.each(storeKinds)('a store %s', (_, open) => {
  const begin = beginner(open);

  test('an archive tells every value at every canonical block', async () => {
    const { store, world } = await begin({ archive: true, keepDiffs: 256 });
    const left = world.line(world.genesis, 10);
    const right = world.line(left[4]!, 9);
    await putLine(store, [...left, ...right]);
    const expectHistory = (blocks: readonly WorldBlock[]) => {
      for (const { record, state } of blocks) {
        for (let index = 0; index < 60; index++) {
          const address = addressOf(index);
          const { hasStorage, ...fields } = state.account(address) ?? {};
          const found = store.accountAt(record.number, address);
          if (state.account(address) === undefined) expect(found).toBeUndefined();
          else expect(found).toMatchObject(fields);
          if (hasStorage) expect(found?.hasStorage).toBe(true);
          for (let slot = 0; slot < 24; slot += 5)
            expect(store.storageAt(record.number, address, slotOf(slot))).toBe(
              state.storage(address, slotOf(slot)),
            );
        }
      }
    };
    await flushTo(store, world.genesis, left[5]!);
    expectHistory([world.genesis, ...left.slice(0, 6)]);
    const report = await flushTo(store, left[5]!, left[9]!);
    expect(report.history).toBeGreaterThan(0);
    await flushTo(store, left[9]!, right[8]!);
    expectHistory([world.genesis, ...left.slice(0, 5), ...right]);
  });

  test('is no archive unless made one', async () => {
    const { store } = await begin();
    expect(() => store.accountAt(0n, addressOf(1))).toThrow(HistoryNotKeptError);
    expect(() => store.storageAt(0n, addressOf(1), slotOf(1))).toThrow(HistoryNotKeptError);
  });

  test('keeps diffs and bodies as long as it should', async () => {
    const { store, world } = await begin({ keepDiffs: 256, keepBodies: 300 }, new World({ changes: 2 }));
    const blocks = world.line(world.genesis, 320);
    const side = world.child(blocks[5]!);
    await putLine(store, blocks.slice(0, 200));
    await store.putBlock(side.record);
    await flushTo(store, world.genesis, blocks[199]!);
    expect(store.diff(blocks[0]!.record.hash)).toBeDefined();
    await putLine(store, blocks.slice(200));
    await flushTo(store, blocks[199]!, blocks[319]!);
    const kept = (read: 'diff' | 'body' | 'receipts') =>
      blocks.filter(({ record }) => store[read](record.hash)).length;
    // The marker is number 320: diffs of 64 to 320 are there, bodies of 20 to 320.
    expect(kept('diff')).toBe(257);
    expect(kept('body')).toBe(301);
    expect(kept('receipts')).toBe(301);
    expect(store.diff(side.record.hash)).toBeUndefined();
    expect(store.diff(world.genesis.record.hash)).toBeUndefined();
    expect(store.header(blocks[0]!.record.hash)).toBeDefined();
    expectState(store, blocks[319]!.state);
    const steps = stepsBetween(blocks[319]!, blocks[10]!);
    await expect(store.flush({ marker: placeOf(blocks[10]!), steps, nodes: NO_NODES })).rejects.toThrow(
      DiffMissingError,
    );
  });

  test('refuses settings out of range', async () => {
    await expect(open({ keepDiffs: 255 })).rejects.toThrow(OptionInvalidError);
    await expect(open({ keepDiffs: 256, keepBodies: 255 })).rejects.toThrow(OptionInvalidError);
  });
});
