import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeChainFile } from './writeChainFile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-output-'));
});
afterAll(() => rm(folder, { recursive: true }));

const block = Buffer.from('c3010203', 'hex');

test('blocks stand behind each other in the file, packed when its name says so', async () => {
  for (const name of ['chain.rlp', 'chain.rlp.gz']) {
    const seen: number[] = [];
    const onProgress = (blocks: number) => seen.push(blocks);
    const written = await writeChainFile(join(folder, name), [block, block, block], { onProgress });
    expect([written, seen]).toEqual([{ blocks: 3, bytes: 12 }, [1, 2, 3]]);
    const content = await readFile(join(folder, name));
    expect(name.endsWith('.gz') ? gunzipSync(content) : content).toEqual(
      Buffer.concat([block, block, block]),
    );
  }
});

test('what fails or is cancelled leaves no file', async () => {
  const file = join(folder, 'none.rlp');
  function* failing() {
    yield block;
    throw new Error('no more');
  }
  await expect(writeChainFile(file, failing())).rejects.toThrow('no more');
  const controller = new AbortController();
  function* endless() {
    for (;;) yield block;
  }
  const onProgress = (blocks: number) => blocks === 100 && controller.abort();
  const cancelled = writeChainFile(file, endless(), { signal: controller.signal, onProgress });
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect((await readdir(folder)).filter((name) => name.startsWith('none.rlp'))).toEqual([]);
});
