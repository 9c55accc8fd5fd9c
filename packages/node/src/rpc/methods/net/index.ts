/** The methods of `net_`. */
import type { RpcMethod } from '../../method.ts';
import { listening } from './listening.ts';
import { peerCount } from './peerCount.ts';
import { version } from './version.ts';

export const netMethods: readonly RpcMethod[] = [listening, peerCount, version];
