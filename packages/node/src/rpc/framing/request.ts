/** Calls out of JSON, as JSON-RPC 2.0 has them. */

/** What an answer carries back: as the request had it, or null where it cannot be told. */
export type RequestId = string | number | null;

/** A call that is well formed. Without an id it is a notification, which is not answered. */
export interface RpcRequest {
  id: RequestId | undefined;
  method: string;
  params: unknown;
}

/** Something that is no call, with its id if it has one. */
export interface BadRequest {
  id: RequestId;
  fault: string;
}

/** Reads one call. */
export function readRequest(value: unknown): RpcRequest | BadRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { id: null, fault: 'invalid request: not an object' };
  }
  const { jsonrpc, id, method, params } = value as Record<string, unknown>;
  const isValidId = id === undefined || isRequestId(id);
  if (!isValidId) {
    return { id: null, fault: 'invalid request: the id must be a string, null or a number below 2^53' };
  }
  const fault = faultOf(jsonrpc, method, params);
  if (fault !== undefined) return { id: id ?? null, fault: `invalid request: ${fault}` };
  return { id, method: method as string, params };
}

function faultOf(jsonrpc: unknown, method: unknown, params: unknown): string | undefined {
  if (jsonrpc !== '2.0') return 'jsonrpc must be "2.0"';
  if (typeof method !== 'string') return 'method must be a string';
  if (params !== undefined && (typeof params !== 'object' || params === null)) {
    // web3 clients of old send null where there are none.
    return params === null ? undefined : 'params must be an array';
  }
  return undefined;
}

/** A number above 2^53 does not come out of the parser as it went in, so its answer would not find its call. */
function isRequestId(id: unknown): id is RequestId {
  if (typeof id === 'number') return Math.abs(id) <= Number.MAX_SAFE_INTEGER;
  return id === null || typeof id === 'string';
}
