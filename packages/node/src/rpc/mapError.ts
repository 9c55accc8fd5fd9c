/** The one place where what was thrown becomes an error of JSON-RPC. */
import {
  CallRevertedError,
  type ErrorCode,
  HeddleError,
  InvalidTransactionError,
  RlpError,
} from '@heddle/engine';
import { ParamError, RpcError, rpcCodes } from './errors.ts';

type Facts = Readonly<Record<string, unknown>>;

/**
 * Faults of transactions in geth's words, which viem, ethers and other tools look for. Errors of other parts, such as the
 * transaction pool, have such sentences themselves.
 */
const sentences: Partial<Record<ErrorCode, (facts: Facts) => string>> = {
  NONCE_TOO_LOW: (f) => `nonce too low: next nonce ${f.expected}, tx nonce ${f.actual}`,
  NONCE_TOO_HIGH: (f) => `nonce too high: next nonce ${f.expected}, tx nonce ${f.actual}`,
  NONCE_AT_MAXIMUM: () => 'nonce has max value',
  INSUFFICIENT_FUNDS: () => 'insufficient funds for gas * price + value',
  INTRINSIC_GAS_TOO_LOW: (f) => `intrinsic gas too low: have ${f.actual}, want ${f.needed}`,
  FLOOR_GAS_TOO_LOW: (f) => `insufficient gas for floor data gas cost: have ${f.actual}, want ${f.needed}`,
  MAX_FEE_BELOW_BASE_FEE: (f) =>
    `max fee per gas less than block base fee: maxFeePerGas: ${f.actual}, baseFee: ${f.needed}`,
  PRIORITY_FEE_ABOVE_MAX_FEE: (f) =>
    `max priority fee per gas higher than max fee per gas: maxPriorityFeePerGas: ${f.actual}, maxFeePerGas: ${f.limit}`,
  GAS_LIMIT_ABOVE_CAP: (f) => `transaction gas limit too high (cap: ${f.limit}, tx: ${f.actual})`,
  GAS_LIMIT_OVERFLOW: () => 'gas uint64 overflow',
  GAS_ALLOWANCE_EXCEEDED: () => 'exceeds block gas limit',
  INIT_CODE_TOO_LONG: (f) => `max initcode size exceeded: code size ${f.actual} limit ${f.limit}`,
  SENDER_NOT_EOA: () => 'sender not an eoa',
  TYPE_NOT_SUPPORTED: () => 'transaction type not supported',
  CHAIN_ID_MISMATCH: (f) => `invalid chain id for signer: have ${f.actual} want ${f.expected}`,
  SIGNATURE_INVALID: () => 'invalid sender',
  BLOB_FEE_BELOW_BASE_FEE: (f) =>
    `max fee per blob gas less than block blob gas fee: maxFeePerBlobGas: ${f.actual}, blobBaseFee: ${f.needed}`,
  BLOBS_MISSING: () => 'blob transaction missing blob hashes',
  BLOB_TRANSACTION_CREATES: () => 'blob transaction of type create',
  AUTHORIZATIONS_MISSING: () => 'EIP-7702 transaction with empty auth list',
  SET_CODE_TRANSACTION_CREATES: () => 'EIP-7702 transaction cannot be used to create contract',
  RLP_MALFORMED: (f) => `rlp: ${f.field}: ${f.reason}`,
};

/** Errors whose code is not the general one of a failure. */
const codes: Readonly<Record<string, number>> = {
  HISTORY_PRUNED: rpcCodes.historyPruned,
  FIELD_MALFORMED: rpcCodes.invalidParams,
  CANCELLED: rpcCodes.timeout,
};

/** By shape and not by class, so that errors of packages above the engine count too. */
function isHeddleError(error: unknown): error is HeddleError {
  return error instanceof HeddleError || (error instanceof Error && 'code' in error && 'facts' in error);
}

/**
 * The error to answer with. A caller's mistake keeps its sentence and brings its stable code as data; a bug of ours says only
 * that there is one, and `onBug` gets it.
 */
export function mapError(error: unknown, onBug: (error: unknown) => void): RpcError {
  if (error instanceof RpcError) return error;
  if (error instanceof ParamError) return new RpcError(rpcCodes.invalidParams, error.message);
  if (error instanceof CallRevertedError) return new RpcError(rpcCodes.reverted, error.message, error.data);
  if (isHeddleError(error)) {
    const { code, facts, message } = error;
    const isOfTransaction = error instanceof InvalidTransactionError || error instanceof RlpError;
    const sentence = isOfTransaction ? sentences[code as ErrorCode]?.(facts) : undefined;
    return new RpcError(codes[code] ?? rpcCodes.server, sentence ?? message, { code });
  }
  onBug(error);
  return new RpcError(rpcCodes.internal, 'internal error');
}

/** Codes of calls and blocks that a simulation cannot have (execution-apis, eth_simulateV1), by ours. */
const simulationCodes: Readonly<Record<string, number>> = {
  NONCE_TOO_LOW: -38_010,
  NONCE_TOO_HIGH: -38_011,
  MAX_FEE_BELOW_BASE_FEE: -38_012,
  INTRINSIC_GAS_TOO_LOW: -38_013,
  INSUFFICIENT_FUNDS: -38_014,
  SENDER_NOT_EOA: -38_024,
  INIT_CODE_TOO_LONG: -38_025,
};

/** Those of SIMULATION_INVALID, by the rule that is broken. */
const simulationRules: Readonly<Record<string, number>> = {
  'block gas limit': -38_015,
  'block number': -38_020,
  timestamp: -38_021,
  'too many blocks': -38_026,
};

/** What was thrown by a simulation, which has codes of its own; what has none is given back as it is. */
export function mapSimulationError(error: unknown): unknown {
  if (!isHeddleError(error)) return error;
  const code = simulationRules[String(error.facts.rule)] ?? simulationCodes[error.code];
  if (code === undefined) return error;
  const { message, data } = mapError(error, () => {});
  return new RpcError(code, message, data);
}
