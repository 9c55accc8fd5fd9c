/** Loads the core: one module for the process, one shared memory for a pool, one instance per thread. */
import { readFileSync } from 'node:fs';
import { builtFile } from './builtFile.ts';
import type { TraceHooks } from './traceHooks.ts';

/** The functions of the core; see `assembly/index.ts`. Numbers are unsigned 32-bit addresses unless said otherwise. */
export interface CoreExports {
  dropBlockChunk(): void;
  dropStateChunk(): void;
  takeFromBlock(bytes: number): number;
  /** Limbs of the address as signed 64-bit integers. */
  internAccount(a0: bigint, a1: bigint, a2: bigint): number;
  internSlot(account: number, key: number): number;
  internCode(hash: number): number;
  fillCode(code: number, bytes: number, length: number): void;
  creditCommitted(account: number, amount: number): void;
  keccak256(input: number, length: number, out: number, scratch: number): void;
  foldDirty(scratch: number): void;
  foldBeneficiary(scratch: number): void;
  /** Plans the selected transactions; `lists` is 0 or the first GIVEN_* record, `context` one that is not in use. */
  planBlock(lists: number, context: number): void;
  leaveDirty(worker: number): void;
  encodeChanges(workers: number): void;
  dropChanges(workers: number): void;
  /** Makes what the last block left the base; its changes were written down. */
  advanceBase(): void;
  /** Takes an account from one side of a DIFF record into its base; returns its entry. */
  applyAccount(record: number, after: boolean, scratch: number): number;
  applySlots(account: number, records: number, count: number, after: boolean, scratch: number): void;
  /** Accounts and slots that transactions looked up since the last call. */
  takeLookups(): number;
  readonly firstConflict: { value: number };
  readonly firstNewCode: { value: number };
  readonly accountRecords: { value: number };
  readonly accountCount: { value: number };
  readonly slotRecords: { value: number };
  readonly slotCount: { value: number };
  /** True when the whole block access list is loaded. */
  loadList(): boolean;
  foldList(): void;
  /** Number of rows that nobody saw. */
  unloadList(): number;
  startWorker(worker: number): void;
  stopWorker(): void;
  stopIdling(): void;
  wakeValue(): number;
  currentContext(): number;
  putOff(): void;
  /** A LEAVE_* code. */
  work(): number;
  startMessages(worker: number): void;
  stopMessages(): void;
  stopSleeping(): void;
  inboxValue(): number;
  messageContext(): number;
  putOffMessages(): void;
  /** A LEAVE_* code. */
  workOnMessages(): number;
  /** A LEAVE_* code. */
  runSerial(context: number): number;
}

/** The compiled core; it can be posted to another thread. */
export type CoreModule = object;

/** The memory that instances share; it can be posted to another thread. */
export interface CoreMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/** Most pages of 64 KiB that a memory can have, as the core was built. */
const MAX_PAGES = 65536;

/** A new shared memory of so many pages of 64 KiB; the system gives real memory as pages are touched. */
export function createMemory(pages: number): CoreMemory {
  return new WebAssembly.Memory({ initial: pages, maximum: MAX_PAGES, shared: true });
}

const compiled = new Map<string, WebAssembly.Module>();

function compile(file: string): CoreModule {
  const known = compiled.get(file) ?? new WebAssembly.Module(readFileSync(builtFile(file)));
  compiled.set(file, known);
  return known;
}

/** The compiled core, from `dist/core.wasm`. */
export function coreModule(): CoreModule {
  return compile('core.wasm');
}

/** The same with trace points, from `dist/tracedCore.wasm`; it runs only with {@link TraceHooks}. */
export function tracedCoreModule(): CoreModule {
  return compile('tracedCore.wasm');
}

/** An instance of the core over a shared memory, for the calling thread; `trace` is for the traced core. */
export function instantiate(module: CoreModule, memory: CoreMemory, trace?: TraceHooks): CoreExports {
  // Date-based origin: `performance.timeOrigin` differs between threads.
  const clock = () => performance.timeOrigin + performance.now();
  const instance = new WebAssembly.Instance(module as WebAssembly.Module, {
    env: { memory },
    host: { clock },
    ...(trace && { traceHost: { ...trace } }),
  });
  return instance.exports as unknown as CoreExports;
}
