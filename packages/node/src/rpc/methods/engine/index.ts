/** The methods of `engine_`. */
import type { RpcMethod } from '../../method.ts';

export const engineMethods: readonly RpcMethod[] = [];
