/** What a worker notes about a transaction in its result record and cell, for the committer and the report. */
import {
  BLOCK_RESULTS,
  CELL_BASE,
  CELL_BLOCKED_BY,
  CELL_WORKER,
  CTRL_HEAD,
  RESULT_BLOCKED_BY,
  RESULT_BYTES,
  RESULT_END,
  RESULT_GAS_USED,
  RESULT_START,
  RESULT_WORKER,
  RESULT_WRITES,
} from '../layout';
import { tick } from '../ticks';
import { cellOf } from './cells';

/** Before a transaction is started for the first time: nothing was written yet. */
export function noteClaimed(tx: u32): void {
  store<u32>(<usize>load<u32>(BLOCK_RESULTS) + tx * RESULT_BYTES, 0, RESULT_WRITES);
}

/** A run starts: when, and what was final then. Before its first read. */
export function noteStarted(tx: u32, result: usize): void {
  store<u32>(cellOf(tx), atomic.load<u32>(CTRL_HEAD), CELL_BASE);
  store<f64>(result, tick(0), RESULT_START);
}

/** A run has ended: who ran it until when, and what it last waited for. Before it is EXECUTED. */
export function noteFinished(tx: u32, result: usize, worker: u32): void {
  store<u32>(result, load<u32>(cellOf(tx), CELL_BLOCKED_BY), RESULT_BLOCKED_BY);
  store<u32>(result, worker, RESULT_WORKER);
  store<u32>(cellOf(tx), worker, CELL_WORKER);
  store<f64>(result, tick(load<i64>(result, RESULT_GAS_USED)), RESULT_END);
}
