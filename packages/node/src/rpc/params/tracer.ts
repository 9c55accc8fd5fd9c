/** Options of tracing. */
import type { BlockOverrides, StateOverrides, StructLoggerOptions } from '@heddle/engine';
import { ParamError } from '../errors.ts';
import { fields, objectOf } from './fields.ts';
import { uint64 } from './hex.ts';
import { blockOverrides, stateOverrides } from './overrides.ts';
import { anything, boolean, type Param, shown, text } from './param.ts';

/** Which tracer; without a name the struct logger. */
export interface TracerOptions {
  tracer?: string;
  /** As it is: the tracer knows what it takes. */
  tracerConfig?: Readonly<Record<string, unknown>>;
  logger: StructLoggerOptions;
}

const wholeNumber: Param<number> = {
  read(value) {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw new ParamError(`${shown(value)} is not a whole number from 0`);
  },
};

const logger = fields({
  disableStack: boolean,
  disableStorage: boolean,
  enableMemory: boolean,
  enableReturnData: boolean,
  limit: wholeNumber,
});

const choice = fields({ tracer: text, tracerConfig: anything });

export const tracerOptions: Param<TracerOptions> = {
  read(value) {
    const { tracer, tracerConfig } = choice.read(value);
    return {
      ...(tracer !== undefined && { tracer }),
      ...(tracerConfig !== undefined && { tracerConfig: objectOf(tracerConfig) }),
      logger: logger.read(value),
    };
  },
};

/** The struct logger with its defaults. */
export const noTracerOptions: TracerOptions = { logger: {} };

/** Options of tracing a call: those of the tracer, and what the call finds changed. */
export interface TraceCallOptions {
  tracer: TracerOptions;
  stateOverrides?: StateOverrides;
  blockOverrides?: BlockOverrides;
}

const own = fields({ stateOverrides, blockOverrides, txIndex: uint64 });

export const traceCallOptions: Param<TraceCallOptions> = {
  read(value) {
    const { txIndex, ...overrides } = own.read(value);
    if (txIndex !== undefined)
      throw new ParamError('field "txIndex": calls within a block are not supported');
    return { tracer: tracerOptions.read(value), ...overrides };
  },
};
