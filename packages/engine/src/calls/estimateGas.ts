/** How much gas a call needs (the method of geth's gas estimator). */
import { layout, rulesOf } from '@heddle/evm';
import { BLOB_GAS } from '../block/blobGas.ts';
import { CallHaltedError, CallRevertedError, GasAboveAllowanceError } from '../errors/calls.ts';
import {
  FloorGasTooLowError,
  InsufficientFundsError,
  IntrinsicGasTooLowError,
} from '../errors/transaction.ts';
import { EMPTY_CODE_HASH } from '../hash.ts';
import { type CallContext, type CallRequest, toTransaction } from '../machine/message.ts';
import type { Outcome } from '../machine/outcome.ts';
import { revertReason } from '../revertReason.ts';
import type { StateReader, Transaction } from '../types.ts';
import {
  type CallOptions,
  defaultGasCap,
  haltReason,
  onStage,
  perform,
  type Scene,
  type Stage,
  setScene,
} from './stage.ts';

export interface EstimateOptions extends CallOptions {
  /** How far the answer may lie above the least that suffices, as a share of it. Default 0: exact. geth has 0.015. */
  errorRatio?: number | undefined;
}

/** Gas of a transfer: no transaction costs less. */
const TRANSFER_GAS = 21_000n;
/** What a called contract gets on top when value goes with the call (yellow paper: G_callstipend). */
const STIPEND = 2_300n;

/**
 * The least gas limit with which a call succeeds, found by trying: first with all it may have, then by bisection. As the
 * amount of gas may change what a contract does, a larger one could still fail.
 *
 * @throws CallRevertedError, CallHaltedError when it fails with whatever gas; GasAboveAllowanceError when it runs out of what it may have
 * @throws InsufficientFundsError when the sender cannot pay for the value; others as `call`
 */
export async function estimateGas(
  state: StateReader,
  context: CallContext,
  request: CallRequest,
  options: EstimateOptions = {},
): Promise<bigint> {
  const scene = setScene(state, context, options);
  const message = toTransaction(request, 0n, context.chainId);
  const most = await highestGas(scene, request, message, options.gasCap ?? defaultGasCap);
  const found = await onStage(scene, async (stage) => {
    const isTransfer = message.data === '0x' && message.to !== null && (await hasNoCode(scene, message.to));
    if (isTransfer && (await attempt(stage, message, TRANSFER_GAS))?.status === 'success')
      return TRANSFER_GAS;
    const outcome = await attempt(stage, message, most);
    if (outcome?.status !== 'success') return { outcome };
    return bisect(stage, message, most, outcome, options.errorRatio ?? 0);
  });
  return typeof found === 'bigint' ? found : refuse(scene, message, most, found.outcome);
}

async function hasNoCode({ state }: Scene, address: `0x${string}`): Promise<boolean> {
  const account = await state.account(address);
  return account === undefined || account.codeHash === EMPTY_CODE_HASH;
}

/** The most gas that the block, the sender's funds and the cap leave. @throws InsufficientFundsError */
async function highestGas(
  { state, context }: Scene,
  { gas }: CallRequest,
  message: Transaction,
  gasCap: bigint,
): Promise<bigint> {
  const { maxTransactionGas } = rulesOf(context.hardfork);
  let most = gas !== undefined && gas >= TRANSFER_GAS ? gas : context.header.gasLimit;
  if (most > maxTransactionGas) most = BigInt(maxTransactionGas);
  const price = message.maxFeePerGas;
  if (price > 0n) {
    const sender = message.from ?? '0x';
    const actual = (await state.account(sender))?.balance ?? 0n;
    const blobs = message.maxFeePerBlobGas * BLOB_GAS * BigInt(message.blobVersionedHashes.length);
    const available = actual - message.value - blobs;
    if (available <= 0n) throw new InsufficientFundsError({ sender, actual, needed: message.value + blobs });
    if (available / price < most) most = available / price;
  }
  return most > gasCap ? gasCap : most;
}

/** What comes of the message with so much gas; undefined when that does not even start it. */
async function attempt(stage: Stage, message: Transaction, gasLimit: bigint): Promise<Outcome | undefined> {
  try {
    return await perform(stage, { ...message, gasLimit });
  } catch (error) {
    if (error instanceof IntrinsicGasTooLowError || error instanceof FloorGasTooLowError) return undefined;
    throw error;
  }
}

/** Says why it fails with all the gas that it may have. */
async function refuse(
  scene: Scene,
  message: Transaction,
  most: bigint,
  outcome: Outcome | undefined,
): Promise<never> {
  if (outcome === undefined || outcome.halt === layout.HALT_OUT_OF_GAS)
    throw new GasAboveAllowanceError({ allowance: most });
  const { output: data } = outcome;
  if (outcome.status === 'revert') throw new CallRevertedError({ data, reason: revertReason(data) });
  throw new CallHaltedError({ reason: await haltReason(scene, { ...message, gasLimit: most }, outcome) });
}

/** Narrows down the least gas that suffices; `most` does, with the given outcome. */
async function bisect(
  stage: Stage,
  message: Transaction,
  most: bigint,
  { gasUsed, gasBefore }: Outcome,
  errorRatio: number,
): Promise<bigint> {
  const succeeds = async (gas: bigint) => (await attempt(stage, message, gas))?.status === 'success';
  let low = gasUsed - 1n;
  let high = most;
  // Mostly what was used, with what the outermost frame must keep back for its calls, is near the answer.
  const likely = ((gasBefore + STIPEND) * 64n) / 63n;
  if (likely < high) {
    if (await succeeds(likely)) high = likely;
    else low = likely;
  }
  while (low + 1n < high) {
    if (Number(high - low) / Number(high) < errorRatio) break;
    let middle = (low + high) / 2n;
    if (middle > low * 2n) middle = low * 2n; // most need little more than they use
    if (await succeeds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
