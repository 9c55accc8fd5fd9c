/** Traces of calls of small contracts. */
import { type TracerMaker, traceCall } from '@heddle/engine';
import { contextOf, contract, rich, stateOf } from '../calls/place.ts';

export const context = contextOf('cancun');

/** A number as 32 bytes. */
export const word = (value: number) => `0x${value.toString(16).padStart(64, '0')}` as const;

/** Traces a call of the first of some contracts, with 200,000 gas unless the request says otherwise. */
export function traceOf<Result>(
  tracer: TracerMaker<Result>,
  sources: readonly string[],
  request: object = {},
): Promise<Result> {
  return traceCall(
    stateOf(sources),
    context,
    { from: rich, to: contract(0), gas: 200_000n, ...request },
    { tracer },
  );
}
