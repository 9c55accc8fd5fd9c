/** States that a worker reads by itself. */
import { layout } from '@heddle/evm';
import { toHex } from '../bytes.ts';
import { fillAccountRecord, fillCode, fillSlotBytes, type ThreadMemory } from '../shared/fillEntries.ts';
import type { Hash, StateSource, WorkerStateReader } from '../types.ts';
import type { ReadFailure } from './protocol.ts';

/** What came of a read. */
export type ReadOutcome = 'read' | { failure: ReadFailure };

export class OwnReader {
  #memory: ThreadMemory;
  readonly #open = new Map<number, WorkerStateReader>();
  /** The one that the block at hand reads from. */
  #reader: WorkerStateReader | undefined;
  readonly #address = new Uint8Array(20);
  readonly #key = new Uint8Array(32);
  /** Accounts and slots read since `begin`. */
  reads = 0;

  constructor(memory: Omit<ThreadMemory, 'scratch'>) {
    this.#memory = { ...memory, scratch: 0 };
  }

  /** Opens a source unless it is open. */
  async open(source: number, { module, data }: StateSource): Promise<ReadFailure | undefined> {
    if (this.#open.has(source)) return undefined;
    try {
      const { openState } = await import(module);
      this.#open.set(source, await openState(data));
      return undefined;
    } catch (error) {
      return failureOf(`the state, opened by ${module},`, error);
    }
  }

  close(source: number): void {
    const reader = this.#open.get(source);
    this.#open.delete(source);
    if (this.#reader === reader) this.#reader = undefined;
    try {
      reader?.close?.();
    } catch {
      // nobody reads from it any more
    }
  }

  /** Before a block: reads come from this source, which is open; from none when undefined. */
  begin(source: number | undefined): ReadFailure | undefined {
    this.reads = 0;
    this.#reader = source === undefined ? undefined : this.#open.get(source);
    if (this.#reader === undefined) return undefined;
    this.#memory = { ...this.#memory, scratch: this.#memory.core.takeFromBlock(32) >>> 0 };
    try {
      this.#reader.refresh();
      return undefined;
    } catch (error) {
      return failureOf('the newest state', error);
    }
  }

  /** True for a LEAVE_* code that this worker sees to itself. */
  canProvide(status: number): boolean {
    return this.#reader !== undefined && status !== layout.LEAVE_NEED_BLOCK_HASH;
  }

  /** Reads what a LEAVE_NEED_* code speaks of into its entry. */
  provide(status: number, entry: number): ReadOutcome {
    const reader = this.#reader as WorkerStateReader;
    try {
      if (status === layout.LEAVE_NEED_ACCOUNT) return this.#readAccount(reader, entry);
      if (status === layout.LEAVE_NEED_SLOT) return this.#readSlot(reader, entry);
      return this.#readCode(reader, entry);
    } catch (error) {
      return { failure: failureOf(this.#nameOf(status, entry), error) };
    }
  }

  #readAccount(reader: WorkerStateReader, entry: number): ReadOutcome {
    if (this.#isLoaded(entry + layout.ACCOUNT_LOADED)) return 'read'; // by another worker meanwhile
    this.reads++;
    fillAccountRecord(this.#memory, entry, bytesOf(reader.account(this.#addressOf(entry)), 'an account'));
    return 'read';
  }

  #readSlot(reader: WorkerStateReader, entry: number): ReadOutcome {
    if (this.#isLoaded(entry + layout.SLOT_LOADED)) return 'read';
    this.reads++;
    const account = this.#memory.view.getUint32(entry + layout.SLOT_ACCOUNT, true);
    const key = this.#reversed(this.#key, entry + layout.SLOT_KEY);
    const value = bytesOf(reader.storage(this.#addressOf(account), key), 'a value', 32);
    fillSlotBytes(this.#memory, entry, value);
    return 'read';
  }

  #readCode(reader: WorkerStateReader, entry: number): ReadOutcome {
    const code = bytesOf(reader.code(this.#reversed(this.#key, entry + layout.CODE_HASH)), 'code');
    if (code !== undefined) {
      fillCode(this.#memory, entry, code);
      return 'read';
    }
    const what = this.#nameOf(layout.LEAVE_NEED_CODE, entry);
    return {
      failure: {
        what,
        message: 'it is not there',
        absentCode: this.#hexOf(this.#key, entry + layout.CODE_HASH),
      },
    };
  }

  #isLoaded(at: number): boolean {
    return Atomics.load(this.#memory.words, at >>> 2) !== 0;
  }

  #addressOf(account: number): Uint8Array {
    return this.#reversed(this.#address, account + layout.ACCOUNT_ADDRESS);
  }

  /** Limbs as big-endian bytes. */
  #reversed(out: Uint8Array, at: number): Uint8Array {
    const { bytes } = this.#memory;
    const last = at + out.length - 1;
    for (let i = 0; i < out.length; i++) out[i] = bytes[last - i] as number;
    return out;
  }

  #hexOf(out: Uint8Array, at: number): Hash {
    return toHex(this.#reversed(out, at));
  }

  #nameOf(status: number, entry: number): string {
    if (status === layout.LEAVE_NEED_CODE) return `code ${this.#hexOf(this.#key, entry + layout.CODE_HASH)}`;
    if (status === layout.LEAVE_NEED_ACCOUNT) return `account ${toHex(this.#addressOf(entry))}`;
    const account = this.#memory.view.getUint32(entry + layout.SLOT_ACCOUNT, true);
    return `slot ${this.#hexOf(this.#key, entry + layout.SLOT_KEY)} of account ${toHex(this.#addressOf(account))}`;
  }
}

function failureOf(what: string, error: unknown): ReadFailure {
  return { what, message: error instanceof Error ? error.message : String(error) };
}

/** What a reader returned, if it is bytes. */
function bytesOf(value: unknown, what: string, most = Number.POSITIVE_INFINITY): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (!(value instanceof Uint8Array))
    throw new TypeError(`${what} must be a Uint8Array, not ${typeof value}`);
  if (value.length > most) throw new RangeError(`${what} has ${value.length} bytes, more than ${most}`);
  return value;
}
