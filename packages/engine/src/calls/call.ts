import type { CallContext, CallRequest } from '../machine/message.ts';
import type { Outcome } from '../machine/outcome.ts';
import { revertReason } from '../revertReason.ts';
import type { TracerMaker } from '../trace/tracer.ts';
import type { Address, Hex, Log, StateReader } from '../types.ts';
import {
  type CallOptions,
  haltReason,
  messageOf,
  onStage,
  perform,
  performTraced,
  setScene,
} from './stage.ts';

/** What a call came to. */
export interface CallResult {
  /** `revert` has an output; `halt` used all of its gas. */
  status: 'success' | 'revert' | 'halt';
  output: Hex;
  /** After refunds. */
  gasUsed: bigint;
  /** Before refunds: with less of a limit it would have failed. */
  maxUsedGas: bigint;
  logs: Log[];
  /** For creations, whether they succeed or not. */
  created?: Address;
  /** What failed, in geth's words: `execution reverted: not the owner`, `out of gas`. */
  error?: string;
  /** The sentence in the output of a revert, if there is one. */
  revertReason?: string;
}

/**
 * Makes a call on a state, which stays as it is: what `eth_call` does. The sender may be anybody and needs funds only for
 * the value and for gas with a price; without a price the base fee is 0 for it. Runs on the calling thread in a memory of
 * its own, and gives other work of the thread its turn after each million gas or so.
 *
 * @param state if it has a `revision`, what was read of it stays in memory for the next call
 * @param context the block that the call is made in; calls in the same object are the fastest
 * @throws InvalidTransactionError when it cannot be started: InsufficientFundsError, IntrinsicGasTooLowError …
 * @throws OverrideInvalidError, MissingStateError, StateReadError, BlockHashMissingError, CancelledError
 */
export async function call(
  state: StateReader,
  context: CallContext,
  request: CallRequest,
  options: CallOptions = {},
): Promise<CallResult> {
  const scene = setScene(state, context, options);
  const message = messageOf(request, scene.context, options.gasCap);
  const outcome = await onStage(scene, (stage) => perform(stage, message));
  const reason = outcome.status === 'halt' ? await haltReason(scene, message, outcome) : undefined;
  return resultOf(outcome, reason);
}

/** @param reason of a halt */
export function resultOf(outcome: Outcome, reason: string | undefined): CallResult {
  const { status, output, gasUsed, gasBefore, logs, created } = outcome;
  // The floor of the data can be above what execution used (EIP-7623).
  const maxUsedGas = greater(gasBefore, gasUsed);
  const plain = { status, output, gasUsed, maxUsedGas, logs, ...(created && { created }) };
  if (status === 'success') return plain;
  if (reason !== undefined) return { ...plain, error: reason };
  const said = revertReason(output);
  if (said === undefined) return { ...plain, error: 'execution reverted' };
  return { ...plain, error: `execution reverted: ${said}`, revertReason: said };
}

function greater(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

/**
 * Makes a call and traces it: what `debug_traceCall` does. As {@link call}, on the core with trace points.
 *
 * @throws as {@link call}, and TraceTooLargeError
 */
export async function traceCall<Result>(
  state: StateReader,
  context: CallContext,
  request: CallRequest,
  options: CallOptions & { tracer: TracerMaker<Result> },
): Promise<Result> {
  const scene = setScene(state, context, options);
  const message = messageOf(request, scene.context, options.gasCap);
  const { result } = await performTraced(scene, message, options.tracer);
  return result;
}
