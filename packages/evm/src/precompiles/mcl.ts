/**
 * Elliptic curves by mcl, one WebAssembly instance per curve.
 *
 * The JavaScript around mcl-wasm starts asynchronously and holds one curve per process; a precompile needs
 * an answer now, and three curves. So this takes the WebAssembly out of the package and talks to it directly:
 * compiling takes 1 ms, a curve 4 to 15 ms, both at the first use in a thread.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Curve numbers of mcl (mcl/include/mcl/curve_type.h). */
export const CURVE = { bn254: 4, bls12: 5, p256: 107 } as const;

/** Limbs the module is compiled for: 4 of a scalar and 6 of a field element; mclBn_init checks the figure. */
const COMPILED_LIMBS = 46;
/** How mcl maps field elements to BLS12-381: 5 is the one of RFC 9380. */
const MAP_TO_RFC_9380 = 5;
/** mcl starts with 2 MB and asks for more by itself. */
const INITIAL_PAGES = 32;

/** Bytes of a field element, a scalar and an element of the target group in mcl's memory. */
export const FIELD_BYTES = 48;
export const SCALAR_BYTES = 32;
export const TARGET_BYTES = 12 * FIELD_BYTES;

type Call = (...args: number[]) => number;

let compiled: WebAssembly.Module | undefined;

function compile(): WebAssembly.Module {
  const require = createRequire(import.meta.url);
  const file = require.resolve('mcl-wasm/dist/mcl_c.js');
  const encoded = /wasmBase64 = '([^']+)'/.exec(readFileSync(file, 'latin1'))?.[1];
  if (encoded === undefined)
    throw new Error(`No WebAssembly found in ${file}: is it another version of mcl-wasm?`);
  return new WebAssembly.Module(Buffer.from(encoded, 'base64'));
}

/** One curve: mcl's functions and its memory. */
export class Mcl {
  /** mcl's functions without their prefix. */
  readonly #functions: Readonly<Record<string, Call>>;
  readonly #memory = new WebAssembly.Memory({ initial: INITIAL_PAGES });
  readonly #exports: WebAssembly.Exports;
  /** Address of a place for the bytes of one number on its way in or out. */
  readonly #buffer: number;

  constructor(curve: number) {
    compiled ??= compile();
    this.#exports = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } }).exports;
    (this.#exports.__wasm_call_ctors as Call)();
    this.#functions = Object.fromEntries(
      Object.entries(this.#exports).map(([name, value]) => [name.replace(/^mclBn_?/, ''), value as Call]),
    );
    if (this.do('init', curve, COMPILED_LIMBS) !== 0) throw new Error(`mcl does not know curve ${curve}`);
    this.#buffer = (this.#exports.malloc as Call)(FIELD_BYTES);
    // Points are checked where a precompile says so, not at each decoding.
    this.do('verifyOrderG1', 0);
    this.do('verifyOrderG2', 0);
    if (curve !== CURVE.bls12) return;
    this.do('setMapToMode', MAP_TO_RFC_9380);
    // Compressed points as Ethereum writes them: big-endian, flags in the first byte.
    this.do('setETHserialization', 1);
  }

  /** Calls the mcl function `name`, for example `G1_add`; all take and give addresses and sizes. */
  do(name: string, ...args: number[]): number {
    return (this.#functions[name] as Call)(...args);
  }

  /** The memory; ask again after each call, because growing replaces it. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  /** Runs `work` with the address of `size` bytes that are its own until it returns. */
  withMemory<Result>(size: number, work: (at: number) => Result): Result {
    const at = this.keep(size);
    try {
      return work(at);
    } finally {
      (this.#exports.free as Call)(at);
    }
  }

  /** The address of `size` bytes for good. */
  keep(size: number): number {
    const at = (this.#exports.malloc as Call)(size);
    if (at === 0) throw new RangeError(`mcl has no ${size} bytes left`);
    return at;
  }

  /** Reads big-endian bytes into a scalar, modulo the order of the group. */
  readScalar(at: number, bytes: Uint8Array): void {
    this.#read('Fr_setBigEndianMod', at, bytes);
  }

  /** Reads big-endian bytes into a field element; the caller has checked the range. */
  readField(at: number, bytes: Uint8Array): void {
    this.#read('Fp_setBigEndianMod', at, bytes);
  }

  #read(name: string, at: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#buffer);
    this.do(name, at, this.#buffer, bytes.length);
  }

  /** Writes a field element right-aligned and big-endian into `target`. */
  writeField(at: number, target: Uint8Array): void {
    this.#write('Fp_getLittleEndian', at, target);
  }

  /** Writes a scalar right-aligned and big-endian into `target`. */
  writeScalar(at: number, target: Uint8Array): void {
    this.#write('Fr_getLittleEndian', at, target);
  }

  #write(name: string, at: number, target: Uint8Array): void {
    // mcl leaves out high zero bytes and says how many are left.
    const size = this.do(name, this.#buffer, FIELD_BYTES, at);
    const littleEndian = this.bytes.subarray(this.#buffer, this.#buffer + size);
    target.fill(0);
    for (let i = 0; i < size; i++) target[target.length - 1 - i] = littleEndian[i] as number;
  }
}

const instances = new Map<number, Mcl>();

/** The instance of a curve in this thread, made at the first call. */
export function mclOf(curve: number): Mcl {
  let instance = instances.get(curve);
  if (instance === undefined) {
    instance = new Mcl(curve);
    instances.set(curve, instance);
  }
  return instance;
}
