import { beforeAll, describe, expect, test } from 'vitest';
import { type ArithmeticModule, compileArithmetic } from './arithmeticModule.ts';
import { anyWord, hardDivision, Random } from './operands.ts';

const ROUNDS = 20_000;
const seed = Number(process.env.HEDDLE_SEED ?? Date.now() % 1_000_000_000);

const A = 1024;
const B = 1056;
const M = 1088;
const OUT = 1120;
const BYTES = 2048;
const SCRATCH = 4096;

const word = (value: bigint) => BigInt.asUintN(256, value);
const signed = (value: bigint) => BigInt.asIntN(256, value);
const bool = (value: boolean) => (value ? 1n : 0n);

let core: ArithmeticModule;

beforeAll(async () => {
  console.log(`word.test.ts: HEDDLE_SEED=${seed}`);
  core = await compileArithmetic();
});

function write(address: number, value: bigint): void {
  for (let limb = 0; limb < 4; limb++) {
    core.view.setBigUint64(address + 8 * limb, BigInt.asUintN(64, value >> BigInt(64 * limb)), true);
  }
}

function read(address: number): bigint {
  let value = 0n;
  for (let limb = 3; limb >= 0; limb--)
    value = (value << 64n) | core.view.getBigUint64(address + 8 * limb, true);
  return value;
}

const hex = (values: readonly bigint[]) => values.map((value) => `0x${value.toString(16)}`).join(', ');

/** Runs an operation with its result in a fresh word and over each operand: all must give `expected`. */
function check(name: string, operands: readonly bigint[], expected: bigint): void {
  const addresses = [A, B, M].slice(0, operands.length);
  for (const out of [OUT, ...addresses]) {
    operands.forEach((operand, index) => {
      write(addresses[index] as number, operand);
    });
    core.exports[name]?.(...addresses, out, SCRATCH);
    if (read(out) !== expected) {
      expect.fail(
        `${name}(${hex(operands)}) = ${hex([read(out)])}, expected ${hex([expected])}, seed ${seed}`,
      );
    }
    for (const [index, operand] of operands.entries()) {
      if (addresses[index] !== out && read(addresses[index] as number) !== operand)
        expect.fail(`${name} wrote over an input`);
    }
  }
}

/** Runs an operation that answers with a value. */
function checkAnswer(name: string, operands: readonly bigint[], expected: bigint): void {
  const addresses = [A, B].slice(0, operands.length);
  operands.forEach((operand, index) => {
    write(addresses[index] as number, operand);
  });
  const answer = BigInt(core.exports[name]?.(...addresses) ?? -1n);
  if (answer !== expected)
    expect.fail(`${name}(${hex(operands)}) = ${answer}, expected ${expected}, seed ${seed}`);
}

const bitLength = (value: bigint) => BigInt(value === 0n ? 0 : value.toString(2).length);

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base; exponent > 0n; exponent >>= 1n, square = word(square * square)) {
    if (exponent & 1n) result = word(result * square);
  }
  return result;
}

function signExtend(position: bigint, x: bigint): bigint {
  return position > 30n ? x : word(BigInt.asIntN(8 * (Number(position) + 1), x));
}

const binary: Record<string, (a: bigint, b: bigint) => bigint> = {
  add256: (a, b) => word(a + b),
  sub256: (a, b) => word(a - b),
  mul256: (a, b) => word(a * b),
  and256: (a, b) => a & b,
  or256: (a, b) => a | b,
  xor256: (a, b) => a ^ b,
};

const division: Record<string, (a: bigint, b: bigint) => bigint> = {
  div256: (a, b) => (b === 0n ? 0n : a / b),
  mod256: (a, b) => (b === 0n ? 0n : a % b),
  sdiv256: (a, b) => (b === 0n ? 0n : word(signed(a) / signed(b))),
  smod256: (a, b) => (b === 0n ? 0n : word(signed(a) % signed(b))),
};

const positional: Record<string, (position: bigint, x: bigint) => bigint> = {
  shl256: (n, x) => (n > 255n ? 0n : word(x << n)),
  shr256: (n, x) => (n > 255n ? 0n : x >> n),
  sar256: (n, x) => word(signed(x) >> (n > 255n ? 255n : n)),
  byte256: (i, x) => (i > 31n ? 0n : (x >> (8n * (31n - i))) & 0xffn),
  signextend256: signExtend,
};

const ternary: Record<string, (a: bigint, b: bigint, m: bigint) => bigint> = {
  addmod256: (a, b, m) => (m === 0n ? 0n : (a + b) % m),
  mulmod256: (a, b, m) => (m === 0n ? 0n : (a * b) % m),
};

const comparison: Record<string, (a: bigint, b: bigint) => bigint> = {
  lt256: (a, b) => bool(a < b),
  gt256: (a, b) => bool(a > b),
  slt256: (a, b) => bool(signed(a) < signed(b)),
  sgt256: (a, b) => bool(signed(a) > signed(b)),
  eq256: (a, b) => bool(a === b),
  cmp256: (a, b) => bool(a > b) - bool(a < b),
};

const unary: Record<string, (a: bigint) => bigint> = {
  not256: (a) => word(~a),
  negate256: (a) => word(-a),
  clz256: (a) => 256n - bitLength(a),
};

const question: Record<string, (a: bigint) => bigint> = {
  isZero256: (a) => bool(a === 0n),
  byteLength256: (a) => (bitLength(a) + 7n) / 8n,
};

describe('256-bit words agree with BigInt', () => {
  test.each(Object.entries(binary))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const a = anyWord(random);
      const b = anyWord(random);
      check(name, [a, b], model(a, b));
    }
  });

  test.each(Object.entries(division))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b] = round % 2 === 0 ? hardDivision(random) : ([anyWord(random), anyWord(random)] as const);
      check(name, [a, b], model(a, b));
    }
  });

  test.each(Object.entries(positional))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const position = random.below(8) === 0 ? anyWord(random) : BigInt(random.below(random.pick([34, 258])));
      const x = anyWord(random);
      check(name, [position, x], model(position, x));
    }
  });

  test.each(Object.entries(ternary))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const [product, m] = hardDivision(random);
      const reduce = (value: bigint) => (m === 0n || random.below(2) === 0 ? value : value % m);
      const a = reduce(random.below(2) === 0 ? product : anyWord(random));
      const b = reduce(random.below(8) === 0 ? word(m - a) : anyWord(random));
      check(name, [a, b, m], model(a, b, m));
    }
  });

  test.each(Object.entries(unary))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const a = anyWord(random);
      check(name, [a], model(a));
    }
  });

  test.each(Object.entries(comparison))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const a = anyWord(random);
      const flipped = a ^ (1n << BigInt(random.below(256)));
      const b = random.pick([a, flipped, anyWord(random), anyWord(random)]);
      checkAnswer(name, [a, b], model(a, b));
    }
  });

  test.each(Object.entries(question))('%s', (name, model) => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const a = anyWord(random);
      checkAnswer(name, [a], model(a));
    }
  });

  test('exp256', () => {
    const random = new Random(seed);
    for (let round = 0; round < 2_000; round++) {
      const base = anyWord(random);
      const exponent = random.below(2) === 0 ? anyWord(random) : BigInt(random.below(300));
      check('exp256', [base, exponent], power(base, exponent));
    }
  });

  test('mul64 returns the limb above the word', () => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const a = anyWord(random);
      const factor = BigInt.asUintN(64, anyWord(random));
      write(A, a);
      const overflow = BigInt.asUintN(64, BigInt(core.exports.mul64?.(A, factor, OUT) ?? 0n));
      expect((overflow << 256n) | read(OUT)).toBe(a * factor);
    }
  });

  test('hi tells whether a word exceeds 64 bits', () => {
    const random = new Random(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const a = anyWord(random);
      write(A, a);
      expect(core.exports.hi?.(A) !== 0n).toBe(a >> 64n !== 0n);
    }
  });
});

describe('moving words', () => {
  test('set64 and copy256', () => {
    write(A, ~0n);
    core.exports.set64?.(A, 0x8000000000000001n);
    expect(read(A)).toBe(0x8000000000000001n);
    write(A, 0x0123456789abcdefn << 190n);
    core.exports.copy256?.(OUT, A);
    expect(read(OUT)).toBe(0x0123456789abcdefn << 190n);
  });

  test('swap256', () => {
    write(A, 3n << 200n);
    write(B, 5n << 190n);
    core.exports.swap256?.(A, B);
    expect([read(A), read(B)]).toEqual([5n << 190n, 3n << 200n]);
  });

  test('loadBE and storeBE invert the byte order', () => {
    const random = new Random(seed);
    for (let round = 0; round < 1_000; round++) {
      const value = random.bits(256);
      write(A, value);
      core.exports.storeBE?.(BYTES, A);
      const stored = Buffer.from(core.bytes.slice(BYTES, BYTES + 32)).toString('hex');
      expect(stored).toBe(value.toString(16).padStart(64, '0'));
      core.exports.loadBE?.(OUT, BYTES);
      expect(read(OUT)).toBe(value);
    }
  });

  test('loadBEn reads every length and nothing around it', () => {
    const random = new Random(seed);
    for (let n = 1; n <= 32; n++) {
      for (let round = 0; round < 20; round++) {
        for (let index = -64; index < 96; index++) core.bytes[BYTES + index] = random.below(256);
        core.exports.loadBEn?.(OUT, BYTES, n);
        expect(read(OUT)).toBe(
          BigInt(`0x${Buffer.from(core.bytes.slice(BYTES, BYTES + n)).toString('hex')}`),
        );
      }
    }
  });
});
