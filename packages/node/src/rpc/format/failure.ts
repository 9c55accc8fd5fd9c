import type { CallResult } from '@heddle/engine';
import { RpcError, rpcCodes, serverError } from '../errors.ts';

/** The error for a call that did not succeed: a revert has code 3, its data, and what that says in words. */
export function failureOf({ status, output, error = 'execution failed' }: CallResult): RpcError {
  return status === 'revert' ? new RpcError(rpcCodes.reverted, error, output) : serverError(error);
}
