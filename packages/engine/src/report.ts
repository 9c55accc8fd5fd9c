import type { Address, Hash } from './types.ts';

/** How the transactions of a block can be executed. */
export const mechanisms = [
  'serial',
  'optimistic',
  'locks',
  'access-list',
  'message-passing',
  'auto',
] as const;
export type Mechanism = (typeof mechanisms)[number];

/** How one transaction went. */
export interface TransactionReport {
  /** Worker that finished it, from 0. */
  worker: number;
  /** Start of the run that counted, and its end, in ms since the block began. */
  startMs: number;
  endMs: number;
  /** Runs that were finished; 1 when none was aborted. */
  incarnations: number;
  /** The lower transaction it last waited for. */
  blockedBy: number | undefined;
}

/** A location at which transactions were aborted. */
export interface Conflict {
  address: Address;
  kind: 'balance' | 'nonce' | 'code' | 'slot';
  /** For a slot. */
  slot?: Hash;
  /** Transactions aborted because of it. */
  count: number;
}

/** What was planned before a block ran, and how far that held. */
export interface PlanNotes {
  /** Where the locations were known from, and why it was done that way, in words. */
  source: string;
  /** Pairs of transactions of which the later one had to wait for the earlier. */
  waits: number;
  /** Transactions that needed what the plan did not give them, and ran alone at their turn. */
  strayed: number;
  /** Planning, in ms; part of `prepareMs`. */
  ms: number;
}

/** What a mechanism tells of its run. */
export interface MechanismNotes {
  /** For mechanisms that plan. */
  plan?: PlanNotes;
  /** Runs beyond the first of each transaction. */
  reExecutions: number;
  /** `message-passing` only. */
  messages?: MessageNotes;
  /** `auto` only: what it chose, and why. */
  choice?: { mechanism: Mechanism; reason: string };
}

/** How much the workers had to tell each other. */
export interface MessageNotes {
  placement: 'affinity' | 'hash';
  /** Why transactions and accounts are where they are. */
  reason: string;
  /** Workers that owned anything. */
  owners: number;
  /** Messages by kind; see docs/mechanisms/message-passing.md. */
  sent: Record<
    'claim' | 'denial' | 'read' | 'answer' | 'check' | 'verdict' | 'write' | 'reward' | 'head',
    number
  >;
  /** Times that a transaction waited for an answer, or for its turn. */
  waits: number;
  /** Share of the reads of accounts and slots that were another worker's, 0 to 1. */
  foreignShare: number;
  /** Runs that were given up or repeated because of what others wrote or owned. */
  takenBack: number;
  /** Claims of what another worker had claimed before. */
  deniedClaims: number;
}

/** Where the values came from that a block read of the state before it. */
export interface ReadNotes {
  /**
   * Accounts and slots that transactions looked up, each once per transaction and run. What nobody had to read for it was
   * there: from blocks before, or from transactions before.
   */
  lookups: number;
  /** Accounts and slots that workers read themselves. */
  byWorkers: number;
  /** Accounts and slots that the main thread read, workers waiting for it. */
  byMainThread: number;
}

/** How the execution of a block went. What was computed is the same for every mechanism; this is not. */
export interface Report extends MechanismNotes {
  mechanism: Mechanism;
  /** True when the block was too small to be worth more than one worker and ran serially. */
  fellBack: boolean;
  workers: number;
  /** Execution: from the first system call to the last change written, in ms. */
  ms: number;
  /** Before that: senders, validation, packing, loading the state, in ms. */
  prepareMs: number;
  reads: ReadNotes;
  transactions: TransactionReport[];
  /** Hottest first. */
  conflicts: Conflict[];
}
