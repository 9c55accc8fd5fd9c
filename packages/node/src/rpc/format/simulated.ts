import type { SimulatedBlock } from '../callApi.ts';
import { rpcCodes } from '../errors.ts';
import { formatBlock } from './block.ts';
import { toQuantity } from './hex.ts';
import { formatLog } from './log.ts';
import { failureOf } from './revert.ts';
import { hashOf } from './transaction.ts';

/** Code of a call of a simulation that ended in an error of the EVM (execution-apis). */
const VM_ERROR = -32_015;

/** A block of eth_simulateV1: the block, and each call with what came of it. */
export function formatSimulatedBlock({ block, calls }: SimulatedBlock, isFull: boolean) {
  let logIndex = 0;
  return {
    ...formatBlock(block, isFull),
    calls: calls.map((call, txIndex) => {
      const place = {
        blockHash: block.hash,
        blockNumber: block.header.number,
        blockTimestamp: block.header.timestamp,
        transactionHash: hashOf(block.transactions[txIndex]!),
        txIndex,
      };
      return {
        returnData: call.output,
        logs: call.logs.map((log) => formatLog({ ...place, log, logIndex: logIndex++ })),
        gasUsed: toQuantity(call.gasUsed),
        maxUsedGas: toQuantity(call.maxUsedGas),
        status: call.status === 'success' ? '0x1' : '0x0',
        ...(call.status !== 'success' && { error: errorOf(call) }),
      };
    }),
  };
}

function errorOf(call: Exclude<SimulatedBlock['calls'][number], { status: 'success' }>) {
  const { code, message, data } = failureOf(call);
  return code === rpcCodes.reverted ? { code, message, data } : { code: VM_ERROR, message };
}
