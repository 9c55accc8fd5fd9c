/** Which version of an Engine API method is for which blocks. */
import type { ChainReader } from '../chainReader.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import { rulesFor } from '../hardforkOf.ts';

/** The hardforks that brought new versions of the methods, oldest first. */
const eras = ['paris', 'shanghai', 'cancun', 'prague', 'osaka', 'amsterdam'] as const;
export type Era = (typeof eras)[number];

/** The era of a block with that number and time, told by what its hardfork has. */
export function eraAt(chain: ChainReader, number: bigint, timestamp: bigint): Era {
  const rules = rulesFor(chain, { number, timestamp, difficulty: 0n });
  if (rules.blockAccessList) return 'amsterdam';
  // Osaka limited the blobs of a transaction and brought proofs of cells (EIP-7594).
  if (rules.blobs && Number.isFinite(rules.maxBlobsPerTransaction)) return 'osaka';
  if (rules.requests) return 'prague';
  if (rules.blobs) return 'cancun';
  return rules.withdrawals ? 'shanghai' : 'paris';
}

/** @throws RpcError -38005 for a block of another era than those of the method */
export function checkEra(era: Era, allowed: readonly Era[], what: string): void {
  if (allowed.includes(era)) return;
  const message = `Unsupported fork: ${what} is of ${era}, this version of the method is for ${allowed.join(', ')}`;
  throw new RpcError(rpcCodes.unsupportedFork, message);
}
