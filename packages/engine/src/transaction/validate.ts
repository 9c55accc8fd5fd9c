/** The rules that a transaction must keep whatever the state; those against the state are the core's. */
import type { Hardfork, HardforkRules } from '@heddle/evm';
import { BLOB_GAS, blobBaseFee } from '../block/blobGas.ts';
import { stateByteGas } from '../block/stateGas.ts';
import { sizeOfHex } from '../bytes.ts';
import * as errors from '../errors/transaction.ts';
import type { Header, Transaction } from '../types.ts';
import { floorGas, intrinsicGas, intrinsicStateGas } from './intrinsicGas.ts';
import { signatureFault } from './signatureRange.ts';

/** Where a transaction is to be executed. */
export interface TransactionContext {
  rules: HardforkRules;
  hardfork: Hardfork;
  header: Pick<Header, 'gasLimit' | 'baseFeePerGas' | 'excessBlobGas'>;
  chainId: bigint;
  /** Position in the block, for the errors. */
  txIndex?: number;
}

const MAX_NONCE = 2n ** 64n - 1n;
/** Amounts of wei are 256 bits wide. */
const WEI_RANGE = 2n ** 256n;

/**
 * Checks every rule that needs no state.
 *
 * @throws one subclass of InvalidTransactionError per rule, the first that is broken
 */
export function validateTransaction(transaction: Transaction, context: TransactionContext): void {
  validateOrigin(transaction, context);
  validateGas(transaction, context);
  validateFees(transaction, context);
  if (transaction.type === 3) validateBlobs(transaction, context);
  if (transaction.type === 4) validateAuthorizations(transaction, context);
}

/** Type, chain, signature and nonce. */
function validateOrigin(transaction: Transaction, context: TransactionContext): void {
  const { rules, hardfork, txIndex } = context;
  const { type, chainId, nonce, r, s } = transaction;
  if (type > rules.maxTransactionType) throw new errors.TypeNotSupportedError({ type, hardfork, txIndex });
  if (type === 0 && chainId !== undefined && !rules.replayProtection) {
    throw new errors.SignatureInvalidError({
      reason: `replay protection does not exist in ${hardfork}`,
      txIndex,
    });
  }
  if ((type !== 0 || chainId !== undefined) && chainId !== context.chainId) {
    throw new errors.ChainIdMismatchError({ actual: chainId ?? 0n, expected: context.chainId, txIndex });
  }
  // Where the source names the sender, the signature is its business.
  const fault = transaction.from === undefined ? signatureFault(r, s, rules.lowSignatureS) : undefined;
  if (fault !== undefined) throw new errors.SignatureInvalidError({ reason: fault, txIndex });
  if (nonce >= MAX_NONCE) throw new errors.NonceAtMaximumError({ actual: nonce, txIndex });
}

/** Rules of blob transactions (EIP-4844). */
export function validateBlobs(
  transaction: Transaction,
  { rules, header, txIndex }: TransactionContext,
): void {
  const hashes = transaction.blobVersionedHashes;
  if (transaction.to === null) throw new errors.BlobTransactionCreatesError({ txIndex });
  if (hashes.length === 0) throw new errors.BlobsMissingError({ txIndex });
  validateBlobCount(hashes.length, rules, txIndex);
  const unknown = hashes.find((hash) => !hash.startsWith('0x01'));
  if (unknown !== undefined) throw new errors.BlobVersionUnknownError({ hash: unknown, txIndex });
  const needed = blobBaseFee(header.excessBlobGas ?? 0n, rules);
  const actual = transaction.maxFeePerBlobGas;
  if (actual < needed) throw new errors.BlobFeeBelowBaseFeeError({ actual, needed, txIndex });
}

/** No more than the whole block may hold, and no more than one transaction may (EIP-7594). */
function validateBlobCount(actual: number, rules: HardforkRules, txIndex: number | undefined): void {
  if (actual > rules.blobMax) {
    throw new errors.BlobAllowanceExceededError({ actual, limit: rules.blobMax, txIndex });
  }
  const limit = rules.maxBlobsPerTransaction;
  if (actual > limit) throw new errors.TooManyBlobsError({ actual, limit, txIndex });
}

/** Rules of set-code transactions (EIP-7702). */
function validateAuthorizations(transaction: Transaction, { txIndex }: TransactionContext): void {
  if (transaction.to === null) throw new errors.SetCodeTransactionCreatesError({ txIndex });
  if (transaction.authorizationList.length === 0) throw new errors.AuthorizationsMissingError({ txIndex });
}

/** Fee caps against each other and against the base fee (EIP-1559). */
export function validateFees(transaction: Transaction, { header, txIndex }: TransactionContext): void {
  const { gasLimit, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  if (maxPriorityFeePerGas > maxFeePerGas) {
    throw new errors.PriorityFeeAboveMaxFeeError({
      actual: maxPriorityFeePerGas,
      limit: maxFeePerGas,
      txIndex,
    });
  }
  const needed = header.baseFeePerGas ?? 0n;
  if (maxFeePerGas < needed)
    throw new errors.MaxFeeBelowBaseFeeError({ actual: maxFeePerGas, needed, txIndex });
  if (gasLimit * maxFeePerGas >= WEI_RANGE)
    throw new errors.GasLimitOverflowError({ gasLimit, maxFeePerGas, txIndex });
}

/** The gas limit between what the transaction costs at least and what it may have at most. */
function validateGas(transaction: Transaction, context: TransactionContext): void {
  const { rules, header, txIndex } = context;
  const actual = transaction.gasLimit;
  if (actual > rules.maxTransactionGas) {
    throw new errors.GasLimitAboveCapError({ actual, limit: BigInt(rules.maxTransactionGas), txIndex });
  }
  const initCodeBytes = transaction.to === null ? sizeOfHex(transaction.data) : 0;
  if (initCodeBytes > rules.maxInitCodeSize) {
    throw new errors.InitCodeTooLongError({ actual: initCodeBytes, limit: rules.maxInitCodeSize, txIndex });
  }
  const regular = intrinsicGas(transaction, rules);
  const state = intrinsicStateGas(transaction, stateByteGas(header, rules));
  const needed = regular + state;
  if (actual < needed) throw new errors.IntrinsicGasTooLowError({ actual, needed, txIndex });
  const floor = floorGas(transaction, rules);
  if (actual < floor) throw new errors.FloorGasTooLowError({ actual, needed: floor, txIndex });
  for (const least of [regular, floor]) {
    if (least <= rules.maxRegularGas) continue;
    const limit = BigInt(rules.maxRegularGas);
    throw new errors.IntrinsicGasAboveCapError({ actual: least, limit, txIndex });
  }
  validateAllowance(actual, { regular, state }, context);
}

/** Neither kind of gas may exceed the whole block's; what the transactions before leave is known only when they have run. */
function validateAllowance(
  gasLimit: bigint,
  intrinsic: { regular: bigint; state: bigint },
  { rules, header, txIndex }: TransactionContext,
): void {
  const limit = header.gasLimit;
  const mayBeRegular = gasLimit - intrinsic.state;
  const regular = mayBeRegular > rules.maxRegularGas ? BigInt(rules.maxRegularGas) : mayBeRegular;
  const state = rules.stateGas ? gasLimit - intrinsic.regular : 0n;
  for (const actual of [regular, state]) {
    if (actual > limit) throw new errors.GasAllowanceExceededError({ actual, limit, txIndex });
  }
}

/** Blob gas that a transaction uses (EIP-4844). */
export function blobGasOf(transaction: Transaction): bigint {
  return BLOB_GAS * BigInt(transaction.blobVersionedHashes.length);
}
