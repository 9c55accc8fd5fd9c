import { isBelow, isZero } from './bytes.ts';
import { FIELD_BYTES, type Mcl, mclOf, SCALAR_BYTES } from './mcl.ts';

/** How the bytes of a precompile stand for points of a group. */
export interface GroupFormat {
  /** Curve number of mcl. */
  curve: number;
  group: 'G1' | 'G2';
  /** Field elements in a coordinate: 2 where they are a + bi. */
  degree: 1 | 2;
  /** The prime that field elements are below, as long as an element is in the input. */
  modulus: Uint8Array;
  /** Every point of the curve is in the subgroup: the cofactor is 1. */
  hasPrimeOrder?: boolean;
  /** The input has b before a. */
  imaginaryFirst?: boolean;
}

/** A group of points: decoding, encoding and arithmetic on addresses in mcl's memory. */
export class CurveGroup {
  /** Bytes of a point in mcl's memory: x, y and z. */
  readonly pointBytes: number;
  /** Bytes of a point in inputs and outputs: x and y. */
  readonly encodedBytes: number;
  readonly #format: GroupFormat;
  readonly #elementBytes: number;

  constructor(format: GroupFormat) {
    this.#format = format;
    this.#elementBytes = format.modulus.length;
    this.pointBytes = 3 * format.degree * FIELD_BYTES;
    this.encodedBytes = 2 * format.degree * this.#elementBytes;
  }

  /** The curve; made at the first use, because a curve takes milliseconds and a worker may not need it. */
  get mcl(): Mcl {
    return mclOf(this.#format.curve);
  }

  #do(operation: string, ...args: number[]): number {
    return this.mcl.do(`${this.#format.group}_${operation}`, ...args);
  }

  /** Bytes between the point and the i-th field element of its encoding. */
  #elementAt(index: number): number {
    const swapped = this.#format.imaginaryFirst ? index ^ 1 : index;
    return swapped * FIELD_BYTES;
  }

  /**
   * Reads `count` field elements to `at`, each where it belongs in a point; false when one is too large.
   */
  decodeElements(bytes: Uint8Array, count: number, at: number): boolean {
    const { modulus } = this.#format;
    for (let i = 0; i < count; i++) {
      const element = bytes.subarray(i * this.#elementBytes, (i + 1) * this.#elementBytes);
      if (!isBelow(element, modulus)) return false;
      // Field elements of BLS12-381 come in 64 bytes, of which mcl takes the lower 48.
      this.mcl.readField(
        at + this.#elementAt(i),
        element.subarray(Math.max(0, element.length - FIELD_BYTES)),
      );
    }
    return true;
  }

  /** Reads a point to `at`; all zeros are infinity. False when it is not on the curve. */
  decode(bytes: Uint8Array, at: number): boolean {
    const { degree } = this.#format;
    if (isZero(bytes)) {
      this.#do('clear', at);
      return true;
    }
    if (!this.decodeElements(bytes, 2 * degree, at)) return false;
    const z = at + 2 * degree * FIELD_BYTES;
    this.mcl.bytes.fill(0, z, z + degree * FIELD_BYTES);
    this.mcl.do('Fp_setInt32', z, 1);
    return this.#do('isValid', at) === 1;
  }

  /** Reads a point to `at`; false when it is not on the curve or not in the subgroup of prime order. */
  decodeInSubgroup(bytes: Uint8Array, at: number): boolean {
    return this.decode(bytes, at) && this.isInSubgroup(at);
  }

  isInSubgroup(at: number): boolean {
    return this.#format.hasPrimeOrder === true || this.#do('isValidOrder', at) === 1;
  }

  /** The point at `at` as bytes. */
  encode(at: number): Uint8Array {
    const bytes = new Uint8Array(this.encodedBytes);
    if (this.isInfinity(at)) return bytes;
    this.#do('normalize', at, at);
    for (let i = 0; i < 2 * this.#format.degree; i++) {
      const start = i * this.#elementBytes;
      this.mcl.writeField(at + this.#elementAt(i), bytes.subarray(start, start + this.#elementBytes));
    }
    return bytes;
  }

  isInfinity(at: number): boolean {
    return this.#do('isZero', at) === 1;
  }

  /** Sum of two points, complete: equal, opposite and infinite ones included. */
  add(target: number, a: number, b: number): void {
    this.#do('add', target, a, b);
  }

  negate(target: number, point: number): void {
    this.#do('neg', target, point);
  }

  /** Product of a point of the subgroup and a scalar; outside of the subgroup it would be wrong. */
  multiply(target: number, point: number, scalar: number): void {
    this.#do('mul', target, point, scalar);
  }

  /** Sum of the products of `count` points of the subgroup and scalars, each kind in a row. */
  multiplyAll(target: number, points: number, scalars: number, count: number): void {
    this.#do('mulVec', target, points, scalars, count);
  }

  /** Maps a field element at `element` to a point of the subgroup (BLS12-381 only). */
  mapFrom(target: number, element: number): void {
    this.mcl.do(this.#format.group === 'G1' ? 'Fp_mapToG1' : 'Fp2_mapToG2', target, element);
  }

  /** Sum of two encoded points, or undefined when one is not on the curve. */
  addEncoded(input: Uint8Array): Uint8Array | undefined {
    return this.mcl.withMemory(2 * this.pointBytes, (a) => {
      const b = a + this.pointBytes;
      if (!this.decode(input.subarray(0, this.encodedBytes), a)) return undefined;
      if (!this.decode(input.subarray(this.encodedBytes), b)) return undefined;
      this.add(a, a, b);
      return this.encode(a);
    });
  }

  /**
   * Sum of products of encoded points and scalars, which alternate in `input`; undefined when a point is not
   * in the subgroup.
   */
  multiplyEncoded(input: Uint8Array): Uint8Array | undefined {
    const itemBytes = this.encodedBytes + SCALAR_BYTES;
    const count = input.length / itemBytes;
    return this.mcl.withMemory((count + 1) * this.pointBytes + count * SCALAR_BYTES, (sum) => {
      const points = sum + this.pointBytes;
      const scalars = points + count * this.pointBytes;
      for (let i = 0; i < count; i++) {
        const item = input.subarray(i * itemBytes, (i + 1) * itemBytes);
        if (!this.decodeInSubgroup(item.subarray(0, this.encodedBytes), points + i * this.pointBytes))
          return undefined;
        this.mcl.readScalar(scalars + i * SCALAR_BYTES, item.subarray(this.encodedBytes));
      }
      this.multiplyAll(sum, points, scalars, count);
      return this.encode(sum);
    });
  }
}
