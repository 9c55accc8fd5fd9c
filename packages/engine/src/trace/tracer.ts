/** What a tracer is: something that is told what a transaction does, and makes a result of it. */
import { layout } from '@heddle/evm';
import type { Outcome } from '../machine/outcome.ts';
import type { Address, Block, Hex, Log, Transaction } from '../types.ts';
import type { Step } from './step.ts';
import type { TransactionView } from './transactionView.ts';

export type FrameType =
  | 'CALL'
  | 'CALLCODE'
  | 'DELEGATECALL'
  | 'STATICCALL'
  | 'CREATE'
  | 'CREATE2'
  | 'SELFDESTRUCT';

/** A message that is about to become a frame. */
export interface FrameStart {
  type: FrameType;
  from: Address;
  /** Absent for a creation that fails before its address is known. */
  to: Address | undefined;
  /** Wei; absent for STATICCALL, that of the caller for DELEGATECALL. */
  value: bigint | undefined;
  /** Init code for creations. */
  input: Hex;
  gas: bigint;
  /** True when `to` is a precompile. */
  isPrecompile: boolean;
  /** 0 for the outermost frame. */
  depth: number;
}

/** The frame that started last of those that have not ended. */
export interface FrameEnd {
  gasUsed: bigint;
  /** Deployed code for creations. Also what was returned with a revert. */
  output: Hex;
  /** In geth's words; undefined for success. */
  error: string | undefined;
}

/** The transaction that is traced, with its sender, and where it stands. */
export interface Traced {
  transaction: Transaction;
  block: Pick<Block, 'header' | 'hardfork' | 'chainId'>;
  txIndex: number;
}

/** Bits of {@link Tracer.events}. */
export const frameEvents: number = layout.TRACE_FRAMES;
export const stepEvents: number = layout.TRACE_FRAMES | layout.TRACE_STEPS;

/** One transaction's tracer. It is told only what it has a method for, in the order in which it happens. */
export interface Tracer<Result = unknown> {
  /** {@link frameEvents} or {@link stepEvents}. */
  readonly events: number;
  /** The instruction is about to run. `step` is the same object each time. */
  step?(step: Step): void;
  /** The instruction of the last `step` has run, or failed with an error of those that are known before it runs. */
  stepDone?(step: Step, cost: number, error: string | undefined): void;
  /** The instruction of the last `step` did not run: state was missing, and it comes again. */
  stepUndone?(): void;
  enter?(frame: FrameStart): void;
  exit?(frame: FrameEnd): void;
  log?(log: Log): void;
  /** The transaction is through; what it saw and changed can be looked at now and only now. */
  settled?(view: TransactionView): void;
  /** What the trace comes to. Called once, last. */
  result(outcome: Outcome): Result | Promise<Result>;
}

/** Makes a tracer for a transaction. */
export type TracerMaker<Result = unknown> = (traced: Traced) => Tracer<Result>;
