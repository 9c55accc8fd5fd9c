/** The methods of `eth_`. */
import type { RpcMethod } from '../../method.ts';
import { accounts } from './accounts.ts';
import { baseFee } from './baseFee.ts';
import { blobBaseFee } from './blobBaseFee.ts';
import { blockNumber } from './blockNumber.ts';
import { call } from './call.ts';
import { chainId } from './chainId.ts';
import { createAccessList } from './createAccessList.ts';
import { estimateGas } from './estimateGas.ts';
import { feeHistory } from './feeHistory.ts';
import { fillTransaction } from './fillTransaction.ts';
import { gasPrice } from './gasPrice.ts';
import { getBalance } from './getBalance.ts';
import { getBlockAccessList } from './getBlockAccessList.ts';
import { getBlockByHash } from './getBlockByHash.ts';
import { getBlockByNumber } from './getBlockByNumber.ts';
import { getBlockReceipts } from './getBlockReceipts.ts';
import { getBlockTransactionCountByHash } from './getBlockTransactionCountByHash.ts';
import { getBlockTransactionCountByNumber } from './getBlockTransactionCountByNumber.ts';
import { getCode } from './getCode.ts';
import { getFilterChanges } from './getFilterChanges.ts';
import { getFilterLogs } from './getFilterLogs.ts';
import { getHeaderByHash } from './getHeaderByHash.ts';
import { getHeaderByNumber } from './getHeaderByNumber.ts';
import { getLogs } from './getLogs.ts';
import { getProof } from './getProof.ts';
import { getRawTransactionByBlockHashAndIndex } from './getRawTransactionByBlockHashAndIndex.ts';
import { getRawTransactionByBlockNumberAndIndex } from './getRawTransactionByBlockNumberAndIndex.ts';
import { getRawTransactionByHash } from './getRawTransactionByHash.ts';
import { getStorageAt } from './getStorageAt.ts';
import { getStorageValues } from './getStorageValues.ts';
import { getTransactionByBlockHashAndIndex } from './getTransactionByBlockHashAndIndex.ts';
import { getTransactionByBlockNumberAndIndex } from './getTransactionByBlockNumberAndIndex.ts';
import { getTransactionByHash } from './getTransactionByHash.ts';
import { getTransactionCount } from './getTransactionCount.ts';
import { getTransactionReceipt } from './getTransactionReceipt.ts';
import { getUncleByBlockHashAndIndex } from './getUncleByBlockHashAndIndex.ts';
import { getUncleByBlockNumberAndIndex } from './getUncleByBlockNumberAndIndex.ts';
import { getUncleCountByBlockHash } from './getUncleCountByBlockHash.ts';
import { getUncleCountByBlockNumber } from './getUncleCountByBlockNumber.ts';
import { maxPriorityFeePerGas } from './maxPriorityFeePerGas.ts';
import { newBlockFilter } from './newBlockFilter.ts';
import { newFilter } from './newFilter.ts';
import { newPendingTransactionFilter } from './newPendingTransactionFilter.ts';
import { personalSign } from './personalSign.ts';
import { sendRawTransaction } from './sendRawTransaction.ts';
import { sendRawTransactionSync } from './sendRawTransactionSync.ts';
import { sendTransaction } from './sendTransaction.ts';
import { sign } from './sign.ts';
import { signTransaction } from './signTransaction.ts';
import { signTypedDataV4 } from './signTypedDataV4.ts';
import { simulateV1 } from './simulateV1.ts';
import { subscribe } from './subscribe.ts';
import { syncing } from './syncing.ts';
import { uninstallFilter } from './uninstallFilter.ts';
import { unsubscribe } from './unsubscribe.ts';

export const ethMethods: readonly RpcMethod[] = [
  accounts,
  baseFee,
  blobBaseFee,
  blockNumber,
  call,
  chainId,
  createAccessList,
  estimateGas,
  feeHistory,
  fillTransaction,
  gasPrice,
  getBalance,
  getBlockAccessList,
  getBlockByHash,
  getBlockByNumber,
  getBlockReceipts,
  getBlockTransactionCountByHash,
  getBlockTransactionCountByNumber,
  getCode,
  getFilterChanges,
  getFilterLogs,
  getHeaderByHash,
  getHeaderByNumber,
  getLogs,
  getProof,
  getRawTransactionByBlockHashAndIndex,
  getRawTransactionByBlockNumberAndIndex,
  getRawTransactionByHash,
  getStorageAt,
  getStorageValues,
  getTransactionByBlockHashAndIndex,
  getTransactionByBlockNumberAndIndex,
  getTransactionByHash,
  getTransactionCount,
  getTransactionReceipt,
  getUncleByBlockHashAndIndex,
  getUncleByBlockNumberAndIndex,
  getUncleCountByBlockHash,
  getUncleCountByBlockNumber,
  maxPriorityFeePerGas,
  newBlockFilter,
  newFilter,
  newPendingTransactionFilter,
  personalSign,
  sendRawTransaction,
  sendRawTransactionSync,
  sendTransaction,
  sign,
  signTransaction,
  signTypedDataV4,
  simulateV1,
  subscribe,
  syncing,
  uninstallFilter,
  unsubscribe,
];
