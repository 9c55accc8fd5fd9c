import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { diffOfAlloc, headerHash, MemoryState } from '@heddle/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstDiff } from './genesis.ts';
import { parseGenesis, readGenesis } from './readGenesis.ts';

const base = { config: { chainId: 9 }, difficulty: '0x20000', gasLimit: '4712388', alloc: {} };
const merged = {
  ...Object.fromEntries(
    [
      'homestead',
      'eip150',
      'eip155',
      'eip158',
      'byzantium',
      'constantinople',
      'petersburg',
      'istanbul',
      'berlin',
      'london',
    ].map((name) => [`${name}Block`, 0]),
  ),
  chainId: 9,
  terminalTotalDifficulty: 0,
};
const read = (change: object) => parseGenesis(JSON.stringify({ ...base, ...change }));
const one = `0x${'00'.repeat(19)}01` as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-genesis-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the header', () => {
  test('has the fields of the file, in hexadecimal or decimal', () => {
    const { header } = read({
      nonce: '0x42',
      timestamp: '1633267481',
      extraData: '0xAB',
      mixHash: `0x${'01'.repeat(32)}`,
      coinbase: `0x${'0A'.repeat(20)}`,
      number: 0,
    });
    expect(header).toMatchObject({
      nonce: '0x0000000000000042',
      timestamp: 1_633_267_481n,
      extraData: '0xab',
      mixHash: `0x${'01'.repeat(32)}`,
      beneficiary: `0x${'0a'.repeat(20)}`,
      difficulty: 131_072n,
      gasLimit: 4_712_388n,
    });
    expect(header.baseFeePerGas).toBeUndefined();
  });

  // ethereum/tests, BasicTests/genesishashestest: the first header of mainnet, whose accounts are known by their root only.
  test('of mainnet has the hash that everybody knows', () => {
    const { header } = read({
      nonce: '0x0000000000000042',
      difficulty: '0x400000000',
      gasLimit: '0x1388',
      extraData: '0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa',
      stateRoot: '0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544',
    });
    expect(header.stateRoot && headerHash({ ...header, stateRoot: header.stateRoot })).toBe(
      '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
    );
  });

  test.each([
    ['london', {}, ['baseFeePerGas']],
    ['shanghai', { shanghaiTime: 0 }, ['baseFeePerGas', 'withdrawalsRoot']],
    [
      'amsterdam',
      {
        shanghaiTime: 0,
        cancunTime: 0,
        pragueTime: 0,
        osakaTime: 0,
        amsterdamTime: 0,
        blobSchedule: { amsterdam: { target: 14, max: 21, baseFeeUpdateFraction: 11684671 } },
      },
      [
        'baseFeePerGas',
        'withdrawalsRoot',
        'blobGasUsed',
        'excessBlobGas',
        'parentBeaconBlockRoot',
        'requestsHash',
        'blockAccessListHash',
        'slotNumber',
      ],
    ],
  ])('of %s has the fields of its hardfork', (_, times, names) => {
    const { header } = read({ config: { ...merged, ...times } });
    const later = Object.keys(header).slice(14);
    expect(later.filter((name) => name !== 'stateRoot')).toEqual(names);
    expect(header.baseFeePerGas).toBe(1_000_000_000n);
  });

  test('cannot be of a hardfork after the merge in a chain that has not merged', () => {
    const config = { ...merged, shanghaiTime: 0, terminalTotalDifficulty: 5 };
    expect(() => read({ config })).toThrow('config.terminalTotalDifficulty is 5, expected 0 when');
  });
});

describe('the accounts', () => {
  test('make the same diff as an allocation of the library', () => {
    const alloc = {
      [`0x${'ff'.repeat(20)}`]: {
        balance: '0x10',
        nonce: '0x1',
        code: '0x6001',
        storage: { '0x02': '0x03', '0x01': '0x04', '0x03': '0x00' },
      },
      [one]: { balance: '0x0' },
      [`0x${'0f'.repeat(20)}`]: { balance: '0x7fffffffffffffffffff', code: '0x6001' },
    };
    const { alloc: diff } = read({ alloc });
    expect(diff).toEqual(diffOfAlloc(alloc));
    expect(firstDiff({ alloc })).toEqual(firstDiff({ alloc: diff }));
    expect(MemoryState.fromAlloc(alloc).stateRoot()).toMatch(/^0x/);
  });

  test('may be written without prefixes, in decimal, and with numbers that a double does not hold', () => {
    const text = `{"config":{"chainId":9},"difficulty":0,"gasLimit":5000,"alloc":{
      "${one.slice(2)}":{"balance":123456789012345678901234567890,"nonce":"7","storage":{"1":"ff"}}}}`;
    const balance = `0x${123456789012345678901234567890n.toString(16)}`;
    const same = { [one]: { balance, nonce: '0x7', storage: { '0x01': '0xff' } } };
    expect(parseGenesis(text).alloc).toEqual(diffOfAlloc(same));
  });
});

describe('a file', () => {
  test('may be packed', async () => {
    const alloc = { [one]: { balance: '5' } };
    const text = JSON.stringify({ ...base, alloc });
    const [plain, packed] = [join(folder, 'genesis.json'), join(folder, 'genesis.json.gz')];
    await writeFile(plain, text);
    await writeFile(packed, gzipSync(text));
    for (const path of [plain, packed]) {
      const { alloc: diff, config, spec } = await readGenesis(path);
      expect([diff, config, spec.chainId]).toEqual([
        diffOfAlloc({ [one]: { balance: '0x5' } }),
        '{"chainId":9}',
        9n,
      ]);
    }
    await writeFile(packed, gzipSync(text).subarray(0, 60));
    await expect(readGenesis(packed)).rejects.toMatchObject({
      code: 'GENESIS_MALFORMED',
      facts: { file: packed },
    });
  });

  test('that is wrong is named with what is wrong in it', async () => {
    const path = join(folder, 'wrong.json');
    const fault = async (text: string) => {
      await writeFile(path, text);
      return readGenesis(path).then(
        () => 'none',
        (error: Error) => error.message.replace(path, 'FILE'),
      );
    };
    const with_ = (change: object) => fault(JSON.stringify({ ...base, ...change }));
    expect(await with_({})).toBe('none');
    expect(await with_({ gasLimit: undefined })).toBe(
      'FILE: gasLimit is missing, expected a number of at most 64 bits.',
    );
    expect(await with_({ config: undefined })).toBe('FILE: config is missing, expected an object.');
    expect(await with_({ alloc: undefined })).toBe('FILE: alloc is missing, expected an object.');
    expect(await with_({ alloc: [] })).toBe('FILE: alloc is [], expected an object.');
    expect(await with_({ alloc: { '0x1': {} } })).toBe(
      'FILE: alloc is "0x1", expected an address of 20 bytes.',
    );
    expect(await with_({ alloc: { [one]: { balance: '0x' } } })).toContain(
      `FILE: alloc.${one}.balance is "0x", expected`,
    );
    expect(await with_({ alloc: { [one]: { code: '0x1' } } })).toContain(
      `FILE: alloc.${one}.code is "0x1", expected`,
    );
    expect(await with_({ alloc: { [one]: { storage: { '0x1': 5 } } } })).toContain(
      `FILE: alloc.${one}.storage.0x1 is 5, expected`,
    );
    expect(await with_({ alloc: { [one]: {}, [one.slice(2)]: {} } })).toBe(
      `FILE: alloc is "${one}", expected each account once.`,
    );
    expect(await with_({ difficulty: `0x1${'0'.repeat(64)}` })).toContain('FILE: difficulty is ');
    expect(await fault('{"config": {"chainId": }}')).toContain(
      'FILE: config is "{\\"chainId\\": }", expected JSON (',
    );
    expect(await fault('')).toBe('FILE: byte 0 is missing, expected more: the text ends in the middle.');
    expect(await fault('hello')).toBe(`FILE: byte 0 is "hello", expected '{'.`);
    const long = `0x${'11'.repeat(33)}`;
    for (const storage of [{ [long]: '0x1' }, { '0x1': long }])
      expect(await with_({ alloc: { [one]: { storage } } })).toContain(`FILE: alloc.${one}.storage.`);
    for (const name of ['none.json', 'none.json.gz'])
      await expect(readGenesis(join(folder, name))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
