import { type Block, type CallResult, encodeBlock, type SimulatedBlock } from '@heddle/engine';
import { rpcCodes } from '../errors.ts';
import { formatBlock } from './block.ts';
import { failureOf } from './failure.ts';
import { toQuantity } from './hex.ts';
import { formatLog } from './log.ts';
import { hashOf } from './transaction.ts';

/** Code of a call of a simulation that ended in an error of the EVM (execution-apis). */
const VM_ERROR = -32_015;

/** A block of eth_simulateV1: the block, and each call with what came of it. */
export function formatSimulatedBlock(simulated: SimulatedBlock, isFull: boolean) {
  const { header, hash, transactions, withdrawals, calls } = simulated;
  const parts = { header, transactions, ommers: [], withdrawals };
  const sizeBytes = encodeBlock(parts as unknown as Block).length;
  let logIndex = 0;
  return {
    ...formatBlock({ ...parts, hash, sizeBytes, totalDifficulty: 0n }, isFull),
    calls: calls.map((call, txIndex) => {
      const place = {
        blockHash: hash,
        blockNumber: header.number,
        blockTimestamp: header.timestamp,
        transactionHash: hashOf(transactions[txIndex]!),
        txIndex,
      };
      return {
        returnData: call.status === 'success' ? call.output : '0x',
        logs: call.logs.map((log) => formatLog({ ...place, log, logIndex: logIndex++ })),
        gasUsed: toQuantity(call.gasUsed),
        maxUsedGas: toQuantity(call.maxUsedGas),
        status: call.status === 'success' ? '0x1' : '0x0',
        ...(call.status !== 'success' && { error: errorOf(call) }),
      };
    }),
  };
}

function errorOf(call: CallResult) {
  const { code, message, data } = failureOf(call);
  return code === rpcCodes.reverted ? { code, message, data } : { code: VM_ERROR, message };
}
