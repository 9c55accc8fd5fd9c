import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBlockFiles } from './findBlockFiles.ts';
import { readBlockFile } from './readBlockFile.ts';

const good = JSON.stringify({ chainId: '0x1', block: { number: '0x1' }, blockHashes: {}, preState: {} });
let folder: string;

/** Writes a file and returns its path. */
async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a block file, packed or not', async () => {
  const expected = { chainId: 1n, preState: {}, content: { block: { number: '0x1' }, blockHashes: {} } };
  expect(await readBlockFile(await file('1.json', good))).toMatchObject(expected);
  expect(await readBlockFile(await file('1.json.gz', gzipSync(good)))).toMatchObject(expected);
});

test('a block without results', async () => {
  const open = { header: { chainId: 31337 }, alloc: {}, txs: ['0x02'] };
  const path = await file('open.json', JSON.stringify(open));
  expect(await readBlockFile(path)).toEqual({
    path,
    kind: 'open',
    chainId: 31337n,
    preState: {},
    content: open,
  });
});

test.each<[name: string, content: string | Uint8Array, message: string]>([
  ['empty.json', '', 'the file is empty'],
  ['cut.json', '{"chainId": 1', 'not JSON'],
  ['cut.json.gz', gzipSync(good).subarray(0, 40), 'broken gzip data'],
  ['plain.json.gz', good, 'not gzip data, despite its name'],
  ['list.json', '[]', 'no object in it'],
  ['other.json', '{"header": {}}', "'block' is missing"],
  ['chain.json', '{"chainId": "one", "block": {}, "blockHashes": {}}', "'chainId' is not a number"],
  ['txs.json', '{"txs": []}', "'header' is missing"],
  ['alloc.json', '{"txs": [], "header": {"chainId": 1}}', "'alloc' is missing"],
  ['state.json', '{"chainId": 1, "block": {}, "blockHashes": {}}', "'preState' is missing"],
  [
    'block.json',
    '{"chainId": 1, "block": [], "blockHashes": {}, "preState": {}}',
    "'block' is not an object",
  ],
])('%s is refused in one line that names it', async (name, content, message) => {
  const path = await file(name, content);
  await expect(readBlockFile(path)).rejects.toThrow(`${path}: ${message}`);
});

test('what is not there or no file', async () => {
  await expect(readBlockFile(join(folder, 'absent.json'))).rejects.toThrow(
    'absent.json: no such file or folder.',
  );
  await expect(readBlockFile(folder)).rejects.toThrow(`${folder}: it is a folder, not a file.`);
});

test('a folder means its block files, by number', async () => {
  const blocks = join(folder, 'blocks');
  await mkdir(blocks);
  for (const name of ['10.json.gz', '9.json', '100.json', 'README.md'])
    await writeFile(join(blocks, name), good);
  expect((await findBlockFiles([blocks])).map((path) => basename(path))).toEqual([
    '9.json',
    '10.json.gz',
    '100.json',
  ]);
});

test('folders without blocks, missing paths and no paths at all', async () => {
  const bare = join(folder, 'bare');
  await mkdir(bare);
  await expect(findBlockFiles([bare])).rejects.toThrow('bare: the folder has no .json or .json.gz file.');
  await expect(findBlockFiles([join(folder, 'absent')])).rejects.toThrow('absent: no such file or folder.');
  await expect(findBlockFiles([])).rejects.toThrow(expect.objectContaining({ exitCode: 2 }));
});
