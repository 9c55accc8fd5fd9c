/** Why the pool refuses a transaction. Messages are those of geth, which tools compare; codes are ours. */
import { HeddleError } from '@heddle/engine';

/** Codes of {@link PoolError} with the sentence that its message begins with. */
export const poolErrors = {
  ALREADY_KNOWN: 'already known',
  TRANSACTION_MALFORMED: 'rlp: malformed transaction',
  OVERSIZED: 'oversized data',
  TYPE_NOT_SUPPORTED: 'transaction type not supported',
  INVALID_SENDER: 'invalid sender',
  UNPROTECTED: 'only replay-protected (EIP-155) transactions allowed over RPC',
  NONCE_MAX: 'nonce has max value',
  NONCE_TOO_LOW: 'nonce too low',
  NONCE_TOO_HIGH: 'nonce too high',
  INSUFFICIENT_FUNDS: 'insufficient funds for gas * price + value',
  INTRINSIC_GAS: 'intrinsic gas too low',
  FLOOR_GAS: 'insufficient gas for floor data gas cost',
  GAS_LIMIT: 'exceeds block gas limit',
  GAS_LIMIT_TOO_HIGH: 'transaction gas limit too high',
  FEE_CAP_VERY_HIGH: 'max fee per gas higher than 2^256-1',
  TIP_ABOVE_FEE_CAP: 'max priority fee per gas higher than max fee per gas',
  GAS_PRICE_TOO_LOW: 'transaction gas price below minimum',
  FEE_ABOVE_CAP: 'tx fee exceeds the configured cap',
  INIT_CODE_TOO_LONG: 'max initcode size exceeded',
  SENDER_NOT_EOA: 'sender not an eoa',
  UNDERPRICED: 'transaction underpriced',
  REPLACEMENT_UNDERPRICED: 'replacement transaction underpriced',
  FUTURE_REPLACES_PENDING: 'future transaction tries to replace pending',
  ACCOUNT_LIMIT: 'account limit exceeded',
  POOL_FULL: 'txpool is full',
  ADDRESS_RESERVED: 'address already reserved',
  DELEGATED_IN_FLIGHT: 'in-flight transaction limit reached for delegated accounts',
  DELEGATED_GAP: 'gapped-nonce tx from delegated accounts',
  AUTHORITY_RESERVED: 'authority already reserved',
  AUTHORIZATIONS_MISSING: 'set code tx must have at least one authorization tuple',
  SET_CODE_CREATES: 'EIP-7702 transaction cannot be used to create contract',
  BLOBS_MISSING: 'blobless blob transaction',
  BLOB_CREATES: 'blob transaction of type create',
  TOO_MANY_BLOBS: 'too many blobs in transaction',
  SIDECAR_MISSING: 'missing sidecar in blob transaction',
  SIDECAR_INVALID: 'invalid blob sidecar',
  BLOB_POOL_CLOSED: 'blob transactions cannot be checked here',
  STATE_UNAVAILABLE: 'the state of the head cannot be read',
} as const;

/** A key of {@link poolErrors}. */
export type PoolErrorCode = keyof typeof poolErrors;

/** A transaction that the pool refuses; never thrown by the pool's public methods but answered. */
export class PoolError extends HeddleError {
  declare readonly code: PoolErrorCode;

  /** @param detail what follows the sentence after a colon, in geth's words */
  constructor(code: PoolErrorCode, detail?: string, facts: Record<string, unknown> = {}) {
    super(code, detail === undefined ? poolErrors[code] : `${poolErrors[code]}: ${detail}`, facts);
  }
}
