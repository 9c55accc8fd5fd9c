import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';

export const transaction = method('trace_transaction', [hash], async (context, [wanted], { signal }) => {
  const place = context.chain.transactionPlace(wanted);
  if (place === undefined) return null;
  const traces = await part(context, 'tracing').flatTraces(place.blockHash, signal, place.txIndex);
  return traces.flat();
});
