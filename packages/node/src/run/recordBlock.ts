import { type BlockRecord, type Pool, type Report, retime } from '@heddle/engine';
import type { Engine, LoadedBlock } from '../engine.ts';
import { rest } from '../measuring/rest.ts';

/** How a block is recorded. */
export interface RecordPlan {
  pool: Pool;
  signal: AbortSignal;
  /** Serial executions before the timed ones. */
  warmUp: number;
  /** Serial executions whose median times count, from 1. */
  repeat: number;
}

/** A record, its times the medians of several executions without recording. */
export interface RecordedBlock {
  record: BlockRecord;
  /** Milliseconds of a serial execution, put together from medians: whatever interrupted one execution is not in it. */
  serialMs: number;
  /** Of that, what is not in any transaction. */
  outsideMs: number;
  gasUsed: bigint;
}

/** Milliseconds of an execution that are in no transaction: the block's own calls, folding. */
function outsideOf({ ms, transactions }: Report): number {
  return transactions.reduce((rest, { startMs, endMs }) => rest - (endMs - startMs), ms);
}

/** Executes a block serially, several times for the clock and once to record what it accesses. */
export async function recordBlock(
  engine: Engine,
  { block, state }: LoadedBlock,
  { pool, signal, warmUp, repeat }: RecordPlan,
): Promise<RecordedBlock> {
  const execute = async (options: { record?: true } = {}) => {
    await rest();
    signal.throwIfAborted();
    return engine.executeBlock(block, state, { mechanism: 'serial', pool, signal, ...options });
  };
  for (let round = 0; round < warmUp; round++) await execute();
  const reports = [];
  for (let round = 0; round < repeat; round++) reports.push((await execute()).report);
  const { record = { transactions: [], preimages: [] }, gasUsed } = await execute({ record: true });
  const timed = retime(
    record,
    reports.map(({ transactions }) => transactions),
  );
  // The least: it is short, and being interrupted only adds to it.
  const outsideMs = Math.max(0, Math.min(...reports.map(outsideOf)));
  const workMs = timed.transactions.reduce((sum, { ms }) => sum + ms, 0);
  return { record: timed, serialMs: workMs + outsideMs, outsideMs, gasUsed };
}
