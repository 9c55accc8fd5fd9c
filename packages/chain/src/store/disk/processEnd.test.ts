import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../testing/tempFolder.ts';
import { openDiskStore } from './openDiskStore.ts';

/** Opens a store, commits twenty blocks without waiting, and then does something else. */
const script = (ending: string) => `import('@heddle/chain').then(async ({ openDiskStore }) => {
  const store = await openDiskStore(process.argv[1]);
  const hashOf = (i) => '0x' + i.toString(16).padStart(64, '0');
  const bytes = Buffer.alloc(100_000, 1);
  const body = Buffer.alloc(8 * 2 ** 20, 1); // the transaction goes on for a while
  const put = (i) => store.putBlock({ hash: hashOf(i), number: BigInt(i), parentHash: hashOf(i - 1), totalDifficulty: 1n,
    header: bytes, body, receipts: bytes, diff: bytes, codes: new Map(), transactionHashes: [] });
  await put(1);
  for (let i = 2; i < 20; i++) void put(i);
  ${ending}
});`;

test.each([
  ['is left open', '', 0],
  ['is left with commits under way', 'setTimeout(() => process.exit(7), 20);', 7],
  ['fails', 'setTimeout(() => { throw new Error("failed"); }, 20);', 1],
])('a process ends when its store %s', async (_, ending, code) => {
  const dir = join(tempFolder(), 'chain');
  const run = spawnSync(process.execPath, ['-e', script(ending), dir], { timeout: 30_000 });
  expect({ code: run.status, signal: run.signal }).toEqual({ code, signal: null });
  const store = await openDiskStore(dir);
  onTestFinished(() => store.close());
  expect(store.header(`0x${'1'.padStart(64, '0')}`)?.length).toBe(100_000);
});
