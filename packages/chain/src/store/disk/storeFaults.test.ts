import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { StoreAccessError, StoreFullError } from '../../errors/store.ts';
import type { ChainStore } from '../chainStore.ts';
import { expectState } from '../testing/expectState.ts';
import { tempFolder } from '../testing/tempFolder.ts';
import { nodeWrites, placeOf, stepsBetween, World, type WorldBlock } from '../testing/world.ts';
import { openDiskStore } from './openDiskStore.ts';

/** Whether this process may mount: only root in an ordinary container or on a machine of one's own. */
const mayMount = (() => {
  const folder = `/tmp/heddle-mount-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return status === 0;
})();

/** A disk of so many MiB. */
function smallDisk(mib: number): string {
  const folder = tempFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder]);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

async function begun(dir: string): Promise<{ store: ChainStore; world: World }> {
  const store = await openDiskStore(dir);
  onTestFinished(() => store.close());
  const world = new World();
  await store.init(world.genesisRecord());
  return { store, world };
}

function put(store: ChainStore, { record }: WorldBlock, bytes: number): Promise<void> {
  const { hash, number } = record;
  const body = Buffer.alloc(bytes, 1);
  return store.putBlock({ ...record, body, head: { head: hash, canonical: [{ number, hash }] } });
}

/** Puts large blocks until there is no room; returns those that are there. */
async function fill(store: ChainStore, world: World): Promise<WorldBlock[]> {
  const blocks: WorldBlock[] = [];
  for (const block of world.line(world.genesis, 200)) {
    const error = await put(store, block, 300_000).catch((reason: unknown) => reason);
    if (error !== undefined) {
      expect(error).toBeInstanceOf(StoreFullError);
      return blocks;
    }
    blocks.push(block);
  }
  throw new Error('it never was full');
}

test.runIf(mayMount)('a full disk is an error, loses nothing, and passes', async () => {
  const disk = smallDisk(12);
  const dir = join(disk, 'chain');
  writeFileSync(join(disk, 'ballast'), new Uint8Array(3 * 2 ** 20));
  const { store, world } = await begun(dir);
  const blocks = await fill(store, world);
  const last = blocks.at(-1) as WorldBlock;
  const next = world.child(last);
  // Blocks that come together fail together.
  const failed = await Promise.allSettled([
    put(store, next, 300_000),
    put(store, world.child(next), 300_000),
  ]);
  for (const { status } of failed) expect(status).toBe('rejected');
  expect(store.heads().head).toBe(last.record.hash);
  expect(store.header(next.record.hash)).toBeUndefined();

  const entries = Array.from(
    { length: 2000 },
    (_, index) => [Buffer.from(`node ${index}`), Buffer.alloc(2000, 1)] as const,
  );
  const job = { marker: placeOf(last), steps: stepsBetween(world.genesis, last), nodes: nodeWrites(entries) };
  await expect(store.flush(job)).rejects.toThrow(StoreFullError);
  await expect(store.flush(job)).rejects.toThrow(join(dir, 'state'));
  expect(store.marker()).toEqual(placeOf(world.genesis));
  expectState(store, world.genesis.state);
  expect(store.node(Buffer.from('node 1'))).toBeUndefined();

  rmSync(join(disk, 'ballast'));
  await put(store, next, 1000);
  expect(store.heads().head).toBe(next.record.hash);
  await store.flush({ ...job, nodes: new Uint8Array() });
  expectState(store, last.state);
  await store.close();

  const again = await openDiskStore(dir);
  onTestFinished(() => again.close());
  expect(again.heads().head).toBe(next.record.hash);
  for (const { record } of blocks) expect(again.body(record.hash)?.length).toBe(300_000);
  expectState(again, last.state);
});

test.runIf(mayMount)('a disk without room for a store is an error', async () => {
  const disk = smallDisk(1);
  writeFileSync(join(disk, 'ballast'), new Uint8Array(2 ** 20 - 3 * 4096));
  await expect(openDiskStore(join(disk, 'chain'))).rejects.toThrow(StoreFullError);
  rmSync(join(disk, 'ballast'));
  const { store, world } = await begun(join(disk, 'chain'));
  expectState(store, world.genesis.state);
});

test('a limit to the size of files is an error, and loses nothing', async () => {
  const dir = join(tempFolder(), 'chain');
  const script = `
    import { openDiskStore } from '@heddle/chain';
    import { readFileSync } from 'node:fs';
    const store = await openDiskStore(${JSON.stringify(dir)}, { create: false });
    const facts = store.facts;
    let last = 0;
    let code;
    for (let i = 1; i < 100 && code === undefined; i++) {
      const hash = '0x' + i.toString(16).padStart(64, '0');
      const bytes = Buffer.alloc(100_000);
      const block = { hash, number: BigInt(i), parentHash: facts.genesisHash, totalDifficulty: 1n, header: bytes,
        body: bytes, receipts: bytes, diff: bytes, codes: new Map(), transactionHashes: [] };
      await store.putBlock(block).then(() => { last = i; }, (error) => { code = error.code; });
    }
    console.log(JSON.stringify({ last, code }));
    await store.close();
  `;
  const { store } = await begun(dir);
  await store.close();
  const run = spawnSync('bash', [
    '-c',
    'ulimit -f 8000; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    script,
  ]);
  expect(run.stderr.toString()).toBe('');
  const { last, code } = JSON.parse(run.stdout.toString()) as { last: number; code: string };
  expect(code).toBe('STORE_FULL');
  expect(last).toBeGreaterThan(5);
  const again = await openDiskStore(dir);
  onTestFinished(() => again.close());
  expect(again.header(`0x${last.toString(16).padStart(64, '0')}`)?.length).toBe(100_000);
  expect(again.header(`0x${(last + 1).toString(16).padStart(64, '0')}`)).toBeUndefined();
});

test.runIf(mayMount)('a read-only disk is an error', async () => {
  const disk = smallDisk(8);
  const dir = join(disk, 'chain');
  const { store, world } = await begun(dir);
  await store.close();
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  await expect(openDiskStore(dir)).rejects.toThrow(StoreAccessError);
  await expect(openDiskStore(join(disk, 'another'))).rejects.toThrow(StoreAccessError);
  execFileSync('mount', ['-o', 'remount,rw', disk]);
  const again = await openDiskStore(dir);
  onTestFinished(() => again.close());
  expectState(again, world.genesis.state);
});

/** Root may read and write everything. */
test.skipIf(process.getuid?.() === 0)('a folder of somebody else is an error', async () => {
  await expect(openDiskStore('/root/chain')).rejects.toThrow(StoreAccessError);
});
