/** The methods of `web3_`. */
import type { RpcMethod } from '../../method.ts';
import { clientVersion } from './clientVersion.ts';
import { sha3 } from './sha3.ts';

export const web3Methods: readonly RpcMethod[] = [clientVersion, sha3];
