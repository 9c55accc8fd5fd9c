import { HeddleError } from '../errors.ts';
import type { Address, Hash } from '../types.ts';
import type { ErrorCode } from './codes.ts';

/** A transaction that no valid block can hold here. Base of one class per rule. */
export class InvalidTransactionError extends HeddleError {
  /** Position in the block, where there is a block. */
  readonly txIndex: number | undefined;

  constructor(code: ErrorCode, sentence: string, facts: { txIndex?: number | undefined }) {
    const subject = facts.txIndex === undefined ? 'Transaction' : `Transaction ${facts.txIndex}`;
    super(code, `${subject}: ${sentence}.`, { ...facts });
    this.txIndex = facts.txIndex;
  }
}

/** The base class of the error for one rule: its code, its sentence and, by the sentence's type, its facts. */
function rule<Facts extends object>(code: ErrorCode, sentence: (facts: Facts) => string) {
  return class extends InvalidTransactionError {
    constructor(facts: Facts & { txIndex?: number | undefined }) {
      super(code, sentence(facts), facts);
    }
  };
}

interface Limit {
  actual: bigint;
  limit: bigint;
}
interface Need {
  actual: bigint;
  needed: bigint;
}
interface Count {
  actual: number;
  limit: number;
}

// biome-ignore format: one row per rule
export class TypeNotSupportedError extends rule('TYPE_NOT_SUPPORTED', (f: { type: number; hardfork: string }) => `type ${f.type} does not exist in ${f.hardfork}`) {}
// biome-ignore format: one row per rule
export class ChainIdMismatchError extends rule('CHAIN_ID_MISMATCH', (f: { actual: bigint; expected: bigint }) => `chain id ${f.actual} on chain ${f.expected}`) {}
// biome-ignore format: one row per rule
export class SignatureInvalidError extends rule('SIGNATURE_INVALID', (f: { reason: string }) => `invalid signature, ${f.reason}`) {}
// biome-ignore format: one row per rule
export class NonceAtMaximumError extends rule('NONCE_AT_MAXIMUM', (f: { actual: bigint }) => `nonce ${f.actual} is at the maximum`) {}
// biome-ignore format: one row per rule
export class GasLimitOverflowError extends rule('GAS_LIMIT_OVERFLOW', (f: { gasLimit: bigint; maxFeePerGas: bigint }) => `${f.gasLimit} gas at ${f.maxFeePerGas} wei cost 2^256 wei or more`) {}
// biome-ignore format: one row per rule
export class GasLimitAboveCapError extends rule('GAS_LIMIT_ABOVE_CAP', (f: Limit) => `gas limit ${f.actual} is above the cap of ${f.limit}`) {}
// biome-ignore format: one row per rule
export class IntrinsicGasTooLowError extends rule('INTRINSIC_GAS_TOO_LOW', (f: Need) => `gas limit ${f.actual} is below the intrinsic gas of ${f.needed}`) {}
// biome-ignore format: one row per rule
export class IntrinsicGasAboveCapError extends rule('INTRINSIC_GAS_ABOVE_CAP', (f: Limit) => `it needs ${f.actual} regular gas itself, above the cap of ${f.limit}`) {}
// biome-ignore format: one row per rule
export class FloorGasTooLowError extends rule('FLOOR_GAS_TOO_LOW', (f: Need) => `gas limit ${f.actual} is below the floor of ${f.needed} for the data`) {}
// biome-ignore format: one row per rule
export class PriorityFeeAboveMaxFeeError extends rule('PRIORITY_FEE_ABOVE_MAX_FEE', (f: Limit) => `priority fee ${f.actual} is above the maximum fee of ${f.limit} wei per gas`) {}
// biome-ignore format: one row per rule
export class MaxFeeBelowBaseFeeError extends rule('MAX_FEE_BELOW_BASE_FEE', (f: Need) => `maximum fee ${f.actual} is below the base fee of ${f.needed} wei per gas`) {}
// biome-ignore format: one row per rule
export class InitCodeTooLongError extends rule('INIT_CODE_TOO_LONG', (f: Count) => `${f.actual} bytes of init code, more than ${f.limit}`) {}
// biome-ignore format: one row per rule
export class BlobsMissingError extends rule('BLOBS_MISSING', (_: object) => 'a blob transaction without blobs') {}
// biome-ignore format: one row per rule
export class TooManyBlobsError extends rule('TOO_MANY_BLOBS', (f: Count) => `${f.actual} blobs, more than ${f.limit}`) {}
// biome-ignore format: one row per rule
export class BlobVersionUnknownError extends rule('BLOB_VERSION_UNKNOWN', (f: { hash: Hash }) => `blob hash ${f.hash} is not of version 1`) {}
// biome-ignore format: one row per rule
export class BlobFeeBelowBaseFeeError extends rule('BLOB_FEE_BELOW_BASE_FEE', (f: Need) => `maximum blob fee ${f.actual} is below the blob base fee of ${f.needed} wei per gas`) {}
// biome-ignore format: one row per rule
export class BlobTransactionCreatesError extends rule('BLOB_TRANSACTION_CREATES', (_: object) => 'a blob transaction without a recipient') {}
// biome-ignore format: one row per rule
export class AuthorizationsMissingError extends rule('AUTHORIZATIONS_MISSING', (_: object) => 'a set-code transaction without authorizations') {}
// biome-ignore format: one row per rule
export class SetCodeTransactionCreatesError extends rule('SET_CODE_TRANSACTION_CREATES', (_: object) => 'a set-code transaction without a recipient') {}

interface Nonces {
  actual: bigint;
  expected: bigint;
}

// biome-ignore format: one row per rule
export class NonceTooLowError extends rule('NONCE_TOO_LOW', (f: Nonces) => `nonce ${f.actual} is lower than the account nonce ${f.expected}`) {}
// biome-ignore format: one row per rule
export class NonceTooHighError extends rule('NONCE_TOO_HIGH', (f: Nonces) => `nonce ${f.actual} is higher than the account nonce ${f.expected}`) {}
// biome-ignore format: one row per rule
export class InsufficientFundsError extends rule('INSUFFICIENT_FUNDS', (f: Need & { sender: Address }) => `${f.sender} has ${f.actual} wei and needs ${f.needed}`) {}
// biome-ignore format: one row per rule
export class SenderNotEoaError extends rule('SENDER_NOT_EOA', (f: { sender: Address }) => `the sender ${f.sender} is a contract`) {}
// biome-ignore format: one row per rule
export class GasAllowanceExceededError extends rule('GAS_ALLOWANCE_EXCEEDED', (f: Limit) => `gas limit ${f.actual} is above the ${f.limit} left in the block`) {}
// biome-ignore format: one row per rule
export class BlobAllowanceExceededError extends rule('BLOB_ALLOWANCE_EXCEEDED', (f: Count) => `${f.actual} blobs, more than the ${f.limit} left in the block`) {}
// biome-ignore format: one row per rule
export class UndeclaredAccessError extends rule('UNDECLARED_ACCESS', (f: { address: Address; slot?: Hash | undefined }) => `it uses ${f.slot === undefined ? '' : `slot ${f.slot} of `}account ${f.address}, which it did not declare`) {}
