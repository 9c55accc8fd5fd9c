/** The messages between the main thread and a worker. One order at a time; each is answered once, `need` apart. */
import type { CoreMemory, CoreModule, Hardfork } from '@heddle/evm';

/** What a worker gets when it is started. */
export interface WorkerSetup {
  worker: number;
  module: CoreModule;
  memory: CoreMemory;
}

/** A signature whose signer is wanted: the hash of `payload` was signed. */
export interface SignatureJob {
  payload: Uint8Array;
  r: bigint;
  s: bigint;
  yParity: 0 | 1;
}

/** How a worker runs the transactions of a block: alone, or with the others. */
export type RunKind = 'serial' | 'optimistic' | 'planned' | 'listed' | 'message-passing';

export type Order = { kind: RunKind; hardfork: Hardfork } | { kind: 'recover'; jobs: SignatureJob[] };

/** A LEAVE_NEED_* code and what it speaks of; the worker sleeps on its line until it is there. */
export interface Need {
  kind: 'need';
  status: number;
  /** Address of an account, slot or code entry; for a block hash its place in the table. */
  entry: number;
  /** For a block hash: how many blocks back. */
  index: number;
  /** True when the run did not start as the head: stale values may have led to the question. */
  isSpeculative: boolean;
}

export type Answer =
  | { kind: 'ready' }
  /** Accounts and slots that the worker's transactions looked up. */
  | { kind: 'ran'; lookups: number }
  | { kind: 'recovered'; addresses: (Uint8Array | undefined)[] }
  /** `region` names what part of the memory was full, where the worker knows. */
  | { kind: 'failed'; message: string; stack: string | undefined; region: string | undefined };

export type Message = Need | Answer;
