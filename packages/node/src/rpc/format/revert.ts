import type { CallFailure } from '../callApi.ts';
import { RpcError, rpcCodes, serverError } from '../errors.ts';
import { revertReason } from '../revertReason.ts';

/** The error for a call that did not succeed: a revert has code 3, its data, and what that says in words. */
export function failureOf(outcome: CallFailure): RpcError {
  if (outcome.status === 'halt') return serverError(outcome.error);
  const reason = revertReason(outcome.output);
  const message = reason === undefined ? 'execution reverted' : `execution reverted: ${reason}`;
  return new RpcError(rpcCodes.reverted, message, outcome.output);
}
