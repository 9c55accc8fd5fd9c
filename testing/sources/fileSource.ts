/** States in files that workers read by themselves; the main thread reads the same state from memory. */
import { writeFileSync } from 'node:fs';
import {
  type Account,
  type Address,
  encodeAccount,
  type Hash,
  type MemoryState,
  type StateReader,
  type StateSource,
} from '@heddle/engine';

/** What goes wrong in `fileState.mjs`. */
export interface Fault {
  kind: 'open' | 'refresh' | 'read' | 'garbage';
  what?: 'account' | 'slot' | 'code';
  at?: number;
  value?: unknown;
}

const digits = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function writeStateFile(path: string, state: MemoryState): void {
  const content = {
    account: {} as Record<string, string>,
    slot: {} as Record<string, string>,
    code: {} as Record<string, string>,
  };
  for (const [address, { storage }] of state.entries()) {
    content.account[address.slice(2)] = digits(encodeAccount(state.account(address) as Account));
    for (const [slot, value] of storage) {
      const trimmed = value.toString(16);
      content.slot[address.slice(2) + slot.slice(2)] = trimmed.padStart(
        trimmed.length + (trimmed.length % 2),
        '0',
      );
    }
  }
  for (const [hash, code] of state.codes()) content.code[hash.slice(2)] = digits(code);
  writeFileSync(path, JSON.stringify(content));
}

/** A state that workers read from a file. */
export class FileState implements StateReader {
  revision: unknown = 0;
  readonly source: StateSource;
  readonly #state: MemoryState;
  readonly #path: string;
  /** Accounts and slots that the main thread read. */
  asked = 0;

  constructor(path: string, state: MemoryState, fault?: Fault) {
    this.#path = path;
    this.#state = state;
    this.source = { module: new URL('./fileState.mjs', import.meta.url).href, data: { path, fault } };
    this.write();
  }

  /** Writes the file anew from the state in memory. */
  write(): void {
    writeStateFile(this.#path, this.#state);
  }

  account(address: Address): Account | undefined {
    this.asked++;
    return this.#state.account(address);
  }

  storage(address: Address, slot: Hash): bigint {
    this.asked++;
    return this.#state.storage(address, slot);
  }

  code(hash: Hash): Uint8Array {
    return this.#state.code(hash);
  }
}
