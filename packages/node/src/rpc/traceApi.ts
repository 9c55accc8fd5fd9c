/** What the debug and trace methods ask of the part that executes with trace points. */
import type { Hash } from '@heddle/engine';
import type { CallPlace, CallRequest } from './callApi.ts';

/** Which tracer, and what it leaves out or adds; as the caller wrote it, read by the tracer itself. */
export interface TracerOptions {
  /** Absent: the struct logger. */
  tracer?: string;
  tracerConfig?: Readonly<Record<string, unknown>>;
  [option: string]: unknown;
}

/** Traces as JSON, formatted by the tracer. @throws HeddleError for a tracer or option that is unknown */
export interface TraceApi {
  /** One trace per transaction, or only that of one. */
  traceBlock(block: Hash, options: TracerOptions, signal: AbortSignal, txIndex?: number): Promise<unknown[]>;
  traceCall(
    request: CallRequest,
    place: CallPlace,
    options: TracerOptions,
    signal: AbortSignal,
  ): Promise<unknown>;
  /** Traces in the form of Parity's trace module, flat; one list per transaction. */
  flatTraces(block: Hash, signal: AbortSignal, txIndex?: number): Promise<unknown[][]>;
}
