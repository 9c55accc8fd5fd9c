/** What one client may ask of the node. */

export interface RpcLimits {
  /** Bytes of one request over any transport, a batch included. */
  maxRequestBytes: number;
  /** Calls in one batch. */
  maxBatchCalls: number;
  /** Bytes of one answer, a batch included. */
  maxResponseBytes: number;
  /** Arrays and objects within each other in one request. */
  maxDepth: number;
  /** Milliseconds from the arrival of a message, which may be a batch, to its answer. */
  answerTimeoutMs: number;
  /** Calls of all clients that run at once; further ones wait. */
  maxRunningCalls: number;
  /** Calls of all clients that wait; further ones are refused. */
  maxWaitingCalls: number;
  /** Open sockets of one port or path. */
  maxSockets: number;
  /** Messages of one WebSocket or IPC connection that are not answered yet; reading pauses there. */
  maxMessagesPerSocket: number;
  /** Bytes that wait to be sent on one WebSocket or IPC connection; above it the client is dropped. */
  maxQueuedBytes: number;
  maxSubscriptionsPerSocket: number;
  /** Milliseconds in which the headers of a request must arrive. */
  headersTimeoutMs: number;
  /** Milliseconds in which a whole request must arrive. */
  requestTimeoutMs: number;
  /** Milliseconds that an HTTP connection without a request, or a WebSocket that does not answer a ping, stays open. */
  idleTimeoutMs: number;
  /** Filters of all clients together. */
  maxFilters: number;
  /** Milliseconds after which a filter that nobody polls is gone. */
  filterTimeoutMs: number;
  /** Logs in one answer, and events that one filter keeps. */
  maxLogs: number;
  /** Addresses of one log filter, and alternatives at one of its topics. */
  maxFilterTerms: number;
}

const MIB = 2 ** 20;

/**
 * Where geth has the limit, its default: requests of 5 MiB, batches of 1,000 calls and 25 MB of answers, filters that live for
 * five minutes. The depth of 64 is five times that of the deepest call in use (state overrides of a simulation).
 */
export const defaultRpcLimits: RpcLimits = {
  maxRequestBytes: 5 * MIB,
  maxBatchCalls: 1_000,
  maxResponseBytes: 25_000_000,
  maxDepth: 64,
  answerTimeoutMs: 30_000,
  maxRunningCalls: 64,
  maxWaitingCalls: 4_096,
  maxSockets: 1_024,
  maxMessagesPerSocket: 256,
  maxQueuedBytes: 32 * MIB,
  maxSubscriptionsPerSocket: 128,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
  maxFilters: 1_024,
  filterTimeoutMs: 300_000,
  maxLogs: 100_000,
  maxFilterTerms: 1_024,
};

/** The consensus client is trusted, its payloads carry whole blocks in hexadecimal, and executing one takes its time. */
export const engineLimits: RpcLimits = {
  ...defaultRpcLimits,
  maxRequestBytes: 128 * MIB,
  maxResponseBytes: 128 * MIB,
  answerTimeoutMs: 120_000,
};
