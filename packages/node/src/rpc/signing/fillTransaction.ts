/** A whole transaction from a call object: what the sender left to the node is filled in. */
import type { Address, Transaction } from '@heddle/engine';
import type { RpcContext } from '../context.ts';
import { invalidParams } from '../errors.ts';
import { suggestTip } from '../fees/suggestTip.ts';
import type { CallObject } from '../params/callObject.ts';

/** A transaction that is not signed, and the one who is to sign it. */
export type UnsignedTransaction = Omit<Transaction, 'r' | 's' | 'yParity' | 'from'> & { from: Address };

/**
 * @throws RpcError for a call object without sender, for another chain, or whose gas cannot be estimated
 */
export async function fillTransaction(
  context: RpcContext,
  request: CallObject,
  signal: AbortSignal,
): Promise<UnsignedTransaction> {
  const { chain, calls } = context;
  const { from, chainId = chain.spec.chainId } = request;
  if (from === undefined) throw invalidParams('invalid argument 0: field "from": missing');
  if (chainId !== chain.spec.chainId) {
    throw invalidParams(
      `invalid argument 0: field "chainId": ${chainId}, this chain has ${chain.spec.chainId}`,
    );
  }
  return {
    type: typeOf(request, chain.head.header.baseFeePerGas !== undefined),
    chainId,
    from,
    to: request.to ?? null,
    nonce: request.nonce ?? (await nextNonce(context, from)),
    gasLimit: request.gas ?? (await calls.estimateGas(chain.head.hash, request, { signal })),
    value: request.value ?? 0n,
    data: request.data ?? '0x',
    ...pricesOf(context, request),
    maxFeePerBlobGas: request.maxFeePerBlobGas ?? 0n,
    blobVersionedHashes: request.blobVersionedHashes ?? [],
    accessList: request.accessList ?? [],
    authorizationList: request.authorizationList ?? [],
  };
}

/** What waits in the pool counts. */
async function nextNonce({ chain, pool }: RpcContext, sender: Address): Promise<bigint> {
  if (pool !== undefined) return pool.nonceOf(sender);
  return (await chain.stateAt('latest').account(sender))?.nonce ?? 0n;
}

/** The type that its fields ask for; without any, that of the chain's fee market. */
function typeOf(request: CallObject, hasBaseFee: boolean): Transaction['type'] {
  const { type, authorizationList, blobVersionedHashes, gasPrice, accessList } = request;
  if (type === 0 || type === 1 || type === 2 || type === 3 || type === 4) return type;
  if (type !== undefined)
    throw invalidParams(`invalid argument 0: field "type": no transaction type ${type}`);
  if (authorizationList !== undefined) return 4;
  if (blobVersionedHashes !== undefined) return 3;
  if (gasPrice === undefined && hasBaseFee) return 2;
  return accessList === undefined ? 0 : 1;
}

/** Twice the base fee and the tip: enough for six full blocks on the way, as geth has it. */
function pricesOf({ chain }: RpcContext, request: CallObject) {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = request;
  const baseFee = chain.head.header.baseFeePerGas;
  if (gasPrice !== undefined) return { maxFeePerGas: gasPrice, maxPriorityFeePerGas: gasPrice };
  const suggested = suggestTip(chain);
  if (baseFee === undefined) return { maxFeePerGas: suggested, maxPriorityFeePerGas: suggested };
  const tip =
    maxPriorityFeePerGas ??
    (maxFeePerGas !== undefined && maxFeePerGas < suggested ? maxFeePerGas : suggested);
  return { maxFeePerGas: maxFeePerGas ?? 2n * baseFee + tip, maxPriorityFeePerGas: tip };
}
