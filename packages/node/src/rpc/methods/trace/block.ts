import { serverError } from '../../errors.ts';
import { method } from '../../method.ts';
import { block as blockParam } from '../../params/block.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const block = method('trace_block', [blockParam], async ({ chain, traces }, [id], { signal }) => {
  const found = chain.block(blockOrThrow(chain, id));
  if (found === undefined) throw serverError('block not found');
  if (found.header.number === 0n) return [];
  return (await traces.flat(found, signal)).flat();
});
