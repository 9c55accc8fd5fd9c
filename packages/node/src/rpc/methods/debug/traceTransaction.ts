import { part } from '../../context.ts';
import { serverError } from '../../errors.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { tracerOptions } from '../../params/tracer.ts';

export const traceTransaction = method(
  'debug_traceTransaction',
  [hash, optional(tracerOptions, {})],
  async (context, [wanted, options], { signal }) => {
    const place = context.chain.transactionPlace(wanted);
    if (place === undefined) throw serverError('transaction not found');
    const { blockHash, txIndex } = place;
    const [trace] = await part(context, 'tracing').traceBlock(blockHash, options, signal, txIndex);
    return trace;
  },
);
