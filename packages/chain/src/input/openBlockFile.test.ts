import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  decodeBlock,
  encodeBlock,
  type Header,
  headerHash,
  mainnet,
  ommersHash,
  trieRoot,
  validateBody,
} from '@heddle/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { specOfConfig } from '../genesis/specOfConfig.ts';
import { openBlockFile } from './openBlockFile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

function headerOf(number: bigint, extraData: Header['extraData'] = '0x'): Header {
  const zero = `0x${'00'.repeat(32)}` as const;
  return {
    parentHash: zero,
    ommersHash: ommersHash([]),
    beneficiary: `0x${'00'.repeat(20)}`,
    stateRoot: zero,
    transactionsRoot: trieRoot([]),
    receiptsRoot: trieRoot([]),
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: 1n,
    number,
    gasLimit: 5_000n,
    gasUsed: 0n,
    timestamp: number,
    extraData,
    mixHash: zero,
    nonce: '0x0000000000000000',
  };
}

const rlpOf = (header: Header) =>
  Buffer.from(encodeBlock({ header, transactions: [], ommers: [], withdrawals: undefined }));
const three = [1n, 2n, 3n].map((number) => rlpOf(headerOf(number)));
const size = three[0]!.length;
/** As `eth_getBlockByNumber` answers. */
function rpcOf({ ommersHash: sha3Uncles, beneficiary: miner, ...header }: Header): Record<string, unknown> {
  const fields = Object.entries({ ...header, sha3Uncles, miner }).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
  ]);
  return { ...Object.fromEntries(fields), transactions: [], uncles: [] };
}

async function fileOf(content: Uint8Array | string, name = 'blocks'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** What a file gives, and how it ends. */
async function read(content: Uint8Array | string, options?: { test?: string }) {
  const file = await fileOf(content);
  const blocks: { rlp: Buffer; where: string; done: number; total: number }[] = [];
  let kind: string | undefined;
  try {
    const opened = await openBlockFile(file, options);
    kind = opened.kind;
    for await (const { rlp, where, bytesDone } of opened.blocks)
      blocks.push({ rlp: Buffer.from(rlp), where, done: bytesDone, total: opened.bytesTotal });
    return { kind, blocks, fault: 'none', code: 'none' };
  } catch (error) {
    const { message, code } = error as Error & { code: string };
    return { kind, blocks, fault: message.replace(file, 'FILE'), code };
  }
}
const faultOf = async (content: Uint8Array | string, options?: { test?: string }) => {
  const { code, fault } = await read(content, options);
  return `${code} ${fault}`;
};

describe('RLP blocks', () => {
  test('come one by one, packed or not', async () => {
    const chain = Buffer.concat(three);
    for (const content of [chain, gzipSync(chain)]) {
      const { kind, blocks } = await read(content);
      expect(kind).toBe('rlp');
      expect(blocks.map(({ rlp }) => rlp)).toEqual(three);
      expect(blocks.map(({ where }) => where)).toEqual([
        'block 1 at byte 0',
        `block 2 at byte ${size}`,
        `block 3 at byte ${2 * size}`,
      ]);
      expect(blocks.at(-1)).toMatchObject({ done: content.length, total: content.length });
    }
  });

  test('may be larger than the pieces in which the file is read, and smaller', async () => {
    const large = rlpOf(headerOf(4n, `0x${'ab'.repeat(700_000)}`));
    const small = Array.from({ length: 2_000 }, (_, i) => rlpOf(headerOf(BigInt(i))));
    const all = [large, ...small, large];
    expect((await read(Buffer.concat(all))).blocks.map(({ rlp }) => rlp.equals(all.shift()!))).toEqual(
      Array(2_002).fill(true),
    );
  });

  test('that end early are named with their place', async () => {
    const chain = Buffer.concat(three);
    const cut = chain.subarray(0, chain.length - 5);
    expect(await faultOf(cut)).toBe(
      `BLOCK_FILE_TRUNCATED FILE: block 3 at byte ${2 * size}: the file ends early, expected ${size} bytes where ${size - 5} are left. Fetch it again.`,
    );
    expect((await read(cut)).blocks.length).toBe(2);
    expect(await faultOf(chain.subarray(0, 2 * size + 2))).toContain('expected a length of 2 bytes');
    expect(await faultOf(gzipSync(chain).subarray(0, 60))).toBe(
      'BLOCK_FILE_TRUNCATED FILE: the file ends early, expected the end of the gzip data. Fetch it again.',
    );
  });

  test('followed by something else are named with its place', async () => {
    const after = (bytes: number[]) => faultOf(Buffer.concat([three[0]!, Buffer.from(bytes)]));
    expect(await after([0x83, 1, 2, 3])).toBe(
      `BLOCK_FILE_MALFORMED FILE: block 2 at byte ${size}: found the byte 0x83, expected a block, which is a list in RLP.`,
    );
    expect(await after([0xff, 1, 0, 0, 0, 0, 0, 0, 0])).toContain('found a list of 72057594037927940 bytes');
    const broken = gzipSync(Buffer.concat(three));
    broken[broken.length - 6]! ^= 1;
    expect(await faultOf(broken)).toContain(
      'BLOCK_FILE_MALFORMED FILE: found broken gzip data (incorrect data check)',
    );
  });
});

describe('JSON blocks', () => {
  const header = { ...headerOf(7n), baseFeePerGas: 5n };
  const rpc = { ...rpcOf(header), hash: headerHash(header) };
  const rlp = rlpOf(header);
  const hex = `0x${rlp.toString('hex')}`;

  test.each<[string, unknown]>([
    ['a block', rpc],
    ['a block file', { chainId: 1, block: rpc, blockHashes: {}, preState: {} }],
    ['an answer of JSON-RPC', { jsonrpc: '2.0', id: 1, result: rpc }],
    ['RLP of debug_getRawBlock', { jsonrpc: '2.0', id: 1, result: hex }],
    ['RLP by name', { rlp: hex }],
    ['a list', [rpc]],
    ['a list of RLP', [hex]],
  ])('%s', async (_, json) => {
    for (const content of [
      JSON.stringify(json),
      `\n ${JSON.stringify(json)}`,
      gzipSync(JSON.stringify(json)),
    ]) {
      const { kind, blocks } = await read(content);
      expect([kind, blocks.length]).toEqual(['json', 1]);
      expect(blocks[0]).toMatchObject({ rlp, where: 'block 1', done: content.length });
    }
  });

  test('that are wrong are named with the field', async () => {
    const fault = (entry: unknown) => faultOf(JSON.stringify([hex, entry]));
    expect(await fault({ ...rpc, gasLimit: 5 })).toBe(
      'BLOCK_FILE_MALFORMED FILE: block 2: found block.gasLimit 5, expected a hexadecimal number of at most 256 bits.',
    );
    expect(await fault({ ...rpc, uncles: [headerHash(header)] })).toContain('block.uncles ["0x');
    expect(await fault({ ...rpc, transactions: ['0x12'] })).toContain(
      'found block.transactions[0] "0x12", expected an object',
    );
    expect(await fault({ ...rpc, gasUsed: '0x1' })).toMatch(
      /found fields with the hash 0x\w+, expected those of block 0x/,
    );
    expect(await fault('0x123')).toContain('found the text "0x123", expected RLP in hexadecimal');
    expect(await fault(null)).toContain('found null, expected a block of eth_getBlockByNumber');
    expect(await fault(5)).toContain('found a number, expected a block');
    expect((await read(JSON.stringify([hex, 5]))).blocks.length).toBe(1);
  });

  const shared =
    process.env.HEDDLE_FIXTURES ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
  const mainnetFolder = join(shared, 'mainnet');
  const files = existsSync(mainnetFolder)
    ? readdirSync(mainnetFolder).filter((name) => name.endsWith('.gz'))
    : [];
  if (files.length === 0) console.warn(`SKIPPED: blocks of mainnet. ${mainnetFolder} holds none.`);
  test.skipIf(files.length === 0)('of mainnet become the bytes that their hashes are of', async () => {
    let ommers = 0;
    for (const name of files) {
      const path = join(mainnetFolder, name);
      const { block } = JSON.parse(gunzipSync(readFileSync(path)).toString());
      const read = async () => {
        for await (const { rlp } of (await openBlockFile(path)).blocks)
          return decodeBlock(rlp, { spec: mainnet });
        return undefined;
      };
      if (block.uncles.length > 0) {
        ommers++;
        await expect(read()).rejects.toThrow('JSON has only the hashes of ommers');
        continue;
      }
      const decoded = (await read())!;
      expect(headerHash(decoded.header)).toBe(block.hash);
      validateBody(decoded);
    }
    expect([files.length, ommers]).toEqual([45, 3]);
  });
});

describe('official tests', () => {
  const genesis = rlpOf(headerOf(0n));
  const one = {
    network: 'ShanghaiToCancunAtTime15k',
    genesisRLP: `0x${genesis.toString('hex')}`,
    pre: { [`0x${'01'.repeat(20)}`]: { balance: '0x5' } },
    blocks: [{ rlp: `0x${three[0]!.toString('hex')}` }, { rlp: '0xc0', expectException: 'BlockException.A' }],
    config: { chainid: '0x0a' },
  };

  test('say what the chain begins with, and which blocks are invalid', async () => {
    const file = await fileOf(JSON.stringify({ 'a test': one }));
    const opened = await openBlockFile(file);
    expect(opened.kind).toBe('test');
    expect(opened.genesis).toMatchObject({ header: headerOf(0n), alloc: one.pre });
    expect(opened.genesis?.spec).toMatchObject({ name: one.network, chainId: 10n });
    const reopened = specOfConfig(opened.genesis?.config);
    expect(reopened).toMatchObject({ name: one.network, chainId: 10n });
    expect(reopened.hardforkAt({ number: 1n, timestamp: 15_000n })).toBe('cancun');
    const blocks: unknown[] = [];
    for await (const { rlp, expectException } of opened.blocks) blocks.push([rlp.length, expectException]);
    expect(blocks).toEqual([
      [size, undefined],
      [1, 'BlockException.A'],
    ]);
  });

  test('of which there are several are chosen by name', async () => {
    const text = JSON.stringify({ 'dogs and cats': one, dogs: { ...one, blocks: [] }, _info: 5 });
    expect(await faultOf(text, { test: 'dogs' })).toBe('none none');
    expect((await read(text, { test: 'cats' })).blocks.length).toBe(2);
    expect(await faultOf(text)).toBe(
      'BLOCK_FILE_MALFORMED FILE: found 2 tests, expected the name of one: dogs and cats, dogs.',
    );
    expect(await faultOf(text, { test: 'cows' })).toContain(
      'found 0 tests named like cows, expected the name of one: dogs and cats',
    );
  });

  test('of a network that nobody knows', async () => {
    expect(await faultOf(JSON.stringify({ a: { ...one, network: 'Atlantis' } }))).toContain(
      'NETWORK_UNKNOWN Unknown network Atlantis',
    );
  });
});

describe('what is no file of blocks', () => {
  test.each<[string, string | Uint8Array]>([
    ['BLOCK_FILE_EMPTY FILE: the file is empty, expected blocks', ''],
    ['BLOCK_FILE_UNKNOWN FILE: found only white space, expected RLP blocks', ' \n'],
    [
      'BLOCK_FILE_UNKNOWN FILE: found the byte 0x68, expected RLP blocks behind each other, JSON blocks or a blockchain test',
      'hello',
    ],
    ['BLOCK_FILE_UNKNOWN FILE: found JSON of another kind', '{"config":{},"alloc":{}}'],
    ['BLOCK_FILE_UNKNOWN FILE: found JSON of another kind', '[]'],
    ['BLOCK_FILE_UNKNOWN FILE: found JSON of another kind', '[5]'],
    ['BLOCK_FILE_TRUNCATED FILE: byte 11: the file ends early, expected more JSON', '{"block": {'],
    ['BLOCK_FILE_TRUNCATED FILE: byte 13: the file ends early, expected more JSON', '{"block": "0x'],
    ['BLOCK_FILE_TRUNCATED FILE: byte 10: the file ends early, expected more JSON', '{"block": '],
    ['BLOCK_FILE_MALFORMED FILE: found text that is not JSON (', '{"block" 5}'],
  ])('%s', async (fault, content) => {
    expect(await faultOf(content)).toContain(fault);
  });

  test('one that is not there', async () => {
    await expect(openBlockFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
