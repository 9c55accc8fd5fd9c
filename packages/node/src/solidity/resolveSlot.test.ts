import { type Hash, type Hex, keccak256 } from '@heddle/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { artifactsOf } from './artifact.ts';
import { Preimages } from './preimages.ts';
import { describeSlot, SlotResolver } from './resolveSlot.ts';
import type { StorageLayout } from './storageLayout.ts';

const source = `
pragma solidity ^0.8.0;
contract Vault {
  struct Point { uint128 x; uint128 y; address owner; }
  struct Pool { uint256 fee; Point[2] corners; mapping(address => Point) members; uint64[] ticks; }
  uint256 public total;
  uint112 reserve0; uint112 reserve1; uint32 time;
  mapping(address => uint256) balances;
  mapping(address => mapping(address => uint256)) allowance;
  Pool[] pools;
  mapping(string => int256) names;
  mapping(uint256 => Pool) poolOf;
  bytes data;
  uint256[3] triple;
  mapping(bool => bytes4) flags;
  mapping(int8 => mapping(bytes4 => bool)) nested;
  Point origin;
  uint64[5] small;
}`;

let layout: StorageLayout;
beforeAll(async () => {
  const { default: solc } = await import('solc');
  const input = {
    language: 'Solidity',
    sources: { 'Vault.sol': { content: source } },
    settings: { outputSelection: { '*': { '*': ['storageLayout'] } } },
  };
  const artifacts = artifactsOf(JSON.parse(solc.compile(JSON.stringify(input))), 'out.json')!;
  layout = artifacts.find(({ name }) => name === 'Vault')!.layout!;
});

const word = (value: bigint | number | string) => BigInt(value).toString(16).padStart(64, '0');
const hashOf = (input: string): Hash =>
  `0x${Buffer.from(keccak256(Buffer.from(input, 'hex'))).toString('hex')}`;

/** Collects what was hashed on the way to a slot, as an execution would. */
class Hashing {
  readonly preimages: { hash: Hash; input: Hex }[] = [];

  #hash(input: string): bigint {
    const hash = hashOf(input);
    this.preimages.push({ hash, input: `0x${input}` });
    return BigInt(hash);
  }

  item(slot: bigint | number, key: bigint | number | string): bigint {
    return this.#hash(word(key) + word(slot));
  }

  named(slot: number, key: string): bigint {
    return this.#hash(Buffer.from(key).toString('hex') + word(slot));
  }

  /** Where the items of an array, or the bytes of a long string, begin. */
  items(slot: bigint | number): bigint {
    return this.#hash(word(slot));
  }
}

const resolve = (slot: bigint | number, hashing = new Hashing()) =>
  new SlotResolver(layout, new Preimages(hashing.preimages)).resolve(`0x${word(slot)}`);

const alice = `0x${'a1'.repeat(20)}`;
const bob = `0x${'b0'.repeat(20)}`;
const slotNamed = (label: string) =>
  Number(layout.variables.find((variable) => variable.label === label)!.slot);

describe('variables of the contract itself', () => {
  test('alone, and those that share a slot', () => {
    expect(resolve(0)).toBe('total');
    expect(resolve(1)).toBe('reserve0, reserve1, time');
    expect(resolve(1000)).toBeUndefined();
  });

  test('arrays of fixed length and structs in place', () => {
    const triple = slotNamed('triple');
    expect([0, 1, 2].map((index) => resolve(triple + index))).toEqual([
      'triple[0]',
      'triple[1]',
      'triple[2]',
    ]);
    const origin = slotNamed('origin');
    expect([resolve(origin), resolve(origin + 1)]).toEqual(['origin.x, origin.y', 'origin.owner']);
    const small = slotNamed('small');
    expect([resolve(small), resolve(small + 1)]).toEqual(['small[0…3]', 'small[4…7]']);
  });

  test('the length of an array, short bytes', () => {
    expect(resolve(slotNamed('pools'))).toBe('pools.length');
    expect(resolve(slotNamed('data'))).toBe('data');
  });
});

describe('what hashes lead to', () => {
  test('mappings, nested ones, keys of every kind', () => {
    const hashing = new Hashing();
    const balance = hashing.item(slotNamed('balances'), alice);
    const allowance = hashing.item(hashing.item(slotNamed('allowance'), alice), bob);
    const name = hashing.named(slotNamed('names'), 'Zoë');
    const flag = hashing.item(slotNamed('flags'), 1);
    const minusOne = hashing.item(slotNamed('nested'), `0x${'f'.repeat(64)}`);
    const nested = hashing.item(minusOne, `0x12345678${'0'.repeat(56)}`);
    expect([balance, allowance, name, flag, nested].map((slot) => resolve(slot, hashing))).toEqual([
      `balances[${alice}]`,
      `allowance[${alice}][${bob}]`,
      'names["Zoë"]',
      'flags[true]',
      'nested[-1][0x12345678]',
    ]);
  });

  test('structs in arrays, arrays and mappings in structs', () => {
    const hashing = new Hashing();
    const poolSlots = 1n + 4n + 1n + 1n;
    const second = hashing.items(slotNamed('pools')) + poolSlots;
    expect(resolve(second, hashing)).toBe('pools[1].fee');
    expect(resolve(second + 1n, hashing)).toBe('pools[1].corners[0].x, pools[1].corners[0].y');
    expect(resolve(second + 4n, hashing)).toBe('pools[1].corners[1].owner');
    const member = hashing.item(second + 5n, bob);
    expect(resolve(member + 1n, hashing)).toBe(`pools[1].members[${bob}].owner`);
    expect(resolve(second + 6n, hashing)).toBe('pools[1].ticks.length');
    expect(resolve(hashing.items(second + 6n) + 2n, hashing)).toBe('pools[1].ticks[8…11]');
    const seventh = hashing.item(slotNamed('poolOf'), 7);
    expect(resolve(seventh + 2n, hashing)).toBe('poolOf[7].corners[0].owner');
  });

  test('long bytes', () => {
    const hashing = new Hashing();
    expect(resolve(hashing.items(slotNamed('data')) + 1n, hashing)).toBe('data (bytes 32 to 63)');
  });

  test('nothing where the hash was not seen, or the type does not fit', () => {
    const balance = new Hashing().item(slotNamed('balances'), alice);
    expect(resolve(balance)).toBeUndefined();
    const hashing = new Hashing();
    expect(resolve(hashing.items(slotNamed('balances')), hashing)).toBeUndefined();
    expect(resolve(hashing.item(0, alice), hashing)).toBeUndefined();
    expect(resolve(hashing.item(slotNamed('balances'), alice) + 1n, hashing)).toBeUndefined();
  });

  test('a chain of hashes without end ends', () => {
    const hashing = new Hashing();
    let slot: bigint = 3n;
    for (let depth = 0; depth < 40; depth++) slot = hashing.item(slot, depth);
    expect(resolve(slot, hashing)).toBeUndefined();
    expect(describeSlot(`0x${word(slot)}`, new Preimages(hashing.preimages))).toBeUndefined();
  });
});

test('without a layout the hashing still tells the mapping and its keys', () => {
  const hashing = new Hashing();
  const inner = hashing.item(hashing.item(4, alice), 12);
  const item = hashing.items(9) + 3n;
  const preimages = new Preimages(hashing.preimages);
  const described = [5n, inner, inner + 1n, item, 2n ** 200n].map((slot) =>
    describeSlot(`0x${word(slot)}`, preimages),
  );
  expect(described).toEqual([
    'slot 5',
    `slot 4[${alice}][12]`,
    `slot 4[${alice}][12] + 1`,
    'slot 9[3]',
    undefined,
  ]);
});
