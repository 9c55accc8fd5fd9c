/** The pairing check of bn254 in a WebAssembly module of its own: see assembly/bn254/index.ts. */
import { readFileSync } from 'node:fs';
import { builtFile } from '../builtFile.ts';

/** What reading a point gives. */
export const POINT_INVALID = 0;
export const POINT_FINITE = 1;

/** The module's functions; addresses and sizes are in bytes. */
export interface Bn254Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly INPUT: { readonly value: number };
  readonly PAIRS: { readonly value: number };
  readonly PREPARED_BYTES: { readonly value: number };
  begin(): void;
  readPoint1(index: number): number;
  readPoint2(lines: number): number;
  choosePoint2(index: number, lines: number): void;
  multiply(count: number): void;
  isProductOne(): number;
  allocate(bytes: number): number;
}

let exports: Bn254Exports | undefined;

/** The instance of this thread, made at the first call. */
export function bn254Module(): Bn254Exports {
  if (exports === undefined) {
    const instance = new WebAssembly.Instance(
      new WebAssembly.Module(readFileSync(builtFile('bn254.wasm'))),
      {},
    );
    exports = instance.exports as unknown as Bn254Exports;
  }
  return exports;
}
