/** The logs that a filter means. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Hash } from '@heddle/engine';
import type { ChainReader } from '../chainReader.ts';
import type { RpcContext } from '../context.ts';
import { invalidParams, limitExceeded, RpcError, rpcCodes, serverError } from '../errors.ts';
import type { PlacedLog } from '../format/log.ts';
import type { BlockNumber } from '../params/block.ts';
import type { LogFilter } from '../params/filter.ts';
import { receiptsOf } from '../receiptsOf.ts';
import { refOf } from '../resolveBlock.ts';
import { type LogPattern, matchesLog } from './matchLog.ts';
import { placeLogs } from './placeLogs.ts';

/** A long search lets others have their turn after so many milliseconds. */
const TURN_MS = 5;

type Sources = Pick<RpcContext, 'chain' | 'logIndex' | 'limits'>;

/**
 * Finds logs in the order of the chain.
 *
 * @throws RpcError for blocks that are not there, a range that is none, too many logs
 */
export async function findLogs(
  context: Sources,
  filter: LogFilter,
  signal: AbortSignal,
): Promise<PlacedLog[]> {
  const { chain, logIndex, limits } = context;
  if ('blockHash' in filter.range) {
    const hash = chain.resolve(filter.range.blockHash);
    if (hash === undefined) throw serverError('unknown block');
    return logsOfBlock(chain, hash, filter);
  }
  const [from, to] = boundsOf(chain, filter.range);
  const found: PlacedLog[] = [];
  let turn = performance.now();
  for (const number of logIndex.candidates(filter, from, to)) {
    const hash = chain.resolve(number);
    if (hash !== undefined) found.push(...logsOfBlock(chain, hash, filter));
    if (found.length > limits.maxLogs) {
      throw limitExceeded(`query returned more than ${limits.maxLogs} results`);
    }
    if (performance.now() - turn < TURN_MS) continue;
    await nextTurn();
    if (signal.aborted) throw new RpcError(rpcCodes.timeout, 'request timed out');
    turn = performance.now();
  }
  return found;
}

/** The logs of one block that match. */
export function logsOfBlock(chain: ChainReader, hash: Hash, pattern: LogPattern): PlacedLog[] {
  const block = chain.block(hash);
  const receipts = block && receiptsOf(chain, block);
  if (block === undefined || receipts === undefined) {
    throw new RpcError(rpcCodes.historyPruned, 'pruned history unavailable');
  }
  return placeLogs(block, receipts).filter(({ log }) => matchesLog(pattern, log));
}

/** First and last block of a range. @throws RpcError for a range that is none or goes beyond the head */
function boundsOf(chain: ChainReader, range: { from: BlockNumber; to: BlockNumber }): [bigint, bigint] {
  const head = chain.head.header.number;
  const from = numberOf(chain, range.from);
  const to = numberOf(chain, range.to);
  if (from > to) throw invalidParams('invalid block range params');
  if (to > head) throw invalidParams('block range extends beyond current head block');
  return [from, to];
}

function numberOf(chain: ChainReader, number: BlockNumber): bigint {
  if (typeof number === 'bigint') return number;
  const header = chain.header(refOf(number));
  if (header === undefined) throw serverError(`${number} header not found`);
  return header.number;
}
