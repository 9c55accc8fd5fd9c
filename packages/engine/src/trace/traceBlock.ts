/** Traces the transactions of a block. */
import { layout, rulesOf } from '@heddle/evm';
import type { PlacedTransactions } from '../blockRun.ts';
import { BlockRun } from '../blockRun.ts';
import { CancelledError, OptionInvalidError } from '../errors/execution.ts';
import { readOutcome } from '../machine/outcome.ts';
import { OverlaidState } from '../machine/overlaidState.ts';
import { packTransactions } from '../shared/packTransactions.ts';
import { resultAt } from '../shared/readResults.ts';
import { runBefore } from '../systemPhase.ts';
import { recoverAuthority, recoverSender } from '../transaction/recoverSender.ts';
import type { Block, StateReader, Transaction } from '../types.ts';
import { type TracedMachine, tracedMachines } from './tracedMachine.ts';
import type { TracerMaker } from './tracer.ts';

export interface TraceBlockOptions<Result> {
  /** Makes the tracer of each transaction: `structLogger()`, `callTracer()` … */
  tracer: TracerMaker<Result>;
  /** Traces only the transaction at this place; those before it run, those after it do not. */
  only?: number | undefined;
  /** Stops it: the iteration throws CancelledError. */
  signal?: AbortSignal | undefined;
}

/** What a tracer made of one transaction. */
export interface TransactionTrace<Result> {
  txIndex: number;
  result: Result;
}

/**
 * Executes a block on the state before it, serially and on the calling thread, and gives each transaction's trace as soon
 * as it has run. Between slices of gas other work of the thread gets its turn. State and block stay as they are.
 *
 * @throws OptionInvalidError when there is no transaction at `only`
 * @throws InvalidTransactionError, MissingStateError and others as `executeBlock`; TraceTooLargeError of struct logs
 */
export async function* traceBlock<Result>(
  block: Block,
  state: StateReader,
  options: TraceBlockOptions<Result>,
): AsyncGenerator<TransactionTrace<Result>, void, undefined> {
  const { only } = options;
  const { length } = block.transactions;
  if (only !== undefined && !(Number.isInteger(only) && only >= 0 && only < length))
    throw new OptionInvalidError({ option: 'only', value: only, expected: `0 to ${length - 1}` });
  const machine = await tracedMachines.take();
  const abort = () => machine.stop(layout.STOP_CANCELLED);
  options.signal?.addEventListener('abort', abort);
  try {
    yield* traceOn(machine, block, state, options);
  } catch (error) {
    throw await machine.recover(error);
  } finally {
    options.signal?.removeEventListener('abort', abort);
    machine.follower.rest();
    tracedMachines.giveBack(machine);
  }
}

async function* traceOn<Result>(
  machine: TracedMachine,
  block: Block,
  state: StateReader,
  { tracer, only, signal }: TraceBlockOptions<Result>,
): AsyncGenerator<TransactionTrace<Result>, void, undefined> {
  block.transactions.forEach(nameSigners);
  machine.shared.core.dropChanges(machine.workers);
  machine.shared.setUint32(layout.TRACE_MOVED_COUNT, 0);
  const read = new OverlaidState(state);
  await machine.cache.bind(read);
  const run = new BlockRun(machine, block, read, 0);
  const placed = run.place(packTransactions(block, rulesOf(block.hardfork)), block.transactions.length);
  await runBefore(run);
  run.select(placed);
  await run.loadBeneficiary();
  if (only !== undefined) await runTo(run, only);
  for (let txIndex = only ?? 0; txIndex <= (only ?? placed.count - 1); txIndex++) {
    if (signal?.aborted) throw new CancelledError({ number: block.header.number });
    const traced = await traceOne(machine, run, placed, txIndex, tracer);
    yield { txIndex, result: traced };
  }
}

/** Runs the transactions below `count` that have not run. */
function runTo(run: BlockRun, count: number): Promise<void> {
  run.shared.setUint32(layout.BLOCK_TX_COUNT, count);
  return run.runHere();
}

async function traceOne<Result>(
  { follower }: TracedMachine,
  run: BlockRun,
  { results }: PlacedTransactions,
  txIndex: number,
  maker: TracerMaker<Result>,
): Promise<Result> {
  const { block, shared } = run;
  const transaction = block.transactions[txIndex] as Transaction;
  const tracer = maker({ transaction, block, txIndex });
  follower.follow(tracer, shared, block.hardfork);
  try {
    await runTo(run, txIndex + 1);
  } finally {
    follower.rest();
  }
  const { gasLimit, to } = transaction;
  return tracer.result(readOutcome(shared, resultAt(results, txIndex), gasLimit, to === null));
}

/** Fills in sender and authorities that are not known yet. */
function nameSigners(transaction: Transaction): void {
  transaction.from ??= recoverSender(transaction);
  for (const tuple of transaction.authorizationList) tuple.authority ??= recoverAuthority(tuple);
}
