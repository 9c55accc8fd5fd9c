import type { Subscriber } from './subscriber.ts';

/** One call as it runs. */
export interface Call {
  /** Aborted when the time of the call is over or its client is gone. */
  signal: AbortSignal;
  /** The connection that can be told of events; undefined over HTTP. */
  subscriber?: Subscriber | undefined;
}
