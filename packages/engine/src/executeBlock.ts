/** The story of a block. */
import { layout, rulesOf } from '@heddle/evm';
import { depositRequests, depositRequestType, requestsHash, typedRequest } from './block/requests.ts';
import { receiptsRoot } from './block/roots.ts';
import { BlockRun } from './blockRun.ts';
import { CancelledError, OptionInvalidError } from './errors/execution.ts';
import { HeddleError } from './errors.ts';
import { mechanismRows } from './mechanisms/index.ts';
import { defaultWorkers, type Pool, sharedPool } from './parallel/pool.ts';
import { type PreparedBlock, prepareBlock } from './prepareBlock.ts';
import { type Mechanism, mechanisms, type Report } from './report.ts';
import { decodeChanges, type RawChanges, takeChanges } from './shared/readChanges.ts';
import { readTransactionReports } from './shared/readReport.ts';
import { joinBlooms, readGasUsed, readReceipts } from './shared/readResults.ts';
import { runAfter, runBefore } from './systemPhase.ts';
import type { Block, Hash, Hex, Receipt, StateChanges, StateReader } from './types.ts';
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
}

/** The same for every mechanism, number of workers and timing, but for the report. */
export interface BlockResult {
  receipts: Receipt[];
  gasUsed: bigint;
  blobGasUsed: bigint;
  logsBloom: Hex;
  /** From Byzantium on the root of the header; before, receipts would hold state roots that nobody computed. */
  receiptsRoot: Hash;
  /** Typed requests (EIP-7685), from Prague on. */
  requests: Hex[] | undefined;
  requestsHash: Hash | undefined;
  changes: StateChanges;
  report: Report;
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

/** @throws OptionInvalidError; the number of workers is checked where a pool is made */
function checkOptions({ mechanism, jitterSeed = 0 }: ExecuteOptions): void {
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
    const run = new BlockRun(pool, block, state);
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
  const rules = rulesOf(block.hardfork);
  const whole = options.transactionsOnly !== true;
  const count = block.transactions.length;
  const mayFallBack = options.fallBack ?? (options.jitterSeed ?? 0) === 0;
  const fallsBack = mechanismRows[options.mechanism].fallsBack && mayFallBack && !isWorthSharing(block);
  const mechanism = mechanismRows[fallsBack ? 'serial' : options.mechanism];

  const placed = run.place(prepared.packed, count);
  const started = performance.now();
  if (whole) await runBefore(run);
  run.select(placed);
  const origin = performance.timeOrigin + performance.now();
  const job = { run, jitterSeed: options.jitterSeed ?? 0 };
  const notes = count > 0 ? await mechanism.execute(job) : { reExecutions: 0 };
  const gasUsed = readGasUsed(shared);
  const collected = whole ? await runAfter(run) : undefined;
  const ms = performance.now() - started;

  const receipts = readReceipts(shared, block, placed.results);
  const requests = rules.requests && collected !== undefined ? allRequests(receipts, collected) : undefined;
  const raw = pool.promise(() => takeChanges(shared, pool.workers));
  return lazily(raw, {
    receipts,
    gasUsed,
    blobGasUsed: prepared.blobGasUsed,
    logsBloom: joinBlooms(shared, count, placed.results),
    requests,
    requestsHash: requests === undefined ? undefined : requestsHash(requests),
    report: {
      mechanism: options.mechanism,
      fellBack: fallsBack,
      workers: pool.workers,
      ms,
      prepareMs: started - begun,
      ...notes,
      transactions: readTransactionReports(shared, count, placed.results, origin),
      get conflicts() {
        return raw.value.conflicts;
      },
    },
  });
}

/** Deposits from the logs first, then what the calls returned (EIP-6110, EIP-7685). */
function allRequests(receipts: readonly Receipt[], collected: readonly Hex[]): Hex[] {
  const deposits = typedRequest(depositRequestType, depositRequests(receipts));
  return deposits === undefined ? [...collected] : [deposits, ...collected];
}

/**
 * Roots and changes are made when first asked for: a block of 5,000 transfers takes 3 ms, its changes as
 * objects 30. They are properties of the object itself, so that a copy by spreading has them.
 */
function lazily(
  raw: { readonly value: RawChanges },
  known: Omit<BlockResult, 'receiptsRoot' | 'changes'>,
): BlockResult {
  let root: Hash | undefined;
  let changes: StateChanges | undefined;
  return {
    ...known,
    get receiptsRoot() {
      root ??= receiptsRoot(known.receipts);
      return root;
    },
    get changes() {
      changes ??= decodeChanges(raw.value);
      return changes;
    },
  };
}
