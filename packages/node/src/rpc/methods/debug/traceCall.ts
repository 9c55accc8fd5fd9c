import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { optional } from '../../params/param.ts';
import { noTracerOptions, traceCallOptions } from '../../params/tracer.ts';
import { blockOrThrow } from '../../resolveBlock.ts';

export const traceCall = method(
  'debug_traceCall',
  [callObject, optional(block, 'latest'), optional(traceCallOptions, { tracer: noTracerOptions })],
  ({ chain, traces }, [request, id, { tracer, ...overrides }], { signal }) =>
    traces.ofCall(blockOrThrow(chain, id), request, tracer, { ...overrides, signal }),
);
