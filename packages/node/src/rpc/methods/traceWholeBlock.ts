import { part, type RpcContext } from '../context.ts';
import { serverError } from '../errors.ts';
import { hashOf } from '../format/transaction.ts';
import type { BlockId } from '../params/block.ts';
import { blockOrThrow } from '../resolveBlock.ts';
import type { TracerOptions } from '../traceApi.ts';

/** The traces of all transactions of a block, each with the transaction's hash. */
export async function traceWholeBlock(
  context: RpcContext,
  id: BlockId,
  options: TracerOptions,
  signal: AbortSignal,
) {
  const { chain } = context;
  const block = chain.block(blockOrThrow(chain, id));
  if (block === undefined) throw serverError('block not found');
  if (block.header.number === 0n) throw serverError('genesis is not traceable');
  const traces = await part(context, 'tracing').traceBlock(block.hash, options, signal);
  return traces.map((result, txIndex) => ({ txHash: hashOf(block.transactions[txIndex]!), result }));
}
