import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { block as blockParam } from '../../params/block.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const block = method('trace_block', [blockParam], async (context, [id], { signal }) => {
  const hash = blockOrThrow(context.chain, id);
  return (await part(context, 'tracing').flatTraces(hash, signal)).flat();
});
