/** Loads the state trie's module: one module for the process, one shared memory for a trie, one instance per thread. */
import { readFileSync } from 'node:fs';
import { builtFile } from './builtFile.ts';
import type { CoreMemory, CoreModule } from './instantiate.ts';

/** The functions of the module; see `assembly/trie`. Numbers are 32-bit addresses unless said otherwise. */
export interface TrieExports {
  /** From now on the instance works for thread `index`, 0 for the one that calls the others. */
  chooseArea(index: number): void;
  /** Reads the root of the account trie from its record; 0 when there is none. */
  openTrie(): number;
  /** Prepares the run that the RUN_* words describe. */
  prepareRun(): void;
  /** Takes part in the run until it is over. */
  work(): void;
  /** Hands everything that the database does not hold to `writeRecords`. */
  writeAll(): void;
  /** Bytes of the proof of AREA_WANTED in AREA_OUT. */
  proveAccount(): number;
  /** The same in the storage of the account with this leaf. */
  proveSlot(account: number): number;
  /** Wakes the threads that wait for others, after CTRL_STOP was set. */
  wakeAll(): void;
}

/** What the module asks of JavaScript. */
export interface TrieHost {
  /** Copies the record of a key to `to`: its length, -1 when there is none, -2 when it is longer than `room`. */
  readRecord(key: number, keyLength: number, to: number, room: number): number;
  /** Takes `length` bytes of records, which are overwritten afterwards. */
  writeRecords(from: number, length: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** The compiled module, from `dist/trie.wasm`. */
export function trieModule(): CoreModule {
  compiled ??= new WebAssembly.Module(readFileSync(builtFile('trie.wasm')));
  return compiled;
}

/** An instance over a memory, for the calling thread. */
export function instantiateTrie(module: CoreModule, memory: CoreMemory, host: TrieHost): TrieExports {
  const instance = new WebAssembly.Instance(module as WebAssembly.Module, {
    env: { memory },
    host: { ...host },
  });
  return instance.exports as unknown as TrieExports;
}
