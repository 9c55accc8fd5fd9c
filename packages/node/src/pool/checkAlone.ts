/** The rules that a transaction must keep whatever its sender: the engine's, in the words of the pool. */
import {
  type Hardfork,
  type Header,
  InvalidTransactionError,
  rulesOf,
  type Transaction,
  validateTransaction,
} from '@heddle/engine';
import { PoolError, type PoolErrorCode, type PoolErrorFacts } from './errors.ts';

/** Where the transaction would stand. */
export interface NextBlock {
  hardfork: Hardfork;
  chainId: bigint;
  gasLimit: bigint;
}

/** The rules of the block after a head. */
export function nextBlockOf(
  head: Header,
  timestamp: bigint,
  spec: { chainId: bigint; hardforkAt(position: { number: bigint; timestamp: bigint }): Hardfork },
): NextBlock {
  const hardfork = spec.hardforkAt({ number: head.number + 1n, timestamp });
  return { hardfork, chainId: spec.chainId, gasLimit: head.gasLimit };
}

/**
 * Checks what needs no state. Fees may be below those of the next block: they may fall.
 *
 * @throws PoolError
 */
export function checkAlone(transaction: Transaction, { hardfork, chainId, gasLimit }: NextBlock): void {
  const rules = rulesOf(hardfork);
  if (transaction.gasLimit > gasLimit) {
    throw new PoolError('GAS_LIMIT', { actual: transaction.gasLimit, limit: gasLimit });
  }
  const header = { gasLimit, baseFeePerGas: 0n, excessBlobGas: 0n };
  try {
    validateTransaction(transaction, { rules, hardfork, chainId, header });
  } catch (error) {
    throw error instanceof InvalidTransactionError ? translate(error) : error;
  }
}

type Facts = Readonly<Record<string, unknown>>;

/** For each of the engine's codes ours and its facts. */
const translations: Partial<Record<string, (facts: Facts, message: string) => PoolError>> = {
  TYPE_NOT_SUPPORTED: (facts) => renamed('TYPE_NOT_SUPPORTED', facts),
  CHAIN_ID_MISMATCH: ({ actual, expected }) =>
    new PoolError('INVALID_SENDER', {
      reason: `invalid chain id for signer: have ${actual} want ${expected}`,
    }),
  SIGNATURE_INVALID: ({ reason }) => new PoolError('INVALID_SENDER', { reason: String(reason) }),
  NONCE_AT_MAXIMUM: () => new PoolError('NONCE_MAX', {}),
  GAS_LIMIT_OVERFLOW: () => new PoolError('FEE_CAP_VERY_HIGH', {}),
  GAS_LIMIT_ABOVE_CAP: (facts) => renamed('GAS_LIMIT_TOO_HIGH', facts),
  INTRINSIC_GAS_TOO_LOW: (facts) => renamed('INTRINSIC_GAS', facts),
  INTRINSIC_GAS_ABOVE_CAP: (facts) => renamed('GAS_LIMIT_TOO_HIGH', facts),
  FLOOR_GAS_TOO_LOW: (facts) => renamed('FLOOR_GAS', facts),
  PRIORITY_FEE_ABOVE_MAX_FEE: ({ actual, limit }) =>
    new PoolError('TIP_ABOVE_FEE_CAP', { tip: actual as bigint, feeCap: limit as bigint }),
  INIT_CODE_TOO_LONG: (facts) => renamed('INIT_CODE_TOO_LONG', facts),
  BLOBS_MISSING: () => new PoolError('BLOBS_MISSING', {}),
  TOO_MANY_BLOBS: (facts) => renamed('TOO_MANY_BLOBS', facts),
  BLOB_ALLOWANCE_EXCEEDED: (facts) => renamed('TOO_MANY_BLOBS', facts),
  BLOB_VERSION_UNKNOWN: (_, reason) => new PoolError('SIDECAR_INVALID', { reason }),
  BLOB_FEE_BELOW_BASE_FEE: ({ actual, needed }) =>
    new PoolError('UNDERPRICED', { actual: actual as bigint, needed: needed as bigint }),
  BLOB_TRANSACTION_CREATES: () => new PoolError('BLOB_CREATES', {}),
  AUTHORIZATIONS_MISSING: () => new PoolError('AUTHORIZATIONS_MISSING', {}),
  SET_CODE_TRANSACTION_CREATES: () => new PoolError('SET_CODE_CREATES', {}),
  GAS_ALLOWANCE_EXCEEDED: (facts) => renamed('GAS_LIMIT', facts),
};

/** The engine's facts are ours under another code. */
function renamed<Code extends PoolErrorCode>(code: Code, facts: Facts): PoolError<Code> {
  return new PoolError(code, facts as PoolErrorFacts<Code>);
}

function translate({ code, facts, message }: InvalidTransactionError): Error {
  const made = translations[code]?.(facts, message);
  return made ?? new PoolError('MALFORMED', { reason: message });
}
