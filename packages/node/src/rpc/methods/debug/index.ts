/** The methods of `debug_`. */
import type { RpcMethod } from '../../method.ts';
import { getBadBlocks } from './getBadBlocks.ts';
import { getRawBlock } from './getRawBlock.ts';
import { getRawHeader } from './getRawHeader.ts';
import { getRawReceipts } from './getRawReceipts.ts';
import { getRawTransaction } from './getRawTransaction.ts';
import { traceBlockByHash } from './traceBlockByHash.ts';
import { traceBlockByNumber } from './traceBlockByNumber.ts';
import { traceCall } from './traceCall.ts';
import { traceTransaction } from './traceTransaction.ts';

export const debugMethods: readonly RpcMethod[] = [
  getBadBlocks,
  getRawBlock,
  getRawHeader,
  getRawReceipts,
  getRawTransaction,
  traceBlockByHash,
  traceBlockByNumber,
  traceCall,
  traceTransaction,
];
