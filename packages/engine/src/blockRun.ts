/** One execution of a block on a pool: the memory it uses, and how the parts of the block reach it. */
import { layout } from '@heddle/evm';
import { breathe } from './breathe.ts';
import {
  BlockHashMissingError,
  CancelledError,
  MemoryExhaustedError,
  StateReadError,
} from './errors/execution.ts';
import { MissingStateError } from './errors/input.ts';
import { HeddleError } from './errors.ts';
import type { Pool } from './parallel/pool.ts';
import type { Need, Order, ReadFailure, RunKind, RunNotes } from './parallel/protocol.ts';
import type { ReadNotes } from './report.ts';
import { writeBlockHash, writeEnvironment } from './shared/environment.ts';
import { runPrecompile } from './shared/precompileCall.ts';
import type { Executed } from './shared/readAccesses.ts';
import { readTransactionError } from './shared/readResults.ts';
import type { SharedMemory } from './shared/sharedMemory.ts';
import { readAddress, readHash, writeWord } from './shared/words.ts';
import { internAccount, loadAccount, loadCode, loadSlot } from './state/stateBinding.ts';
import type { Address, Block, StateReader } from './types.ts';

/** Where transactions lie that were copied in, and what is written about them. */
export interface PlacedTransactions {
  count: number;
  records: number;
  /** First result record; it stays valid when other transactions are selected. */
  results: number;
  cells: number;
  signatures: number;
}

/** A block access list and the block differ somewhere; serial execution finds where. Never seen by callers. */
export class ListDoubtError extends Error {
  override readonly name = 'ListDoubtError';
}

export class BlockRun {
  readonly pool: Pool;
  readonly shared: SharedMemory;
  readonly block: Block;
  readonly state: StateReader;
  /** What stamps of current values are compared with. */
  epoch: number;
  /** Transactions executed so far, in block order, and what was credited outside any. */
  readonly executed: Executed[] = [];
  /** Place in the block of what is executed now (EIP-7928): 0 before the transactions. */
  index = 0;
  /** Where the values came from that were read of the state. */
  readonly reads: ReadNotes = { lookups: 0, byWorkers: 0, byMainThread: 0 };
  /** Error of a state read, to be thrown once the workers have stopped. */
  #readError: Error | undefined;

  /** The pool holds `state`. @param records RECORDS_* bits: what transactions write down of their accesses */
  constructor(pool: Pool, block: Block, state: StateReader, records: number) {
    this.pool = pool;
    this.shared = pool.shared;
    this.block = block;
    this.state = state;
    this.epoch = this.#reset();
    writeEnvironment(this.shared, block);
    const beneficiary = internAccount(this.shared, block.header.beneficiary);
    this.shared.setUint32(layout.BLOCK_BENEFICIARY_ACCOUNT, beneficiary);
    this.shared.setUint32(layout.BLOCK_RECORDS, records);
    this.shared.setUint32(layout.BLOCK_PREIMAGES, 0);
    this.shared.setUint32(layout.BLOCK_LIST_ROWS, 0);
    this.shared.setUint32(layout.BLOCK_ORDER, 0);
  }

  /** Sets all control words for a new block; returns its epoch. */
  #reset(): number {
    const { shared } = this;
    shared.clearBlockArena();
    const epoch = shared.getUint32(layout.BLOCK_EPOCH) + 1;
    shared.setUint32(layout.BLOCK_EPOCH, epoch);
    for (const word of [
      layout.CTRL_STOP,
      layout.CTRL_REEXECUTIONS,
      layout.CTRL_ALONE_UNTIL,
      layout.CTRL_WAITED,
      layout.CTRL_COMMIT_LOCK,
      layout.CTRL_IDLE,
      layout.CTRL_BARRIER,
      layout.CTRL_ROUND,
      layout.BLOCK_TASKS,
      layout.BLOCK_CLASSES,
    ]) {
      Atomics.store(shared.words, word >> 2, 0);
    }
    for (const total of [layout.CTRL_CUMULATIVE_GAS, layout.CTRL_REGULAR_GAS, layout.CTRL_STATE_GAS])
      shared.view.setBigInt64(total, 0n, true);
    return epoch;
  }

  /** Forgets what was executed, so that other transactions can run on the same state at the same place of a chain. */
  renew(): void {
    this.pool.settle();
    this.shared.core.dropChanges(this.pool.workers);
    this.epoch = this.#reset();
    this.executed.length = 0;
    this.index = 0;
    this.#readError = undefined;
  }

  /** Takes a block access list that was loaded out of the locations; returns how many of its rows nobody saw. */
  unloadList(): number {
    const { shared } = this;
    const unseen = shared.core.unloadList() >>> 0;
    shared.setUint32(layout.BLOCK_LIST_ROWS, 0);
    return unseen;
  }

  /** Copies transaction records into the memory, with room for all that their execution writes about them. */
  place(packed: Uint8Array, count: number): PlacedTransactions {
    const { shared } = this;
    const take = (bytes: number) => {
      // On a cache line of its own, so that what neighbours write does not share one.
      const start = shared.core.takeFromBlock(bytes + layout.CELL_BYTES) >>> 0;
      return Math.ceil(start / layout.CELL_BYTES) * layout.CELL_BYTES;
    };
    const records = take(packed.length);
    shared.bytes.set(packed, records);
    const cells = take(count * layout.CELL_BYTES);
    shared.bytes.fill(0, cells, cells + count * layout.CELL_BYTES);
    const results = take(count * layout.RESULT_BYTES);
    const signatures = take(count * layout.SIGNATURE_BYTES);
    return { count, records, results, cells, signatures };
  }

  /** Makes placed transactions those that run next. */
  select({ count, records, results, cells, signatures }: PlacedTransactions): void {
    const { shared } = this;
    shared.setUint32(layout.BLOCK_TXS, records);
    shared.setUint32(layout.BLOCK_RESULTS, results);
    shared.setUint32(layout.BLOCK_CELLS, cells);
    shared.setUint32(layout.BLOCK_SIGNATURES, signatures);
    shared.setUint32(layout.BLOCK_TX_COUNT, count);
    for (const word of [layout.CTRL_NEXT, layout.CTRL_HEAD, layout.CTRL_READY])
      Atomics.store(shared.words, word >> 2, 0);
  }

  /** Runs the placed transactions on the main thread: for the few that the protocol itself makes. */
  async runHere(): Promise<void> {
    const { shared } = this;
    shared.setUint32(layout.BLOCK_MODE, layout.MODE_SERIAL);
    const context = shared.plan.largeContext;
    shared.setUint32(context + layout.CTX_ACTIVE, 0);
    for (let status = shared.core.runSerial(context); ; status = shared.core.runSerial(context)) {
      if (status === layout.LEAVE_SUCCESS) break;
      if (status === layout.LEAVE_STOPPED) throw this.#stopError();
      if (status === layout.LEAVE_SLICE) {
        await breathe();
        continue;
      }
      if (status === layout.LEAVE_LARGE) throw new MemoryExhaustedError({ region: 'transaction context' });
      if (status === layout.LEAVE_PRECOMPILE) {
        runPrecompile(shared.bytes, shared.view, context, this.block.hardfork);
        continue;
      }
      const entry = shared.getUint32(context + layout.CTX_NEED);
      const index = shared.getUint32(context + layout.CTX_INDEX);
      await this.#provide({ kind: 'need', status, entry, index, isSpeculative: false });
    }
    this.reads.lookups += shared.core.takeLookups() >>> 0;
  }

  /** Runs the placed transactions on one worker. */
  async runOnWorker(worker: number, kind: RunKind): Promise<void> {
    await this.#run(async () => [await this.pool.order(worker, this.#order(kind), 'ran')]);
  }

  /** Runs the placed transactions on all workers. */
  async runOnAllWorkers(kind: RunKind): Promise<void> {
    await this.#run(() => this.pool.orderAll(this.#order(kind), 'ran'));
  }

  #order(kind: RunKind): Order {
    const { pool, state, block } = this;
    return { kind, hardfork: block.hardfork, source: pool.cache.sourceOf(state) };
  }

  async #run(order: () => Promise<RunNotes[]>): Promise<void> {
    const answers = await this.pool.answering((need) => this.#provide(need), order);
    for (const { lookups, reads, failure } of answers) {
      this.reads.lookups += lookups;
      this.reads.byWorkers += reads;
      if (failure !== undefined) this.#readError ??= errorOf(failure);
    }
    if (this.shared.getUint32(layout.CTRL_STOP) !== layout.STOP_NONE) throw this.#stopError();
  }

  /** Address of the beneficiary's committed fields: every transaction pays it without asking for it. */
  loadBeneficiary(): Promise<number> {
    return this.#fieldsOf(this.shared.getUint32(layout.BLOCK_BENEFICIARY_ACCOUNT));
  }

  /** Address of an account's committed fields, read first when need be. */
  async #fieldsOf(entry: number): Promise<number> {
    const { shared } = this;
    if (shared.getUint32(entry + layout.ACCOUNT_STAMP) === this.epoch) return entry + layout.ACCOUNT_CURRENT;
    await this.#loadAccount(entry);
    return entry + layout.ACCOUNT_BASE;
  }

  async #loadAccount(entry: number): Promise<void> {
    if (this.shared.getUint32(entry + layout.ACCOUNT_LOADED) !== 0) return;
    const what = `account ${readAddress(this.shared.bytes, entry + layout.ACCOUNT_ADDRESS)}`;
    this.reads.byMainThread++;
    await this.#reading(what, () => loadAccount(this.shared, this.state, entry));
  }

  /** Adds wei to an account outside any transaction. */
  async credit(address: Address, amount: bigint): Promise<void> {
    const { shared } = this;
    const entry = internAccount(shared, address);
    await this.#fieldsOf(entry);
    this.executed.push({ account: entry, amount, index: this.index });
    writeWord(shared.view, shared.scratch, amount);
    shared.core.creditCommitted(entry, shared.scratch);
  }

  /** Takes an account's whole balance, outside any transaction; returns it in wei. */
  async drain(address: Address): Promise<bigint> {
    const { shared } = this;
    await this.credit(address, 0n);
    const balance = internAccount(shared, address) + layout.ACCOUNT_CURRENT + layout.FIELDS_BALANCE;
    const amount =
      shared.view.getBigUint64(balance, true) | (shared.view.getBigUint64(balance + 8, true) << 64n);
    writeWord(shared.view, balance, 0n);
    return amount;
  }

  /** Nonce of an account now. */
  async nonceOf(address: Address): Promise<bigint> {
    const fields = await this.#fieldsOf(internAccount(this.shared, address));
    return this.shared.view.getBigUint64(fields + layout.FIELDS_NONCE, true);
  }

  /** True when an account has code now. */
  async hasCode(address: Address): Promise<boolean> {
    const fields = await this.#fieldsOf(internAccount(this.shared, address));
    return (
      this.shared.getUint32(fields + layout.FIELDS_CODE) !== this.shared.getUint32(layout.PLAN_EMPTY_CODE)
    );
  }

  /** Brings in what a context lacks. */
  async #provide({ status, entry, index, isSpeculative }: Need): Promise<boolean> {
    try {
      const { shared, state, block } = this;
      if (status === layout.LEAVE_NEED_ACCOUNT) await this.#loadAccount(entry);
      else if (status === layout.LEAVE_NEED_SLOT) {
        this.reads.byMainThread++;
        await this.#reading(slotName(shared, entry), () => loadSlot(shared, state, entry));
      } else if (status === layout.LEAVE_NEED_CODE)
        await this.#reading('code', () => loadCode(shared, state, entry));
      else writeBlockHash(shared, block, block.header.number - BigInt(index));
      return true;
    } catch (error) {
      if (isSpeculative && isAbsence(error)) return false;
      this.#readError ??= error as Error;
      throw error;
    }
  }

  async #reading(what: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      throw error instanceof HeddleError ? error : new StateReadError({ what }, error);
    }
  }

  /** Why the block was stopped. */
  #stopError(): Error {
    if (this.#readError !== undefined) return this.#readError;
    const reason = this.shared.getUint32(layout.CTRL_STOP);
    if (reason === layout.STOP_LIST_DIFFERS) return new ListDoubtError();
    if (reason === layout.STOP_INVALID_TRANSACTION) return readTransactionError(this.shared, this.block);
    return new CancelledError({ number: this.block.header.number });
  }
}

/** What a read that failed in a worker comes to. */
function errorOf({ what, message, absentCode }: ReadFailure): HeddleError {
  if (absentCode !== undefined) return new MissingStateError({ codeHash: absentCode });
  return new StateReadError({ what }, new Error(message));
}

function slotName(shared: SharedMemory, entry: number): string {
  const account = shared.getUint32(entry + layout.SLOT_ACCOUNT);
  const address = readAddress(shared.bytes, account + layout.ACCOUNT_ADDRESS);
  return `slot ${readHash(shared.bytes, entry + layout.SLOT_KEY)} of account ${address}`;
}

/** True for errors that say that something is not there, rather than that it could not be read. */
function isAbsence(error: unknown): boolean {
  return error instanceof MissingStateError || error instanceof BlockHashMissingError;
}
