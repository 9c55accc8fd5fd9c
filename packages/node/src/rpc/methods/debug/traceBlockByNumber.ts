import { method } from '../../method.ts';
import { blockNumber } from '../../params/block.ts';
import { optional } from '../../params/param.ts';
import { noTracerOptions, tracerOptions } from '../../params/tracer.ts';
import { traceWholeBlock } from '../traceWholeBlock.ts';

export const traceBlockByNumber = method(
  'debug_traceBlockByNumber',
  [blockNumber, optional(tracerOptions, noTracerOptions)],
  (context, [number, options], { signal }) => traceWholeBlock(context, number, options, signal),
);
