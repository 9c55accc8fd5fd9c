/** The methods of `trace_`. */
import type { RpcMethod } from '../../method.ts';
import { block } from './block.ts';
import { transaction } from './transaction.ts';

export const traceMethods: readonly RpcMethod[] = [block, transaction];
