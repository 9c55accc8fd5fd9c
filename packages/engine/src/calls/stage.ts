/** Where a call is made: a machine with its state, context and overrides in place. */
import { layout } from '@heddle/evm';
import { CancelledError } from '../errors/execution.ts';
import { Machine } from '../machine/machine.ts';
import {
  type CallContext,
  type CallRequest,
  type Freedoms,
  toTransaction,
  validateMessage,
} from '../machine/message.ts';
import type { Outcome } from '../machine/outcome.ts';
import { type Place, placeOn, runMessage } from '../machine/runMessage.ts';
import { Shelf } from '../machine/shelf.ts';
import type { SharedMemory } from '../shared/sharedMemory.ts';
import { writeAddress, writeWord } from '../shared/words.ts';
import { callTracer } from '../trace/callTracer.ts';
import { errorText } from '../trace/errorText.ts';
import { type TracedMachine, tracedMachines } from '../trace/tracedMachine.ts';
import type { TracerMaker } from '../trace/tracer.ts';
import type { StateReader, Transaction } from '../types.ts';
import { type Overrides, overlay, overrideContext, type PrecompileChanges } from './overrides.ts';

export interface CallOptions extends Overrides {
  /** Most gas of a call, and what it has when it names none. Default {@link defaultGasCap}. */
  gasCap?: bigint | undefined;
  /** Stops it: the call rejects with CancelledError. */
  signal?: AbortSignal | undefined;
}

/** As geth has it (`--rpc.gascap`). */
export const defaultGasCap = 50_000_000n;

/** Calls come to rest only when a state reader makes them wait; so more machines than a few are of no use. */
const MOST = 4;
const machines = new Shelf(() => new Machine(), MOST);

/** What a call may do that a transaction may not (EIP-3607 and nonces do not bind it). */
export const free: Freedoms = { anyNonce: true, anySender: true, anyGas: true };

/** A state and context with overrides in them. */
export interface Scene {
  state: StateReader;
  context: CallContext;
  precompiles: PrecompileChanges | undefined;
  blobBaseFee: bigint | undefined;
  signal: AbortSignal | undefined;
}

/** @throws OverrideInvalidError */
export function setScene(state: StateReader, context: CallContext, options: CallOptions): Scene {
  const { stateOverrides, blockOverrides, signal } = options;
  return {
    ...overlay(state, stateOverrides, context.hardfork),
    context: overrideContext(context, blockOverrides),
    blobBaseFee: blockOverrides?.blobBaseFee,
    signal,
  };
}

/** Where messages run, and how they are followed where that is possible. */
export interface Stage {
  scene: Scene;
  machine: Machine;
}

/** Runs `task` on a machine of the kind that the scene needs; moved precompiles are the traced core's. */
export function onStage<T>(scene: Scene, task: (stage: Stage) => Promise<T>): Promise<T> {
  const isMoved = (scene.precompiles?.moved.length ?? 0) > 0;
  const use = (machine: Machine) =>
    cancellable(scene.signal, scene.context.header.number, machine, () => task({ scene, machine }));
  return isMoved ? tracedMachines.using(use) : machines.using(use);
}

/** Runs `task` so that `signal` stops the machine. @throws CancelledError */
export async function cancellable<T>(
  signal: AbortSignal | undefined,
  number: bigint,
  machine: Machine,
  task: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return task();
  if (signal.aborted) throw new CancelledError({ number });
  const abort = () => machine.stop(layout.STOP_CANCELLED);
  signal.addEventListener('abort', abort);
  try {
    return await task();
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Runs one message on the scene as it was before any. @throws InvalidTransactionError */
export async function perform({ scene, machine }: Stage, message: Transaction): Promise<Outcome> {
  if (scene.signal?.aborted) throw new CancelledError({ number: scene.context.header.number });
  validateMessage(message, scene.context);
  return runMessage(await setUp(machine, scene, message), message, free);
}

/** A call without a price is made as if gas cost nothing, so that its price is not below the base fee. */
function isFree({ maxFeePerGas, maxPriorityFeePerGas }: Transaction): boolean {
  return maxFeePerGas === 0n && maxPriorityFeePerGas === 0n;
}

async function setUp(
  machine: Machine,
  { context, state, precompiles, blobBaseFee }: Scene,
  message: Transaction,
): Promise<Place> {
  const place = await placeOn(machine, context, state);
  const { shared } = place.run;
  const baseFee = isFree(message) ? 0n : (context.header.baseFeePerGas ?? 0n);
  writeWord(shared.view, layout.BLOCK_BASE_FEE, baseFee);
  const ignoresBlobFee = message.type === 3 && message.maxFeePerBlobGas === 0n;
  const blobFee = ignoresBlobFee ? 0n : (blobBaseFee ?? place.blobBaseFee);
  writeWord(shared.view, layout.BLOCK_BLOB_BASE_FEE, blobFee);
  movePrecompiles(shared, precompiles);
  return place;
}

/** Takes precompiles from their addresses, and has the traced core look for them at others. */
export function movePrecompiles(shared: SharedMemory, changes: PrecompileChanges | undefined): void {
  shared.setUint32(layout.TRACE_MOVED_COUNT, 0);
  if (changes === undefined) return;
  for (const number of changes.removed) {
    const at = layout.RULE_PRECOMPILES + (number >> 3);
    shared.bytes[at] = (shared.bytes[at] as number) & ~(1 << (number & 7));
  }
  const table = shared.core.takeFromBlock(changes.moved.length * layout.MOVED_BYTES) >>> 0;
  changes.moved.forEach(([number, to], i) => {
    writeAddress(shared.bytes, table + i * layout.MOVED_BYTES, to);
    shared.setUint32(table + i * layout.MOVED_BYTES + layout.MOVED_NUMBER, number);
  });
  shared.setUint32(layout.TRACE_MOVED, table);
  shared.setUint32(layout.TRACE_MOVED_COUNT, changes.moved.length);
}

/** The request as a message with its gas: what it names, at most the cap. */
export function messageOf(request: CallRequest, context: CallContext, gasCap = defaultGasCap): Transaction {
  const gas = request.gas ?? gasCap;
  return toTransaction(request, gas < gasCap ? gas : gasCap, context.chainId);
}

/** Runs a message on the traced core. */
export function performTraced<Result>(
  scene: Scene,
  message: Transaction,
  maker: TracerMaker<Result>,
): Promise<{ outcome: Outcome; result: Result }> {
  return tracedMachines.using((machine) =>
    cancellable(scene.signal, scene.context.header.number, machine, () =>
      trace(machine, scene, message, maker),
    ),
  );
}

async function trace<Result>(
  machine: TracedMachine,
  scene: Scene,
  message: Transaction,
  maker: TracerMaker<Result>,
): Promise<{ outcome: Outcome; result: Result }> {
  validateMessage(message, scene.context);
  const place = await setUp(machine, scene, message);
  const tracer = maker({ transaction: message, block: scene.context, txIndex: 0 });
  machine.follower.follow(tracer, machine.shared, scene.context.hardfork);
  try {
    const outcome = await runMessage(place, message, free);
    return { outcome, result: await tracer.result(outcome) };
  } finally {
    machine.follower.rest();
  }
}

/** Halts whose sentence names the instruction, which only the traced core knows. */
const ofInstructions = new Set<number>([layout.HALT_STACK, layout.HALT_INVALID]);

/** Why the outermost frame of a message halted, in geth's words. */
export async function haltReason(scene: Scene, message: Transaction, { halt }: Outcome): Promise<string> {
  if (!ofInstructions.has(halt)) return errorText(halt);
  const { result } = await performTraced(scene, message, callTracer({ onlyTopCall: true }));
  return result.error ?? errorText(halt);
}
