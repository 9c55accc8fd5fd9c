import { serverError } from '../../errors.ts';
import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { noTracerOptions, tracerOptions } from '../../params/tracer.ts';
import { findTransaction } from '../findTransaction.ts';

export const traceTransaction = method(
  'debug_traceTransaction',
  [hash, optional(tracerOptions, noTracerOptions)],
  async ({ chain, traces }, [wanted, options], { signal }) => {
    const found = findTransaction(chain, wanted);
    if (found === undefined) throw serverError('transaction not found');
    const [trace] = await traces.ofBlock(found.block, options, signal, found.place.txIndex);
    return trace;
  },
);
