/** engine_getPayloadBodies in all its versions. */
import { RpcError, rpcCodes } from '../errors.ts';

/** As geth has it; the specification asks for 32 at least. */
const MAX_BODIES = 1_024;

/** @throws RpcError -38004 */
export function checkBodies(count: number | bigint): void {
  if (count <= MAX_BODIES) return;
  throw new RpcError(rpcCodes.requestTooLarge, `Too large request: ${count} bodies, at most ${MAX_BODIES}`);
}
