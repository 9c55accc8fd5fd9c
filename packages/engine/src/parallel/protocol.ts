/** The messages between the main thread and a worker. One order at a time; each is answered once, `need` apart. */
import type { CoreMemory, CoreModule, Hardfork } from '@heddle/evm';
import type { Hash } from '../types.ts';

/** What a worker gets when it is started. */
export interface WorkerSetup {
  worker: number;
  module: CoreModule;
  memory: CoreMemory;
}

/** How a worker runs the transactions of a block: alone, or with the others. */
export type RunKind = 'serial' | 'optimistic' | 'planned' | 'listed' | 'message-passing';

export type Order =
  /** `source` is the number of an open source, from which the worker reads; undefined to ask. */
  | { kind: RunKind; hardfork: Hardfork; source: number | undefined }
  /** `signatures` and the answer's `signers` as `signatureBatch.ts` packs them. */
  | { kind: 'recover'; signatures: Uint8Array }
  | { kind: 'open'; source: number; module: string; data: unknown }
  | { kind: 'close'; source: number };

/** A read that failed in a worker. */
export interface ReadFailure {
  /** What was to be read. */
  what: string;
  message: string;
  /** Where nothing failed but code is not there. */
  absentCode?: Hash;
}

/** How the reads of a worker went in one block. */
export interface RunNotes {
  /** Accounts and slots that its transactions looked up. */
  lookups: number;
  /** Those that it read itself. */
  reads: number;
  failure: ReadFailure | undefined;
}

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
  | ({ kind: 'ran' } & RunNotes)
  | { kind: 'opened'; failure: ReadFailure | undefined }
  | { kind: 'closed' }
  | { kind: 'recovered'; signers: Uint8Array }
  /** `region` names what part of the memory was full, where the worker knows. */
  | { kind: 'failed'; message: string; stack: string | undefined; region: string | undefined };

export type Message = Need | Answer;
