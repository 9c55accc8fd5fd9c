import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { expect, onTestFinished, test } from 'vitest';
import {
  StoreAccessError,
  StoreDamagedError,
  StoreLockedError,
  StoreMissingError,
  StoreSettingError,
  StoreVersionError,
} from '../../errors/store.ts';
import type { ChainStore } from '../chainStore.ts';
import { expectState } from '../testing/expectState.ts';
import { tempFolder } from '../testing/tempFolder.ts';
import { placeOf, stepsBetween, World, type WorldBlock } from '../testing/world.ts';
import { type DiskStoreOptions, openDiskStore } from './openDiskStore.ts';

async function openHere(dir: string, options: DiskStoreOptions = {}): Promise<ChainStore> {
  const store = await openDiskStore(dir, { sync: false, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** A closed store with a few blocks, the flat state in the middle of them. */
async function made(): Promise<{ dir: string; blocks: WorldBlock[] }> {
  const dir = join(tempFolder(), 'chain');
  const store = await openDiskStore(dir, { sync: false });
  const world = new World();
  await store.init(world.genesisRecord());
  const blocks = world.line(world.genesis, 6);
  for (const { record } of blocks) {
    const { hash, number } = record;
    await store.putBlock({ ...record, head: { head: hash, canonical: [{ number, hash }] } });
  }
  await store.flush({
    marker: placeOf(blocks[3]!),
    steps: stepsBetween(world.genesis, blocks[3]!),
    nodes: new Uint8Array(),
  });
  await store.close();
  return { dir, blocks };
}

function expectWhole(store: ChainStore, blocks: readonly WorldBlock[]): void {
  expect(store.heads().head).toBe(blocks[5]!.record.hash);
  expect(store.marker()).toEqual(placeOf(blocks[3]!));
  expectState(store, blocks[3]!.state);
  for (const { record } of blocks) {
    expect(Buffer.from(store.body(record.hash) ?? [])).toEqual(record.body);
    record.transactionHashes.forEach((transaction, txIndex) => {
      const place = { blockHash: record.hash, number: record.number, txIndex };
      expect(store.transactionPlace(transaction)).toEqual(place);
    });
  }
}

/** All files of a store, to see that nothing was written. */
function filesOf(dir: string): Map<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const data = files
    .filter(({ name }) => name === 'data.mdb')
    .map((file) => join(file.parentPath, file.name));
  return new Map(data.map((file) => [file, readFileSync(file).toString('base64')]));
}

test('finds everything again', async () => {
  const { dir, blocks } = await made();
  expectWhole(await openHere(dir), blocks);
});

test('makes no store unasked', async () => {
  const dir = join(tempFolder(), 'none');
  await expect(openHere(dir, { create: false })).rejects.toThrow(StoreMissingError);
  expect(existsSync(dir)).toBe(false);
});

test('keeps what was decided when it was made', async () => {
  const dir = tempFolder();
  await (await openHere(dir, { archive: true })).close();
  await expect(openHere(dir, { archive: false })).rejects.toThrow(StoreSettingError);
  const store = await openHere(dir);
  expect(store.settings.archive).toBe(true);
});

test('is open once in a process', async () => {
  const { dir, blocks } = await made();
  const store = await openHere(dir);
  await expect(openHere(dir)).rejects.toThrow(new StoreLockedError({ dir, pid: process.pid }).message);
  expectWhole(store, blocks);
  await store.close();
  expectWhole(await openHere(dir), blocks);
});

/** Another process that opens the store, says so, and waits. */
async function otherProcess(dir: string): Promise<{ pid: number; kill: () => Promise<unknown> }> {
  const script = `import('@heddle/chain').then(async ({ openDiskStore }) => {
    const store = await openDiskStore(process.argv[1], {});
    console.log('open');
    setInterval(() => store, 1000);
  });`;
  const child = spawn(process.execPath, ['-e', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    pid: child.pid as number,
    kill: () => {
      child.kill('SIGKILL');
      return exit;
    },
  };
}

test('is open in one process at a time, and free again when that was killed', async () => {
  const { dir, blocks } = await made();
  const other = await otherProcess(dir);
  await expect(openHere(dir)).rejects.toThrow(`open in process ${other.pid}`);
  await other.kill();
  expectWhole(await openHere(dir), blocks);
});

test('does not take a process with a number that was used again for its owner', async () => {
  const { dir, blocks } = await made();
  const facts = open({ path: join(dir, 'blocks'), overlappingSync: false, maxDbs: 16 }).openDB<
    Uint8Array,
    Uint8Array
  >({
    name: 'facts',
    encoding: 'binary',
    keyEncoding: 'binary',
  });
  await facts.put(
    Buffer.from('owner'),
    Buffer.from(JSON.stringify({ pid: process.ppid, since: 'another boot 17' })),
  );
  expectWhole(await openHere(dir), blocks);
});

test('refuses a newer version and says so', async () => {
  const { dir } = await made();
  for (const part of ['blocks', 'state']) {
    const root = open({ path: join(dir, part), overlappingSync: false, maxDbs: 16 });
    const facts = root.openDB<Uint8Array, Uint8Array>({
      name: 'facts',
      encoding: 'binary',
      keyEncoding: 'binary',
    });
    const schema = Buffer.from(facts.get(Buffer.from('schema')) ?? []).toString();
    await facts.put(Buffer.from('schema'), Buffer.from(schema.replace('"version":1', '"version":7')));
    const before = filesOf(join(dir, part));
    await expect(openHere(dir)).rejects.toThrow(StoreVersionError);
    await expect(openHere(dir)).rejects.toThrow('version 7');
    expect(filesOf(join(dir, part))).toEqual(before);
    await facts.put(Buffer.from('schema'), Buffer.from(schema));
    await root.close();
  }
});

const parts = ['blocks', 'state'] as const;

test.each(parts)('refuses %s of somebody else, and writes nothing into it', async (part) => {
  const dir = tempFolder();
  const root = open({ path: join(dir, part), maxDbs: 16 });
  await root.openDB({ name: 'theirs' }).put('key', 'value');
  await root.close();
  const before = filesOf(join(dir, part));
  await expect(openHere(dir)).rejects.toThrow(StoreDamagedError);
  expect(filesOf(join(dir, part))).toEqual(before);
});

test('does not take blocks for state', async () => {
  const { dir } = await made();
  cpSync(join(dir, 'state', 'data.mdb'), join(dir, 'blocks', 'data.mdb'));
  await expect(openHere(dir)).rejects.toThrow(StoreDamagedError);
});

test.each([
  ['text', (file: string) => writeFileSync(file, 'this is no database '.repeat(1000))],
  ['a few bytes', (file: string) => writeFileSync(file, 'abc')],
  ['zeros', (file: string) => writeFileSync(file, new Uint8Array(100_000))],
  ['half of the file', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['the first page', (file: string) => truncateSync(file, 4096)],
  ['another format', (file: string) => writeSync(openSync(file, 'r+'), Uint8Array.of(9), 0, 1, 28)],
] as const)('refuses a file with %s instead', async (_, spoil) => {
  for (const part of parts) {
    const { dir } = await made();
    const file = join(dir, part, 'data.mdb');
    spoil(file);
    const error = await openHere(dir).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreDamagedError);
    expect((error as StoreDamagedError).facts).toMatchObject({ file });
  }
});

test('notices wherever a file was cut off, unless nothing is missing', async () => {
  const { dir, blocks } = await made();
  const file = join(dir, 'state', 'data.mdb');
  const bytes = readFileSync(file);
  const outcomes = new Set<string>();
  for (let pages = 2; pages < bytes.length / 4096; pages += 3) {
    writeFileSync(file, bytes.subarray(0, pages * 4096));
    const store = await openHere(dir).catch((reason: unknown) => reason);
    outcomes.add(store instanceof StoreDamagedError ? 'refused' : 'whole');
    if (store instanceof StoreDamagedError) continue;
    expectWhole(store as ChainStore, blocks);
    await (store as ChainStore).close();
  }
  expect(outcomes).toContain('refused');
});

test('refuses blocks without their state', async () => {
  const { dir } = await made();
  rmSync(join(dir, 'state'), { recursive: true });
  await expect(openHere(dir)).rejects.toThrow(StoreDamagedError);
});

test('fills up a file that is short for a good reason', async () => {
  const { dir, blocks } = await made();
  // Pages that a transaction took at the end of the file and gave back at once are never written.
  const root = open<Uint8Array, Uint8Array>({
    path: join(dir, 'blocks'),
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
    maxDbs: 16,
  });
  const bodies = root.openDB<Uint8Array, Uint8Array>({
    name: 'bodies',
    encoding: 'binary',
    keyEncoding: 'binary',
  });
  root.transactionSync(() => {
    bodies.putSync(Buffer.from('passing'), new Uint8Array(200_000));
    bodies.removeSync(Buffer.from('passing'));
  });
  await root.close();
  const file = join(dir, 'blocks', 'data.mdb');
  const bytes = readFileSync(file);
  const meta = [0, 4096].sort((a, b) =>
    bytes.readBigUInt64LE(a + 152) < bytes.readBigUInt64LE(b + 152) ? 1 : -1,
  )[0] as number;
  const whole = (Number(bytes.readBigUInt64LE(meta + 144)) + 1) * 4096;
  expect(bytes.length).toBeLessThan(whole);
  expectWhole(await openHere(dir), blocks);
  expect(statSync(file).size).toBeGreaterThanOrEqual(whole);
});

test('says which file it may not write', async () => {
  const { dir } = await made();
  const file = join(dir, 'state', 'data.mdb');
  rmSync(file);
  mkdirSync(file);
  await expect(openHere(dir)).rejects.toThrow(StoreAccessError);
  const plain = join(tempFolder(), 'plain');
  writeFileSync(plain, '');
  await expect(openHere(plain)).rejects.toThrow(StoreAccessError);
});
