/** Messages that are no transactions of a block: what is asked for by `eth_call` and its kin. */
import { type HardforkRules, layout, rulesOf } from '@heddle/evm';
import { stateByteGas } from '../block/stateGas.ts';
import { sizeOfHex } from '../bytes.ts';
import * as errors from '../errors/transaction.ts';
import { floorGas, intrinsicGas, intrinsicStateGas } from '../transaction/intrinsicGas.ts';
import { recoverAuthority } from '../transaction/recoverSender.ts';
import { validateBlobs, validateFees } from '../transaction/validate.ts';
import type { AccessListEntry, Address, Authorization, Block, Hash, Hex, Transaction } from '../types.ts';

/** A call or creation by anybody; what is absent is filled in. Amounts in wei. */
export interface CallRequest {
  /** Default: the zero address. */
  from?: Address | undefined;
  /** Absent or null: `data` is init code. */
  to?: Address | null | undefined;
  gas?: bigint | undefined;
  gasPrice?: bigint | undefined;
  maxFeePerGas?: bigint | undefined;
  maxPriorityFeePerGas?: bigint | undefined;
  maxFeePerBlobGas?: bigint | undefined;
  value?: bigint | undefined;
  data?: Hex | undefined;
  /** Default: that of the account. Looked at only where the request is validated. */
  nonce?: bigint | undefined;
  accessList?: AccessListEntry[] | undefined;
  blobVersionedHashes?: Hash[] | undefined;
  authorizationList?: Authorization[] | undefined;
}

/** The block in which a request is executed, without transactions. Must stay as it is while it is in use. */
export type CallContext = Pick<Block, 'chainId' | 'hardfork' | 'header' | 'blockHashes'>;

/** What of a transaction's rules a message need not keep. */
export interface Freedoms {
  anyNonce?: boolean;
  anySender?: boolean;
  anyGas?: boolean;
}

/** TX_* flags of freedoms. */
export function flagsOf({ anyNonce, anySender, anyGas }: Freedoms): number {
  return (
    (anyNonce === true ? layout.TX_ANY_NONCE : 0) |
    (anySender === true ? layout.TX_ANY_SENDER : 0) |
    (anyGas === true ? layout.TX_ANY_GAS : 0)
  );
}

const NOBODY: Address = `0x${'00'.repeat(20)}`;

function typeOf(request: CallRequest): Transaction['type'] {
  if (request.authorizationList !== undefined) return 4;
  if (request.blobVersionedHashes !== undefined) return 3;
  if (request.maxFeePerGas !== undefined || request.maxPriorityFeePerGas !== undefined) return 2;
  return request.accessList === undefined ? 0 : 1;
}

/** The request as a transaction with a sender and without a signature. */
export function toTransaction(request: CallRequest, gasLimit: bigint, chainId: bigint): Transaction {
  const { from = NOBODY, to = null, gasPrice = 0n, authorizationList = [] } = request;
  for (const tuple of authorizationList) tuple.authority ??= recoverAuthority(tuple);
  const maxFeePerGas = request.maxFeePerGas ?? gasPrice;
  return {
    type: typeOf(request),
    chainId,
    nonce: request.nonce ?? 0n,
    gasLimit,
    from,
    to,
    value: request.value ?? 0n,
    data: request.data ?? '0x',
    maxFeePerGas,
    maxPriorityFeePerGas:
      request.maxPriorityFeePerGas ?? (request.maxFeePerGas === undefined ? gasPrice : 0n),
    maxFeePerBlobGas: request.maxFeePerBlobGas ?? 0n,
    blobVersionedHashes: request.blobVersionedHashes ?? [],
    accessList: request.accessList ?? [],
    authorizationList,
    yParity: 0,
    r: 0n,
    s: 0n,
  };
}

/**
 * Checks what a message must keep whatever its freedoms: gas for itself, fees above the base fee, blobs and tuples.
 *
 * @param isStrict whether a message without a price must keep the rules of fees as well
 * @throws one subclass of InvalidTransactionError per rule
 */
export function validateMessage(message: Transaction, context: CallContext, isStrict = false): void {
  const { hardfork, header, chainId } = context;
  const rules = rulesOf(hardfork);
  validateGas(message, rules, context);
  const isPriced = message.maxFeePerGas !== 0n || message.maxPriorityFeePerGas !== 0n;
  if (isPriced || isStrict) validateFees(message, { rules, hardfork, header, chainId });
  if (message.type === 3 && (message.maxFeePerBlobGas !== 0n || isStrict))
    validateBlobs(message, { rules, hardfork, header, chainId });
}

function validateGas(message: Transaction, rules: HardforkRules, { header }: CallContext): void {
  const actual = message.gasLimit;
  const initCodeBytes = message.to === null ? sizeOfHex(message.data) : 0;
  if (initCodeBytes > rules.maxInitCodeSize)
    throw new errors.InitCodeTooLongError({ actual: initCodeBytes, limit: rules.maxInitCodeSize });
  const needed = intrinsicGas(message, rules) + intrinsicStateGas(message, stateByteGas(header, rules));
  if (actual < needed) throw new errors.IntrinsicGasTooLowError({ actual, needed });
  const floor = floorGas(message, rules);
  if (actual < floor) throw new errors.FloorGasTooLowError({ actual, needed: floor });
}
