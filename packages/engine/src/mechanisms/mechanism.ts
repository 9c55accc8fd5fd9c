/** What every mechanism offers. */
import type { BlockRun } from '../blockRun.ts';
import type { MechanismNotes } from '../report.ts';
import type { Block, BlockAccessList } from '../types.ts';
import type { PlacementKind } from './placement.ts';

/** The transactions of a block: placed and selected, the system calls before them made. */
export interface MechanismJob {
  run: BlockRun;
  /** Seed of random delays at scheduling points; 0 for none. */
  jitterSeed: number;
  /** The block access list that was given, in order (EIP-7928). */
  blockAccessList: BlockAccessList | undefined;
  options: MechanismOptions;
}

/** What a caller may wish of single mechanisms. */
export interface MechanismOptions {
  /** `message-passing`: how accounts come to their owners. */
  placement?: PlacementKind;
}

/** One way to execute the transactions of a block. The results are the same for all. */
export interface MechanismRow {
  /** Works out what depends on the block alone; kept with it. */
  prepare?(block: Block, workers: number, options: MechanismOptions): void;
  /** Executes the transactions of a block, of which there is at least one; returns how it went. */
  execute(job: MechanismJob): Promise<MechanismNotes>;
  /** True when a block that is too small to be worth sharing out is left to serial execution. */
  fallsBack: boolean;
}
