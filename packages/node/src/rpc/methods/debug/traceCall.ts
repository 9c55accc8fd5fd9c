import { part } from '../../context.ts';
import { method } from '../../method.ts';
import { block } from '../../params/block.ts';
import { callObject } from '../../params/callObject.ts';
import { optional } from '../../params/param.ts';
import { traceCallOptions } from '../../params/tracer.ts';
import { placeOfCall } from '../placeOfCall.ts';

export const traceCall = method(
  'debug_traceCall',
  [callObject, optional(block, 'latest'), optional(traceCallOptions, { tracer: {} })],
  (context, [request, id, options], { signal }) => {
    const { tracer, stateOverrides, blockOverrides, txIndex } = options;
    const place = placeOfCall(context.chain, id, stateOverrides, blockOverrides);
    const at = txIndex === undefined ? place : { ...place, txIndex };
    return part(context, 'tracing').traceCall(request, at, tracer, signal);
  },
);
