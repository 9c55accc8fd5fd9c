/** Runs one message after the other on a machine. */
import { layout, rulesOf } from '@heddle/evm';
import { BlockRun } from '../blockRun.ts';
import { packTransactions } from '../shared/packTransactions.ts';
import { readWord } from '../shared/words.ts';
import type { Block, StateReader, Transaction } from '../types.ts';
import type { Machine } from './machine.ts';
import { type CallContext, type Freedoms, flagsOf } from './message.ts';
import { type Outcome, readOutcome } from './outcome.ts';
import { OverlaidState } from './overlaidState.ts';

/** A place where messages can be run. */
export interface Place {
  run: BlockRun;
  block: Block;
  /** What the header says, for the words may be set otherwise for a message. */
  blobBaseFee: bigint;
}

interface Kept extends Place {
  machine: Machine;
  context: CallContext;
  state: StateReader;
  revision: unknown;
  /** Never a MemoryState, which would be copied in whole. */
  read: StateReader;
}

/** What each machine was made ready for last. */
const kept = new WeakMap<Machine, Kept>();

/** Share of the state arena after which what was read is forgotten. */
const FULL = 0.75;

/**
 * Makes a machine ready for messages in `context` on `state`: nothing is read again when it was for the same before,
 * in the same revision. What ran before is forgotten.
 */
export async function placeOn(machine: Machine, context: CallContext, state: StateReader): Promise<Place> {
  const last = kept.get(machine);
  const revision = state.revision;
  const isSame =
    last?.state === state &&
    revision !== undefined &&
    last.revision === revision &&
    machine.cache.holds(last.read) &&
    !isFull(machine);
  if (isSame && last.context === context && last.run.shared === machine.shared) {
    last.run.renew();
    return last;
  }
  if (!isSame && last !== undefined) machine.cache.forget(last.read);
  const read = isSame ? last.read : state instanceof OverlaidState ? state : new OverlaidState(state);
  const block: Block = { ...context, transactions: [], ommers: [] };
  machine.shared.core.dropChanges(machine.workers);
  await machine.cache.bind(read);
  const run = new BlockRun(machine, block, read, 0);
  const blobBaseFee = readWord(machine.shared.view, layout.BLOCK_BLOB_BASE_FEE);
  const place = { machine, run, block, blobBaseFee, context, state, revision, read };
  kept.set(machine, place);
  return place;
}

function isFull({ shared }: Machine): boolean {
  const start = shared.getUint32(layout.PLAN_STATE_ARENA);
  const used = shared.getUint32(layout.CTRL_STATE_ARENA) - start;
  return used > FULL * (shared.getUint32(layout.PLAN_STATE_ARENA_END) - start);
}

/**
 * Runs a message after those that ran since `placeOn`; its changes stay for the next.
 *
 * @throws InvalidTransactionError when the state does not bear it, or an error of the state reader; then nothing stays usable until `placeOn`
 */
export async function runMessage(
  { run, block }: Place,
  message: Transaction,
  freedoms: Freedoms,
): Promise<Outcome> {
  const { shared, pool } = run;
  block.transactions = [message];
  const packed = packTransactions(block, rulesOf(block.hardfork));
  const flags = packed[layout.TX_FLAGS] as number;
  packed[layout.TX_FLAGS] = flags | flagsOf(freedoms);
  try {
    const placed = run.place(packed, 1);
    run.select(placed);
    await run.loadBeneficiary();
    await run.runHere();
    run.executed.push({ results: placed.results, count: 1, index: 1, paysFees: true });
    return readOutcome(shared, placed.results, message.gasLimit, message.to === null);
  } catch (error) {
    throw await (pool as Machine).recover(error);
  }
}
