/** Answers as text. */
import { type RpcError, rpcCodes } from '../errors.ts';
import type { RequestId } from './request.ts';

/** @param result as JSON text */
export function resultText(id: RequestId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

export function errorText(
  id: RequestId,
  { code, message, data }: Pick<RpcError, 'code' | 'message' | 'data'>,
): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id,
    error: { code, message, ...(data !== undefined && { data }) },
  });
}

export function parseErrorText(reason: string): string {
  return errorText(null, { code: rpcCodes.parseError, message: reason, data: undefined });
}

export function invalidRequestText(id: RequestId, reason: string): string {
  return errorText(id, { code: rpcCodes.invalidRequest, message: reason, data: undefined });
}
