import type { Hash, Hex } from '@heddle/engine';
import type { InputAccounts } from '../../fixtures/accounts.ts';

/** What the EthereumJS worker is asked to do. Plain data: it is posted to a thread. */
export type Job =
  | { kind: 'loop'; code: Hex; data: Hex }
  | { kind: 'rpcBlock'; block: object; blockHashes: Record<Hex, Hash>; accounts: InputAccounts }
  /** The last block is timed, those before it prepare the state. */
  | { kind: 'rlpBlocks'; blocks: Hex[]; hardfork: string; accounts: InputAccounts }
  | {
      kind: 'rawBlock';
      /** The header in the fields of JSON-RPC. */
      header: object;
      transactions: Hex[];
      chainId: number;
      hardfork: string;
      accounts: InputAccounts;
    };

/** What came of a job. */
export type Outcome = { kind: 'done'; ms: number; gasUsed: bigint } | { kind: 'failed'; reason: string };
