/** A pseudo-random sequence (xorshift64*), so that a failing run can be repeated from its printed seed. */
export class Random {
  #state: bigint;

  constructor(seed: number) {
    this.#state = BigInt(seed) * 2n + 1n;
  }

  /** A uniform integer of `bits` bits. */
  bits(bits: number): bigint {
    let value = 0n;
    for (let have = 0; have < bits; have += 32) value = (value << 32n) | this.#next();
    return BigInt.asUintN(bits, value);
  }

  /** A uniform integer from 0 to `limit` - 1; `limit` at most 2^32. */
  below(limit: number): number {
    return Number(this.bits(32) % BigInt(limit));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  #next(): bigint {
    this.#state ^= this.#state >> 12n;
    this.#state = BigInt.asUintN(64, this.#state ^ (this.#state << 25n));
    this.#state ^= this.#state >> 27n;
    return BigInt.asUintN(64, this.#state * 0x2545f4914f6cdd1dn) >> 32n;
  }
}

const corners = [0, 1, 7, 8, 31, 32, 63, 64, 127, 128, 191, 192, 254, 255, 256].flatMap((exponent) =>
  [-2n, -1n, 0n, 1n, 2n].map((offset) => BigInt.asUintN(256, (1n << BigInt(exponent)) + offset)),
);

/** Limbs at which quotient digits are estimated too high, saturate, or carry all the way. */
const limbCorners = [0n, 1n, 2n, 0x7fffffffffffffffn, 0x8000000000000000n, 0xffffffff00000000n, 0xffffffffn];
const limbs = [...limbCorners, 0x8000000000000001n, 0xfffffffffffffffen, 0xffffffffffffffffn];

/**
 * A word of one of several shapes: corner value, uniform, uniform of few bits, few set bits, or corner limbs.
 */
export function anyWord(random: Random): bigint {
  switch (random.below(5)) {
    case 0:
      return random.pick(corners);
    case 1:
      return random.bits(256);
    case 2:
      return random.bits(random.below(257));
    case 3:
      return random.bits(64) << BigInt(random.below(193));
    default:
      return limbWord(random, 4);
  }
}

/** A number of up to `count` limbs, most of them corner limbs. */
function limbWord(random: Random, count: number): bigint {
  let value = 0n;
  for (let limb = 0; limb < count; limb++) {
    value = (value << 64n) | (random.below(4) === 0 ? random.bits(64) : random.pick(limbs));
  }
  return value;
}

/**
 * Dividend and divisor built to be hard for long division: the dividend is a multiple of the divisor, give or
 * take a little, or begins with the limbs of the divisor, so that quotient digits saturate and estimates must
 * be corrected.
 */
export function hardDivision(random: Random): [dividend: bigint, divisor: bigint] {
  const limbCount = 1 + random.below(4);
  const divisor = limbWord(random, limbCount) >> BigInt(random.below(4) === 0 ? random.below(64) : 0);
  const bits = 256 - 64 * limbCount;
  switch (random.below(3)) {
    case 0: {
      const quotient = random.below(2) === 0 ? limbWord(random, 4 - limbCount) : (1n << BigInt(bits)) - 1n;
      return [BigInt.asUintN(256, divisor * quotient + BigInt(random.below(5)) - 2n), divisor];
    }
    case 1:
      return [
        BigInt.asUintN(256, (divisor << BigInt(random.below(bits + 1))) - random.pick([0n, 1n, 2n])),
        divisor,
      ];
    default:
      return [limbWord(random, 4), divisor];
  }
}
