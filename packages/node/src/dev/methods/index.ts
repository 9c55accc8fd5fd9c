/** The methods of a development chain. A new one has its file in this folder and its line here. */
import type { RpcMethod } from '../../rpc/method.ts';
import type { Development } from '../development.ts';
import { addBalance } from './addBalance.ts';
import { getAutomine, setAutomine } from './automine.ts';
import { revertToCheckpoint, takeCheckpoint } from './checkpoints.ts';
import type { DevelopmentMethod } from './developmentMethod.ts';
import { dumpState, loadState } from './dump.ts';
import { impersonateAll, startImpersonating, stopImpersonating } from './impersonation.ts';
import { getInterval, setIntervalMs, setIntervalSeconds } from './intervalMining.ts';
import { setLoggingEnabled } from './logging.ts';
import { mineMany, mineOne } from './mine.ts';
import { setBlockGasLimit, setFeeRecipient, setNextBlockBaseFeePerGas, setPrevRandao } from './nextBlock.ts';
import { metadata, nodeInfo } from './nodeInfo.ts';
import { dropAllTransactions, dropTransaction, dropTransactionHardhat, setMinGasPrice } from './pool.ts';
import { reset } from './reset.ts';
import { setBalance } from './setBalance.ts';
import { setCode } from './setCode.ts';
import { setNonce } from './setNonce.ts';
import { setStorageAt } from './setStorageAt.ts';
import {
  increaseTime,
  removeBlockTimestampInterval,
  setBlockTimestampInterval,
  setNextBlockTimestamp,
  setTime,
} from './time.ts';

const all: readonly DevelopmentMethod[] = [
  ...[setBalance, addBalance, setNonce, setCode, setStorageAt],
  ...[mineMany, mineOne, getAutomine, setAutomine, setIntervalSeconds, setIntervalMs, getInterval],
  ...[startImpersonating, stopImpersonating, impersonateAll],
  ...[takeCheckpoint, revertToCheckpoint, dumpState, loadState, reset],
  ...[increaseTime, setTime, setNextBlockTimestamp, setBlockTimestampInterval, removeBlockTimestampInterval],
  ...[setNextBlockBaseFeePerGas, setBlockGasLimit, setFeeRecipient, setPrevRandao],
  ...[dropTransaction, dropTransactionHardhat, dropAllTransactions, setMinGasPrice],
  ...[nodeInfo, metadata, setLoggingEnabled],
];

/** All of them for one chain, as `startRpcServer` takes them. */
export function developmentMethods(development: Development): RpcMethod[] {
  return all.flatMap((rows) => rows(development));
}
