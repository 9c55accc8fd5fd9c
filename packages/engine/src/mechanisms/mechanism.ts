/** What every mechanism offers. */
import type { BlockRun, PlacedTransactions } from '../blockRun.ts';
import type { MechanismNotes } from '../report.ts';
import type { BlockAccessList, DeclaredAccess } from '../types.ts';
import type { PlacementKind } from './placement.ts';

/** What plans are made of and how strictly they are taken. */
export interface PlanOptions {
  /** What each transaction uses, beside what its own access list names; one list per transaction. */
  accessLists?: readonly (readonly DeclaredAccess[])[] | undefined;
  /** What becomes of a transaction that uses what it did not declare. */
  onUndeclared?: 'strict' | 'fallback' | undefined;
}

/** The transactions of a block: placed and selected, the system calls before them made. */
export interface MechanismJob extends PlanOptions {
  run: BlockRun;
  placed: PlacedTransactions;
  /** What `prepare` took, in ms. */
  planMs: number;
  /** Seed of random delays at scheduling points; 0 for none. */
  jitterSeed: number;
  /** The block access list that was given, in order (EIP-7928). */
  blockAccessList: BlockAccessList | undefined;
  /** `message-passing`: how accounts come to their owners. */
  placement: PlacementKind | undefined;
}

/** One way to execute the transactions of a block. The results are the same for all. */
export interface MechanismRow {
  /** What can be done before the block begins, with the transactions placed and selected; counted as preparation. */
  prepare?(job: MechanismJob): void;
  /** Executes the transactions of a block, of which there is at least one. */
  execute(job: MechanismJob): Promise<void>;
  /**
   * How it went, for the report; asked once the block is done and the clock has stopped. What it looks at lies in the
   * caches of the workers: for a plan of 5,000 transactions that takes 0.4 ms, as much as 300 transfers (2026-11).
   */
  notes(job: MechanismJob): MechanismNotes;
  /** True when a block that is too small to be worth sharing out is left to serial execution. */
  fallsBack: boolean;
}
