/** Options of tracing. */
import type { BlockOverrides, StateOverrides } from '../callApi.ts';
import { ParamError } from '../errors.ts';
import type { TracerOptions } from '../traceApi.ts';
import { fields, objectOf } from './fields.ts';
import { uint64 } from './hex.ts';
import { blockOverrides, stateOverrides } from './overrides.ts';
import { type Param, shown } from './param.ts';

/** Which tracer, with its options as they are: the tracer knows what it takes. */
export const tracerOptions: Param<TracerOptions> = {
  read(value) {
    const options = objectOf(value);
    const { tracer, tracerConfig } = options;
    if (tracer !== undefined && tracer !== null && typeof tracer !== 'string') {
      throw new ParamError(`field "tracer": ${shown(tracer)} where a string is expected`);
    }
    const { tracer: _, tracerConfig: __, ...rest } = options;
    return {
      ...rest,
      ...(typeof tracer === 'string' && { tracer }),
      ...(tracerConfig !== undefined && tracerConfig !== null && { tracerConfig: objectOf(tracerConfig) }),
    };
  },
};

/** Options of tracing a call: those of the tracer, and what the call finds changed. */
export interface TraceCallOptions {
  tracer: TracerOptions;
  stateOverrides?: StateOverrides | undefined;
  blockOverrides?: BlockOverrides | undefined;
  txIndex?: number | undefined;
}

const own = fields({ stateOverrides, blockOverrides, txIndex: uint64 });

export const traceCallOptions: Param<TraceCallOptions> = {
  read(value) {
    const { stateOverrides: _, blockOverrides: __, txIndex: ___, ...tracer } = objectOf(value);
    const { txIndex, ...overrides } = own.read(value);
    return {
      tracer: tracerOptions.read(tracer),
      ...overrides,
      ...(txIndex !== undefined && { txIndex: Number(txIndex) }),
    };
  },
};
