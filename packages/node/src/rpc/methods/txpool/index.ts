/** The methods of `txpool_`. */
import type { RpcMethod } from '../../method.ts';
import { content } from './content.ts';
import { contentFrom } from './contentFrom.ts';
import { inspect } from './inspect.ts';
import { status } from './status.ts';

export const txpoolMethods: readonly RpcMethod[] = [content, contentFrom, inspect, status];
