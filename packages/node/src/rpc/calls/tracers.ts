/** Tracers by the names and options that geth gives them. */
import {
  callTracer,
  flatCallTracer,
  fourByteTracer,
  type Hash,
  noopTracer,
  prestateTracer,
  type StateReader,
  structLogger,
  type TracerMaker,
} from '@heddle/engine';
import { serverError } from '../errors.ts';
import type { TracerOptions } from '../params/tracer.ts';

/** What a tracer may need of the place where it is used. */
interface TracerPlace {
  state: StateReader;
  blockHash: Hash;
}

/** @param config of the tracer, as read: each knows its own names */
type Maker = (config: Readonly<Record<string, unknown>>, place: TracerPlace) => TracerMaker;

const tracers: Readonly<Record<string, Maker>> = {
  callTracer: (config) => callTracer(config),
  flatCallTracer: (config, { blockHash }) => flatCallTracer({ ...config, blockHash }),
  prestateTracer: (config, { state }) => prestateTracer(config, (hash) => state.code(hash)),
  '4byteTracer': () => fourByteTracer(),
  noopTracer: () => noopTracer(),
};

/** The tracer that the options name, without a name the struct logger. @throws RpcError for a name that is none */
export function tracerOf(
  { tracer, tracerConfig = {}, logger }: TracerOptions,
  place: TracerPlace,
): TracerMaker {
  if (tracer === undefined) return structLogger(logger);
  const maker = Object.hasOwn(tracers, tracer) ? tracers[tracer] : undefined;
  if (maker !== undefined) return maker(tracerConfig, place);
  const known = Object.keys(tracers).join(', ');
  throw serverError(`tracer not found: ${JSON.stringify(tracer.slice(0, 80))} is none of ${known}`);
}
