/** Errors as JSON-RPC carries them, and the codes in use. */

/**
 * Codes of JSON-RPC 2.0, of EIP-1474 and as geth gives them. -38001 and on are of the Engine API (execution-apis,
 * `src/engine/common.md`).
 */
export const rpcCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  server: -32000,
  resourceNotFound: -32001,
  timeout: -32002,
  responseTooLarge: -32003,
  methodNotSupported: -32004,
  limitExceeded: -32005,
  reverted: 3,
  syncTimeout: 4,
  historyPruned: 4444,
  unknownPayload: -38001,
  invalidForkchoiceState: -38002,
  invalidPayloadAttributes: -38003,
  requestTooLarge: -38004,
  unsupportedFork: -38005,
} as const;

/** An answer that is an error. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  /** What a program can make of it, as JSON. */
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** A value that a parameter cannot have; the dispatcher adds which parameter it was. */
export class ParamError extends Error {
  override readonly name = 'ParamError';
}

/** @param what is limited, as a sentence: `too many logs, at most 10000` */
export function limitExceeded(what: string): RpcError {
  return new RpcError(rpcCodes.limitExceeded, what);
}

/** A failure without a code of its own: geth answers -32000 for most of them. */
export function serverError(message: string, data?: unknown): RpcError {
  return new RpcError(rpcCodes.server, message, data);
}

export function invalidParams(message: string): RpcError {
  return new RpcError(rpcCodes.invalidParams, message);
}
