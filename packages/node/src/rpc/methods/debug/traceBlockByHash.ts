import { method } from '../../method.ts';
import { hash } from '../../params/hex.ts';
import { optional } from '../../params/param.ts';
import { noTracerOptions, tracerOptions } from '../../params/tracer.ts';
import { traceWholeBlock } from '../traceWholeBlock.ts';

export const traceBlockByHash = method(
  'debug_traceBlockByHash',
  [hash, optional(tracerOptions, noTracerOptions)],
  (context, [wanted, options], { signal }) =>
    traceWholeBlock(context, { hash: wanted, requireCanonical: false }, options, signal),
);
