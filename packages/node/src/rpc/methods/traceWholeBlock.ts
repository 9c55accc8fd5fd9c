import type { RpcContext } from '../context.ts';
import { serverError } from '../errors.ts';
import { hashOf } from '../format/transaction.ts';
import type { BlockId } from '../params/block.ts';
import type { TracerOptions } from '../params/tracer.ts';
import { findBlock } from '../resolveBlock.ts';

/** The traces of all transactions of a block, each with the transaction's hash. */
export async function traceWholeBlock(
  { chain, traces }: RpcContext,
  id: BlockId,
  options: TracerOptions,
  signal: AbortSignal,
) {
  const hash = findBlock(chain, id);
  const block = hash && chain.block(hash);
  if (block === undefined) throw serverError(`block ${nameOf(id)} not found`);
  if (block.header.number === 0n) throw serverError('genesis is not traceable');
  const results = await traces.ofBlock(block, options, signal);
  return results.map((result, txIndex) => ({ txHash: hashOf(block.transactions[txIndex]!), result }));
}

function nameOf(id: BlockId): string {
  if (typeof id === 'bigint') return `#${id}`;
  return typeof id === 'object' ? id.hash : id;
}
