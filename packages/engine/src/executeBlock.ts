/** The story of a block. */
import { layout, rulesOf } from '@heddle/evm';
import { checkBlockAccessList } from './accessList/check.ts';
import { compareBlockAccessLists } from './accessList/compare.ts';
import { packBlockAccessList } from './accessList/pack.ts';
import { isSystemPartAsListed } from './accessList/verify.ts';
import { type BlockResult, gatherResult } from './blockResult.ts';
import { BlockRun, ListDoubtError, type PlacedTransactions } from './blockRun.ts';
import { BlockAccessListMismatchError } from './errors/block.ts';
import { CancelledError, MemoryExhaustedError, StateReadError, WorkerDiedError } from './errors/execution.ts';
import { HeddleError } from './errors.ts';
import { checkLists, checkOptions, type ExecuteOptions } from './executeOptions.ts';
import { mechanismRows } from './mechanisms/index.ts';
import type { MechanismJob, MechanismRow } from './mechanisms/mechanism.ts';
import { defaultWorkers, type Pool, sharedPool } from './parallel/pool.ts';
import { type PreparedBlock, prepareBlock } from './prepareBlock.ts';
import type { Mechanism } from './report.ts';
import { readGasUsed } from './shared/readResults.ts';
import { blobGasOfKept, readChosen, setSkipping } from './skipping.ts';
import { runAfter, runBefore } from './systemPhase.ts';
import type { Block, BlockAccessList, StateReader } from './types.ts';
import { isWorthSharing, tooSmall } from './worthSharing.ts';

/**
 * Executes a block on a state and returns what it did; the state stays as it is.
 *
 * @throws OptionInvalidError for an option out of its range
 * @throws InvalidTransactionError, InvalidBlockError when the block breaks a rule
 * @throws MissingStateError, StateReadError, BlockHashMissingError when something it needs is not there
 * @throws CancelledError, WorkerDiedError, MemoryExhaustedError when it was cut short; the pool stays usable
 */
export async function executeBlock(
  block: Block,
  state: StateReader,
  options: ExecuteOptions = {},
): Promise<BlockResult> {
  checkOptions(options);
  const begun = performance.now();
  const mechanism = options.mechanism ?? 'optimistic';
  const pool =
    options.pool ??
    (await sharedPool(
      mechanism === 'serial' && options.workers === undefined ? 1 : (options.workers ?? defaultWorkers()),
    ));
  return pool.exclusively(() => runOnPool(pool, begun, block, state, { ...options, mechanism }));
}

/** RECORDS_* bits that a block and its options ask for. */
function recordsOf({ hardfork }: Block, options: ExecuteOptions): number {
  const { record, listAccesses, blockAccessList, createAccessLists } = options;
  if (record === true) return layout.RECORDS_ACCESSES | layout.RECORDS_ORIGINS;
  if (createAccessLists === true) return layout.RECORDS_ACCESSES | layout.RECORDS_LOOKS;
  const isWanted = listAccesses === true || blockAccessList !== undefined;
  return isWanted || rulesOf(hardfork).blockAccessList ? layout.RECORDS_ACCESSES : 0;
}

async function runOnPool(
  pool: Pool,
  begun: number,
  block: Block,
  state: StateReader,
  options: ExecuteOptions & { mechanism: Mechanism },
): Promise<BlockResult> {
  const run = (chosen: typeof options) => runOnce(pool, begun, block, state, chosen);
  if (options.blockAccessList === undefined) return run(options);
  checkBlockAccessList(options.blockAccessList, block.transactions.length + 1, block.header.number);
  try {
    return await run(options);
  } catch (error) {
    if (!mayComeOfAList(error, options)) throw error;
    const lostMs = performance.now() - begun; // is execution, too, else a list that lies would look fast
    const result = await run({ ...options, mechanism: 'serial' });
    const { report } = result;
    const times = { ms: report.ms + lostMs, prepareMs: report.prepareMs - lostMs };
    const { mechanism } = options;
    return Object.assign(result, { report: { ...report, ...times, mechanism, fellBack: true } });
  }
}

/** True for a failure that listed values may have led to: whether they are true, serial execution says. */
function mayComeOfAList(error: unknown, { mechanism, signal }: ExecuteOptions): boolean {
  if ((mechanism !== 'access-list' && mechanism !== 'auto') || signal?.aborted) return false;
  const isOfTheMachine = error instanceof StateReadError || error instanceof WorkerDiedError;
  return !isOfTheMachine && !(error instanceof BlockAccessListMismatchError);
}

/** Executes the block once, with what is needed for the next one to start afresh whatever happens. */
async function runOnce(
  pool: Pool,
  begun: number,
  block: Block,
  state: StateReader,
  options: ExecuteOptions & { mechanism: Mechanism },
): Promise<BlockResult> {
  const abort = () => pool.stop(layout.STOP_CANCELLED);
  let run: BlockRun | undefined;
  try {
    checkLists(block, options);
    const prepared = await prepareBlock(block, pool);
    await pool.cache.bind(state);
    run = new BlockRun(pool, block, state, recordsOf(block, options));
    if (options.signal?.aborted) throw new CancelledError({ number: block.header.number });
    options.signal?.addEventListener('abort', abort);
    const result = await runBlock(run, prepared, begun, options);
    pool.cache.noteExecuted();
    return result;
  } catch (error) {
    pool.settle(); // a block that was refused before it began has not read out the one before
    run?.unloadList();
    if (error instanceof MemoryExhaustedError || error instanceof WorkerDiedError || !isExpected(error))
      await pool.restart();
    else pool.shared.core.dropChanges(pool.workers);
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/** True for errors that leave the memory in order. */
function isExpected(error: unknown): boolean {
  return error instanceof HeddleError || error instanceof ListDoubtError;
}

/** True when the block runs serially because it is small. Not where serial execution would not refuse what is to be refused. */
function fallsBack(block: Block, options: ExecuteOptions & { mechanism: Mechanism }): boolean {
  const { mechanism, jitterSeed = 0, fallBack = jitterSeed === 0, onUndeclared } = options;
  if (mechanism === 'access-list' && onUndeclared === 'strict') return false;
  return mechanismRows[mechanism].fallsBack && fallBack && !isWorthSharing(block);
}

async function runBlock(
  run: BlockRun,
  prepared: PreparedBlock,
  begun: number,
  options: ExecuteOptions & { mechanism: Mechanism },
): Promise<BlockResult> {
  const { block, shared, pool } = run;
  const whole = options.transactionsOnly !== true;
  const { blockAccessList } = options;
  const count = block.transactions.length;
  const fellBack = fallsBack(block, options);
  const mechanism = mechanismRows[fellBack ? 'serial' : options.mechanism];

  const placed = run.place(prepared.packed, count);
  const job = planJob(run, placed, mechanism, options);
  setSkipping(run, options.skipInvalid === true);
  const started = performance.now();
  if (whole) await runBefore(run);
  run.select(placed);
  const origin = performance.timeOrigin + performance.now();
  if (count > 0) await mechanism.execute(job);
  const chosen = readChosen(run, placed, options.skipInvalid === true);
  const gasUsed = readGasUsed(shared);
  run.index = chosen.kept.length + 1;
  const collected = whole ? await runAfter(run) : undefined;
  if (shared.getUint32(layout.BLOCK_LIST_ROWS) !== 0) verifyRest(run, blockAccessList as BlockAccessList);
  const ms = performance.now() - started;

  const result = gatherResult(run, placed, {
    collected,
    blobGasUsed: chosen.skipped ? blobGasOfKept(block.transactions, chosen) : prepared.blobGasUsed,
    chosen,
    gasUsed,
    isRecorded: options.record === true,
    isListed: options.createAccessLists === true,
    origin,
    report: {
      mechanism: options.mechanism,
      ...(fellBack && options.mechanism === 'auto' ? { choice: tooSmall } : {}),
      fellBack,
      workers: pool.workers,
      ms,
      prepareMs: started - begun,
      reads: run.reads,
      ...(count > 0 ? mechanism.notes(job) : { reExecutions: 0 }),
    },
  });
  return blockAccessList === undefined ? result : withList(result, blockAccessList, block);
}

/** Gives the mechanism the transactions and lets it plan. */
function planJob(
  run: BlockRun,
  placed: PlacedTransactions,
  mechanism: MechanismRow,
  { jitterSeed = 0, blockAccessList, accessLists, onUndeclared, placement }: ExecuteOptions,
): MechanismJob {
  run.select(placed);
  const begun = performance.now();
  const lists = { blockAccessList, accessLists, onUndeclared };
  const job: MechanismJob = { run, placed, planMs: 0, jitterSeed, placement, ...lists };
  mechanism.prepare?.(job);
  job.planMs = performance.now() - begun;
  return job;
}

/** Verifies what of a loaded list the transactions did not. @throws ListDoubtError */
function verifyRest(run: BlockRun, list: BlockAccessList): void {
  const { shared, executed, block } = run;
  const { length } = block.transactions;
  const { systemChanges } = packBlockAccessList(list, length);
  const isTrue = isSystemPartAsListed(shared, executed, list, length, systemChanges);
  if (run.unloadList() !== 0 || !isTrue) throw new ListDoubtError();
  shared.setUint32(layout.BLOCK_RECORDS, 0); // the list is the record
}

/** The result with the list that was given, which is true of the block. @throws BlockAccessListMismatchError when it is not */
function withList(result: BlockResult, list: BlockAccessList, block: Block): BlockResult {
  if (result.blockAccessList !== undefined)
    compareBlockAccessLists(list, result.blockAccessList, block.header.number);
  return Object.defineProperty(result, 'blockAccessList', { enumerable: true, value: list });
}
