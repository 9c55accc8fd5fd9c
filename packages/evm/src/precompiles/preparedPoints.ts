import { type Bn254Exports, POINT_FINITE } from './bn254Module.ts';

/** Bytes of an encoded point of G2. */
const POINT_BYTES = 128;
/** 14 kB of lines each: 0.9 MB in a thread. A contract that verifies proofs has two to four fixed points. */
const CAPACITY = 64;

/**
 * The points of G2 seen last, with the lines that the pairing needs of them. Verification keys are constants,
 * so most points of most calls are known: checking and preparing one takes 0.25 ms (2026-11). The answer is
 * the same either way.
 */
export class PreparedPoints {
  readonly #module: Bn254Exports;
  /** Address of the lines by the bytes of the point, the one used last at the end. */
  readonly #lines = new Map<string, number>();
  readonly #free: number[] = [];

  constructor(module: Bn254Exports) {
    this.#module = module;
    const size = module.PREPARED_BYTES.value;
    const start = module.allocate(CAPACITY * size);
    for (let i = 0; i < CAPACITY; i++) this.#free.push(start + i * size);
  }

  /**
   * The address of the lines of an encoded point, or undefined for one that has none, with the kind that
   * `readPoint2` gives. They stay there for the next 63 points.
   */
  prepare(encoded: Uint8Array): { kind: number; lines: number | undefined } {
    const key = Buffer.from(encoded.buffer, encoded.byteOffset, POINT_BYTES).toString('latin1');
    const known = this.#lines.get(key);
    if (known !== undefined) {
      this.#lines.delete(key);
      this.#lines.set(key, known);
      return { kind: POINT_FINITE, lines: known };
    }
    const lines = this.#takeOldest();
    new Uint8Array(this.#module.memory.buffer).set(encoded, this.#module.INPUT.value);
    const kind = this.#module.readPoint2(lines);
    if (kind === POINT_FINITE) this.#lines.set(key, lines);
    else this.#free.push(lines);
    return kind === POINT_FINITE ? { kind, lines } : { kind, lines: undefined };
  }

  #takeOldest(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const [key, lines] = this.#lines.entries().next().value as [string, number];
    this.#lines.delete(key);
    return lines;
  }
}
