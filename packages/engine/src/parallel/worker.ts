/** A worker thread: runs the core on orders of the main thread, and does for it what lies outside the shared memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Hardfork, instantiate, layout } from '@heddle/evm';
import { MemoryExhaustedError } from '../errors/execution.ts';
import { InvariantError } from '../errors.ts';
import { runPrecompile } from '../shared/precompileCall.ts';
import { OwnReader } from './ownReader.ts';
import type { Answer, Message, Order, ReadFailure, RunKind, WorkerSetup } from './protocol.ts';
import { recoverPacked } from './signatureBatch.ts';
import { stopBlock } from './stopBlock.ts';

/** A lost wake-up would be a bug; looking again this often keeps it from being a hang. */
const LONGEST_SLEEP_MS = 100;
/** While there are transactions that nobody started: a free context for one may come up without a wake-up. */
const SHORT_SLEEP_MS = 0.5;

if (parentPort === null) throw new InvariantError('this file is the code of a worker thread');
const port = parentPort;
const { worker, module, memory } = workerData as WorkerSetup;
const core = instantiate(module, memory);
const bytes = new Uint8Array(memory.buffer);
const view = new DataView(memory.buffer);
const words = new Int32Array(memory.buffer);
const line = (layout.WORKER_LINES + worker * layout.WORKER_LINE_BYTES) >> 2;
/** The context that is this worker's when a block starts. */
const ownContext =
  view.getUint32(layout.PLAN_CONTEXTS, true) + worker * view.getUint32(layout.PLAN_CONTEXT_STRIDE, true);
let stateGeneration = -1;
const ownReader = new OwnReader({ core, bytes, view, words });
/** The first read of the block that failed. */
let failure: ReadFailure | undefined;

function post(message: Message): void {
  port.postMessage(message);
}

/** True unless the run started as the head: what it read before may have been stale, even if it is the head by now. */
function isSpeculative(context: number): boolean {
  if (view.getUint32(layout.BLOCK_MODE, true) === layout.MODE_SERIAL) return false;
  const tx = view.getUint32(context + layout.CTX_TX, true);
  const cell = view.getUint32(layout.BLOCK_CELLS, true) + tx * layout.CELL_BYTES;
  return view.getUint32(cell + layout.CELL_BASE, true) !== tx;
}

/** Asks the main thread for what a context lacks and sleeps until it has looked; false when it is not there. */
function ask(status: number, context: number): boolean {
  Atomics.store(words, line, 0);
  const entry = view.getUint32(context + layout.CTX_NEED, true);
  const index = view.getUint32(context + layout.CTX_INDEX, true);
  post({ kind: 'need', status, entry, index, isSpeculative: isSpeculative(context) });
  Atomics.wait(words, line, 0);
  return Atomics.load(words, line) !== layout.LINE_ABSENT;
}

function fail(failed: ReadFailure): void {
  failure ??= failed;
  stopBlock(words, view.getUint32(layout.PLAN_WORKERS, true), layout.STOP_FAILED);
}

/** Brings in what a context lacks, or stops the block; false when it is not there and may not be needed. */
function provide(status: number, context: number): boolean {
  if (!ownReader.canProvide(status)) return ask(status, context);
  const outcome = ownReader.provide(status, view.getUint32(context + layout.CTX_NEED, true));
  if (outcome === 'read') return true;
  if (outcome.failure.absentCode !== undefined && isSpeculative(context)) return false;
  fail(outcome.failure);
  return true;
}

function hasUnstarted(): boolean {
  return Atomics.load(words, layout.CTRL_NEXT >> 2) < view.getUint32(layout.BLOCK_TX_COUNT, true);
}

/** How a mechanism's driver idles and puts transactions off. */
interface Driver {
  idle(): void;
  putOff(): void;
}

const together: Driver = {
  idle() {
    const longest = hasUnstarted() ? SHORT_SLEEP_MS : LONGEST_SLEEP_MS;
    Atomics.wait(words, layout.CTRL_WAKE >> 2, core.wakeValue(), longest);
    core.stopIdling();
  },
  putOff: () => core.putOff(),
};

const apart: Driver = {
  idle() {
    Atomics.wait(words, line + (layout.WORKER_INBOX >> 2), core.inboxValue(), LONGEST_SLEEP_MS);
    core.stopSleeping();
  },
  putOff: () => core.putOffMessages(),
};

/** Does what the core left for; false when the run is over. */
function serve(status: number, context: number, hardfork: Hardfork, driver: Driver = together): boolean {
  switch (status) {
    case layout.LEAVE_SUCCESS:
    case layout.LEAVE_STOPPED:
      return false;
    case layout.LEAVE_PRECOMPILE:
      runPrecompile(bytes, view, context, hardfork);
      return true;
    case layout.LEAVE_IDLE:
      driver.idle();
      return true;
    case layout.LEAVE_NEED_ACCOUNT:
    case layout.LEAVE_NEED_SLOT:
    case layout.LEAVE_NEED_CODE:
    case layout.LEAVE_NEED_BLOCK_HASH:
      if (!provide(status, context)) driver.putOff();
      return true;
    case layout.LEAVE_LARGE: // only in the large context: elsewhere the core moves the transaction there
      throw new MemoryExhaustedError({ region: 'transaction context' });
    default:
      throw new InvariantError(`the core left with status ${status}`);
  }
}

/** Forgets the chunks of arenas that were reset, and turns to the state that the block reads. */
function beginBlock(source: number | undefined): void {
  core.dropBlockChunk();
  const generation = view.getUint32(layout.PLAN_STATE_GENERATION, true);
  if (generation !== stateGeneration) core.dropStateChunk();
  stateGeneration = generation;
  failure = undefined;
  const failed = ownReader.begin(source);
  if (failed !== undefined) fail(failed);
}

function runSerial(hardfork: Hardfork): void {
  const context = view.getUint32(layout.PLAN_LARGE_CONTEXT, true);
  while (serve(core.runSerial(context), context, hardfork));
}

/** Loads this worker's shares of the block access list and waits for the others'. */
function loadList(): void {
  const loaded = layout.CTRL_LIST_LOADED >> 2;
  while (view.getUint32(layout.CTRL_STOP, true) === layout.STOP_NONE) {
    const seen = Atomics.load(words, loaded);
    if (core.loadList()) return;
    Atomics.wait(words, loaded, seen, SHORT_SLEEP_MS);
  }
}

/** Works with the others until the block is done; true unless it was stopped. */
function workToTheEnd(hardfork: Hardfork): boolean {
  core.startWorker(worker);
  while (serve(core.work(), core.currentContext() >>> 0, hardfork));
  core.stopWorker();
  return view.getUint32(layout.CTRL_STOP, true) === layout.STOP_NONE;
}

function runListed(hardfork: Hardfork): void {
  loadList();
  if (workToTheEnd(hardfork)) core.foldList();
}

function runOptimistic(hardfork: Hardfork): void {
  if (workToTheEnd(hardfork)) core.foldDirty(ownContext + layout.CTX_SCRATCH);
}

/** Changes are where they belong already, but for one. */
function runPlanned(hardfork: Hardfork): void {
  if (workToTheEnd(hardfork) && worker === 0) core.foldBeneficiary(ownContext + layout.CTX_SCRATCH);
}

function runMessages(hardfork: Hardfork): void {
  core.startMessages(worker);
  while (serve(core.workOnMessages(), core.messageContext() >>> 0, hardfork, apart));
  if (view.getUint32(layout.CTRL_STOP, true) === layout.STOP_NONE) core.stopMessages();
}

/** How each kind of run is done. */
const runs: Record<RunKind, (hardfork: Hardfork) => void> = {
  serial: runSerial,
  optimistic: runOptimistic,
  planned: runPlanned,
  listed: runListed,
  'message-passing': runMessages,
};

async function obey(order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'recover':
      return { kind: 'recovered', signers: recoverPacked(order.signatures) };
    case 'open':
      return { kind: 'opened', failure: await ownReader.open(order.source, order) };
    case 'close':
      ownReader.close(order.source);
      return { kind: 'closed' };
    default:
      return run(order.kind, order.hardfork, order.source);
  }
}

function run(kind: RunKind, hardfork: Hardfork, source: number | undefined): Answer {
  beginBlock(source);
  runs[kind](hardfork);
  core.leaveDirty(worker);
  return { kind: 'ran', lookups: core.takeLookups() >>> 0, reads: ownReader.reads, failure };
}

port.on('message', async (order: Order) => {
  try {
    post(await obey(order));
  } catch (error) {
    const { message, stack } = error as Error;
    const region = error instanceof MemoryExhaustedError ? String(error.facts.region) : undefined;
    post({ kind: 'failed', message, stack, region });
  }
});
post({ kind: 'ready' });
