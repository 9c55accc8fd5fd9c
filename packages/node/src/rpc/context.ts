/** What the methods stand on. Parts that a node may lack are optional: their methods then say so. */
import type { TransactionPool } from '../pool/transactionPool.ts';
import type { Accounts } from './accounts.ts';
import type { Calls } from './calls/calls.ts';
import type { Traces } from './calls/traces.ts';
import type { ChainReader, StoredBlock } from './chainReader.ts';
import type { Consensus } from './consensus/consensus.ts';
import { RpcError, rpcCodes } from './errors.ts';
import type { Filters } from './filters/filters.ts';
import type { HeadEvents } from './filters/headEvents.ts';
import type { RpcLimits } from './limits.ts';
import type { LogIndex } from './logs/logIndex.ts';

/** How far a node is behind, as eth_syncing says it. */
export interface SyncProgress {
  startingBlock: bigint;
  currentBlock: bigint;
  highestBlock: bigint;
}

export interface SyncStatus {
  /** Undefined when the node is not behind. */
  progress(): SyncProgress | undefined;
  /** Tells when it begins and when it ends. @returns what ends the listening */
  onChange(listener: () => void): () => void;
}

/** What the methods use of the transaction pool. */
export type OfferedPool = Pick<
  TransactionPool,
  'add' | 'addDecoded' | 'get' | 'nonceOf' | 'content' | 'contentFrom' | 'status' | 'onPending' | 'blobs'
>;

export interface RpcContext {
  chain: ChainReader;
  calls: Calls;
  traces: Traces;
  logIndex: LogIndex;
  heads: HeadEvents;
  filters: Filters;
  limits: RpcLimits;
  /** As web3_clientVersion gives it: `Heddle/v0.1.0/linux-x64/node20.20.2`. */
  clientVersion: string;
  pool?: OfferedPool | undefined;
  accounts?: Accounts | undefined;
  consensus?: Consensus | undefined;
  sync?: SyncStatus | undefined;
  /** The block that would be next; where nobody builds one, `pending` means the head. */
  pendingBlock?: (() => Promise<StoredBlock | undefined>) | undefined;
}

/** A part of the context that a method needs. @throws RpcError -32004 when this node has none */
export function part<Name extends 'pool' | 'accounts' | 'consensus'>(
  context: RpcContext,
  name: Name,
): NonNullable<RpcContext[Name]> {
  const found = context[name];
  if (found !== undefined) return found as NonNullable<RpcContext[Name]>;
  const names = {
    pool: 'transaction pool',
    accounts: 'accounts of its own',
    consensus: 'Engine API',
  };
  throw new RpcError(rpcCodes.methodNotSupported, `method not supported: this node has no ${names[name]}`);
}
