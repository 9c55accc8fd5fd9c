/**
 * What a worker does for each kind of run: the loop of `packages/engine/src/parallel/worker.ts`, with
 * pauses where that one sleeps. A mechanism with another loop gets its row here.
 */
import { type Hardfork, layout, precompilesOf } from '@heddle/evm';
import { type CoreWorker, type Course, scratchOf } from './coreWorker.ts';

/** The loop of one worker in one kind of run. */
export type WorkerLoop = (worker: CoreWorker, hardfork: Hardfork) => Course;

export const workerLoops: Readonly<Record<string, WorkerLoop>> = { serial, optimistic, planned, listed };

function* serial(worker: CoreWorker, hardfork: Hardfork): Course {
  const { core, view } = worker;
  const context = view.getUint32(layout.PLAN_LARGE_CONTEXT, true);
  while (yield* serve(worker, yield* worker.call(core.runSerial, context), context, hardfork));
  yield* worker.call(core.leaveDirty, worker.number);
}

/** Works with the others until the block is done; true unless it was stopped. */
function* workToTheEnd(worker: CoreWorker, hardfork: Hardfork): Course<boolean> {
  const { core } = worker;
  yield* worker.call(core.startWorker, worker.number);
  while (yield* serve(worker, yield* worker.call(core.work), core.currentContext() >>> 0, hardfork));
  yield* worker.call(core.stopWorker);
  return !isStopped(worker);
}

function* optimistic(worker: CoreWorker, hardfork: Hardfork): Course {
  if (yield* workToTheEnd(worker, hardfork)) yield* worker.call(worker.core.foldDirty, scratchOf(worker));
  yield* worker.call(worker.core.leaveDirty, worker.number);
}

function* planned(worker: CoreWorker, hardfork: Hardfork): Course {
  if ((yield* workToTheEnd(worker, hardfork)) && worker.number === 0)
    yield* worker.call(worker.core.foldBeneficiary, scratchOf(worker));
  yield* worker.call(worker.core.leaveDirty, worker.number);
}

function* listed(worker: CoreWorker, hardfork: Hardfork): Course {
  yield* loadList(worker);
  if (yield* workToTheEnd(worker, hardfork)) yield* worker.call(worker.core.foldList);
  yield* worker.call(worker.core.leaveDirty, worker.number);
}

/** Loads this worker's shares of the block access list and waits for the others'. */
function* loadList(worker: CoreWorker): Course {
  while (!isStopped(worker)) {
    const value = worker.view.getInt32(layout.CTRL_LIST_LOADED, true);
    if (yield* worker.call(worker.core.loadList)) return;
    yield { kind: 'point', address: layout.CTRL_LIST_LOADED };
    yield { kind: 'wait', address: layout.CTRL_LIST_LOADED, value };
  }
}

function isStopped({ view }: CoreWorker): boolean {
  return view.getUint32(layout.CTRL_STOP, true) !== layout.STOP_NONE;
}

/** Does what the core left for; false when the run is over. */
function* serve(worker: CoreWorker, status: number, context: number, hardfork: Hardfork): Course<boolean> {
  switch (status) {
    case layout.LEAVE_SUCCESS:
    case layout.LEAVE_STOPPED:
      return false;
    case layout.LEAVE_PRECOMPILE:
      runPrecompile(worker, context, hardfork);
      return true;
    case layout.LEAVE_IDLE:
      yield { kind: 'point', address: layout.CTRL_WAKE };
      yield { kind: 'wait', address: layout.CTRL_WAKE, value: worker.core.wakeValue() };
      yield* worker.call(worker.core.stopIdling);
      return true;
    case layout.LEAVE_NEED_ACCOUNT:
    case layout.LEAVE_NEED_SLOT:
    case layout.LEAVE_NEED_CODE:
    case layout.LEAVE_NEED_BLOCK_HASH:
      if (!(yield* ask(worker, status, context))) yield* worker.call(worker.core.putOff);
      return true;
    default:
      throw new Error(`the core left with status ${status}`);
  }
}

/** Asks for what a context lacks; false when it is not there. */
function* ask({ number, view }: CoreWorker, status: number, context: number): Course<boolean> {
  yield { kind: 'point', address: layout.WORKER_LINES + number * layout.WORKER_LINE_BYTES };
  const entry = view.getUint32(context + layout.CTX_NEED, true);
  const index = view.getUint32(context + layout.CTX_INDEX, true);
  const tx = view.getUint32(context + layout.CTX_TX, true);
  const cell = view.getUint32(layout.BLOCK_CELLS, true) + tx * layout.CELL_BYTES;
  const isSpeculative =
    view.getUint32(layout.BLOCK_MODE, true) !== layout.MODE_SERIAL &&
    view.getUint32(cell + layout.CELL_BASE, true) !== tx;
  return yield { kind: 'need', need: { status, entry, index, isSpeculative } };
}

/** Runs the precompile that a context left for, as the library does. */
function runPrecompile({ view, memory }: CoreWorker, context: number, hardfork: Hardfork): void {
  const precompile = precompilesOf(hardfork).get(view.getUint32(context + layout.CTX_PRECOMPILE, true))!;
  const start = view.getUint32(context + layout.CTX_PRECOMPILE_INPUT, true);
  const length = view.getUint32(context + layout.CTX_PRECOMPILE_LENGTH, true);
  const bytes = new Uint8Array(memory.buffer);
  const input = bytes.slice(start, start + length);
  const left = view.getBigInt64(context + layout.CTX_PRECOMPILE_GAS, true) - precompile.gas(input, hardfork);
  const output = left < 0n ? undefined : precompile.run(input);
  view.setBigInt64(context + layout.CTX_PRECOMPILE_GAS, output === undefined ? -1n : left, true);
  if (output !== undefined) bytes.set(output, view.getUint32(context + layout.CTX_RETURN, true));
  view.setUint32(context + layout.CTX_RETURN_LENGTH, output?.length ?? 0, true);
}
