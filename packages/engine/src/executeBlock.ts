/** The story of a block. */
import { layout, rulesOf } from '@heddle/evm';
import { type BlockResult, gatherResult } from './blockResult.ts';
import { BlockRun } from './blockRun.ts';
import { CancelledError, OptionInvalidError } from './errors/execution.ts';
import { HeddleError } from './errors.ts';
import { mechanismRows } from './mechanisms/index.ts';
import type { PlacementKind } from './mechanisms/placement.ts';
import { defaultWorkers, type Pool, sharedPool } from './parallel/pool.ts';
import { type PreparedBlock, prepareBlock } from './prepareBlock.ts';
import { type Mechanism, mechanisms } from './report.ts';
import { readGasUsed } from './shared/readResults.ts';
import { runAfter, runBefore } from './systemPhase.ts';
import type { Block, StateReader } from './types.ts';
import { isWorthSharing } from './worthSharing.ts';

export interface ExecuteOptions {
  /** Default `optimistic`. The result is the same. */
  mechanism?: Mechanism;
  /** Worker threads when no pool is given: 1 to 32, default one per core. `serial` uses one of them. */
  workers?: number;
  /** A pool of one's own; without it calls share one per number of workers. */
  pool?: Pool;
  /** Stops the block: the call rejects with CancelledError. */
  signal?: AbortSignal;
  /** Random delays at scheduling points, to try other interleavings; 0 for none. */
  jitterSeed?: number;
  /** Leaves out system calls, withdrawals, rewards: what official state tests want. */
  transactionsOnly?: boolean;
  /**
   * Blocks that are too small to share out run on one worker; false keeps them from it. Default
   * true, but false with a jitter seed, which asks for other interleavings.
   */
  fallBack?: boolean;
  /** Records what each transaction accessed, for analyses: the result then has `record`. Needs mechanism `serial`. */
  record?: boolean;
  /** `message-passing`: how accounts come to their owners. Default `affinity`. */
  placement?: PlacementKind;
  /** Builds the block access list before Amsterdam as well: the result then has `blockAccessList`. */
  listAccesses?: boolean;
}

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
function recordsOf({ hardfork }: Block, { record, listAccesses }: ExecuteOptions): number {
  if (record === true) return layout.RECORDS_ACCESSES | layout.RECORDS_ORIGINS;
  return listAccesses === true || rulesOf(hardfork).blockAccessList ? layout.RECORDS_ACCESSES : 0;
}

/** @throws OptionInvalidError; the number of workers is checked where a pool is made */
function checkOptions({ mechanism, jitterSeed = 0, record }: ExecuteOptions): void {
  if (mechanism !== undefined && !mechanisms.includes(mechanism)) {
    throw new OptionInvalidError({
      option: 'mechanism',
      value: mechanism,
      expected: mechanisms.join(' or '),
    });
  }
  if (!Number.isInteger(jitterSeed) || jitterSeed < 0 || jitterSeed >= 2 ** 32) {
    const expected = 'an integer from 0 to 4294967295';
    throw new OptionInvalidError({ option: 'jitterSeed', value: jitterSeed, expected });
  }
  if (record === true && mechanism !== 'serial') {
    throw new OptionInvalidError({
      option: 'record',
      value: true,
      expected: 'false but with mechanism serial',
    });
  }
}

async function runOnPool(
  pool: Pool,
  begun: number,
  block: Block,
  state: StateReader,
  options: ExecuteOptions & { mechanism: Mechanism },
): Promise<BlockResult> {
  const abort = () => pool.stop(layout.STOP_CANCELLED);
  try {
    const prepared = await prepareBlock(block, pool);
    const run = new BlockRun(pool, block, state, recordsOf(block, options));
    if (options.signal?.aborted) throw new CancelledError({ number: block.header.number });
    options.signal?.addEventListener('abort', abort);
    return await runBlock(run, prepared, begun, options);
  } catch (error) {
    pool.settle(); // a block that was refused before it began has not read out the one before
    if (error instanceof HeddleError && !['WORKER_DIED', 'MEMORY_EXHAUSTED'].includes(error.code))
      pool.shared.core.dropChanges(pool.workers);
    else await pool.restart();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

async function runBlock(
  run: BlockRun,
  prepared: PreparedBlock,
  begun: number,
  options: ExecuteOptions & { mechanism: Mechanism },
): Promise<BlockResult> {
  const { block, shared, pool } = run;
  const whole = options.transactionsOnly !== true;
  const count = block.transactions.length;
  const mayFallBack = options.fallBack ?? (options.jitterSeed ?? 0) === 0;
  const fellBack = mechanismRows[options.mechanism].fallsBack && mayFallBack && !isWorthSharing(block);
  const mechanism = mechanismRows[fellBack ? 'serial' : options.mechanism];

  mechanism.prepare?.(block, pool.workers, options);
  const placed = run.place(prepared.packed, count);
  const started = performance.now();
  if (whole) await runBefore(run);
  run.select(placed);
  const origin = performance.timeOrigin + performance.now();
  const job = { run, jitterSeed: options.jitterSeed ?? 0, options };
  const notes = count > 0 ? await mechanism.execute(job) : { reExecutions: 0 };
  run.executed.push({ results: placed.results, count, index: 1, paysFees: true });
  const gasUsed = readGasUsed(shared);
  run.index = count + 1;
  const collected = whole ? await runAfter(run) : undefined;
  const ms = performance.now() - started;

  return gatherResult(run, placed, {
    collected,
    blobGasUsed: prepared.blobGasUsed,
    gasUsed,
    isRecorded: options.record === true,
    origin,
    report: {
      mechanism: options.mechanism,
      fellBack,
      workers: pool.workers,
      ms,
      prepareMs: started - begun,
      ...notes,
    },
  });
}
