import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes.ts';
import { RlpError } from '../errors/rlp.ts';
import { decodeRlp, type RlpItem } from './decode.ts';
import { encodeRlp, type RlpInput } from './encode.ts';

const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 5 },
    fc.uint8Array({ maxLength: 80 }),
    fc.array(tie('item') as fc.Arbitrary<RlpItem>, { maxLength: 6 }),
  ),
}));

/** Hex instead of views of different buffers, so that items compare. */
function comparable(value: RlpItem): unknown {
  return value instanceof Uint8Array ? toHex(value) : value.map(comparable);
}

function decodeHex(hex: string): RlpItem {
  return decodeRlp(Buffer.from(hex, 'hex'));
}

describe('round trips', () => {
  test('whatever was encoded is decoded', () => {
    fc.assert(
      fc.property(item, (value) => {
        expect(comparable(decodeRlp(encodeRlp(value as RlpInput)))).toEqual(comparable(value));
      }),
    );
  });

  test('whatever is decoded is the encoding of its value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        let value: RlpItem;
        try {
          value = decodeRlp(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RlpError);
          return;
        }
        expect(toHex(encodeRlp(value as RlpInput))).toBe(toHex(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each<[RlpInput, string]>([
  ['0x', '0x80'],
  [0n, '0x80'],
  ['0x00', '0x00'],
  [127n, '0x7f'],
  [128n, '0x8180'],
  [1024n, '0x820400'],
  [[], '0xc0'],
  [[[], [[]], [[], [[]]]], '0xc7c0c1c0c3c0c1c0'],
  [`0x${'61'.repeat(55)}`, `0xb7${'61'.repeat(55)}`],
  [`0x${'61'.repeat(56)}`, `0xb838${'61'.repeat(56)}`],
])('%s is encoded as %s', (input, encoded) => {
  expect(toHex(encodeRlp(input))).toBe(encoded);
});

test.each([
  ['', 'truncated'],
  ['81', 'truncated'],
  ['c1', 'truncated'],
  ['b838', 'truncated'],
  ['8000', 'bytes after the end'],
  ['817f', 'a small byte with a prefix'],
  ['b800', 'a length with leading zeros'],
  ['b801ff', 'a long form of a short length'],
  ['c28261', 'truncated'],
])('%s is refused: %s', (hex, reason) => {
  expect(() => decodeHex(hex)).toThrow(reason);
});

test('hostile nesting is refused before it exhausts the stack', () => {
  let nested: RlpInput = [];
  for (let depth = 0; depth < 100; depth++) nested = [nested];
  const bytes = encodeRlp(nested);
  expect(() => decodeRlp(bytes)).toThrow('nested too deeply');
});

test('what is longer than the room of the writer, whatever makes it grow', () => {
  const makers: ((i: number) => RlpInput)[] = [
    (i) => BigInt(i),
    (i) => (BigInt(i) << 200n) | 1n,
    (i) => `0x${(i % 256).toString(16).padStart(2, '0').repeat(40)}`,
    (i) => `0x${(i % 256).toString(16).padStart(2, '0').repeat(400)}`,
    (i) => new Uint8Array(33).fill(i),
    (i) => [[], BigInt(i)],
  ];
  for (const make of makers) {
    const items = Array.from({ length: 30_000 }, (_, i) => make(i + 1));
    const long = encodeRlp(items);
    const alone = Buffer.concat(items.map(encodeRlp));
    expect(Buffer.from(long.subarray(long.length - alone.length)).equals(alone)).toBe(true);
  }
});

test('what could not be written leaves nothing behind', () => {
  expect(() => encodeRlp([1n, undefined as never, 2n])).toThrow(TypeError);
  expect(toHex(encodeRlp(5n))).toBe('0x05');
});
