/**
 * Errors as one makes them in such code, each planted by replacing a text of the core's sources. The
 * explorer must find every one of them; a patch whose text is gone fails loudly.
 */
import type { Patch } from './compileCore.ts';

export interface PlantedBug {
  patches: Patch[];
  /** A block on which it shows. */
  block: string;
  /** How the block is executed; `optimistic` when absent. */
  way?: string;
}

export const plantedBugs = {
  /** Whatever was executed is committed. */
  'skipped-validation': {
    block: 'counter-2',
    patches: [
      {
        file: 'parallel/commit.ts',
        replace: 'if (!trusts && isDoubtful(tx) && !validate(result, tx, scratch)) {',
        by: 'if (false) {',
      },
    ],
  },
  /** What a transaction without room wrote while there seemed to be some stays where the next ones read it. */
  'skipped-keeps-writes': {
    block: 'crowded',
    way: 'building',
    patches: [
      {
        file: 'parallel/commit.ts',
        replace: 'abort(tx, result, scratch); // what it wrote must go; it will be refused before it begins',
        by: 'skip(tx, result);\n      continue;',
      },
    ],
  },
  /** The head moves on before what it stands for is written: its reader sees an old balance. */
  'head-before-values': {
    block: 'beneficiary',
    patches: [
      {
        file: 'parallel/commit.ts',
        replace: '  countGas(result);',
        by: '  atomic.store<u32>(CTRL_HEAD, tx + 1);\n  countGas(result);',
      },
    ],
  },
  /** The flag that says that versions and read set are there is set before they are. */
  'executed-before-versions': {
    block: 'counter-2',
    patches: [
      {
        file: 'parallel/worker.ts',
        replace: '  publish(ctx, incarnationOf(tx));',
        by: '  setState(tx, CELL_EXECUTED);\n  publish(ctx, incarnationOf(tx));',
      },
    ],
  },
  /** The list of waiters is closed after the state says that it may be opened again. */
  'executed-before-waking': {
    block: 'relay',
    patches: [
      {
        file: 'parallel/worker.ts',
        replace: '  wakeWaiters(tx); // the writes are there',
        by: '  setState(tx, CELL_EXECUTED);\n  wakeWaiters(tx); // the writes are there',
      },
    ],
  },
  /** Who waits to be the head does not look whether it has become it meanwhile. */
  'lost-wake-of-head': {
    block: 'beneficiary',
    patches: [
      {
        file: 'parallel/cells.ts',
        replace: '  if (atomic.load<u32>(CTRL_HEAD) != tx) return true;',
        by: '  if (tx >= 0) return true;',
      },
    ],
  },
  /** An idle worker goes to sleep without a last look. */
  'lost-wake-of-idle': {
    block: 'independent',
    patches: [
      {
        file: 'parallel/worker.ts',
        replace: '  if (!look()) return LEAVE_IDLE;',
        by: '  if (worker < 99) return LEAVE_IDLE;',
      },
    ],
  },
  /** A waiter enters the list before it says that it is parked. */
  'parked-too-late': {
    block: 'nonces',
    patches: [
      {
        file: 'parallel/cells.ts',
        replace: '  setState(tx, CELL_PARKED); // before it is in the list: it may be woken at once',
        by: '',
      },
      {
        file: 'parallel/cells.ts',
        replace: '    if (atomic.cmpxchg<u32>(list, first, tx + 1) == first) return true;',
        by: '    if (atomic.cmpxchg<u32>(list, first, tx + 1) == first) {\n      setState(tx, CELL_PARKED);\n      return true;\n    }',
      },
    ],
  },
  /** Two workers may go on with one transaction: it is looked at and then claimed. */
  'claimed-twice': {
    block: 'nonces',
    patches: [
      {
        file: 'parallel/cells.ts',
        replace: '  if (!moveState(tx, state, CELL_EXECUTING)) return false;',
        by: '  setState(tx, CELL_EXECUTING);',
      },
    ],
  },
  /** The commit lock is looked at and then taken. */
  'two-committers': {
    block: 'counter-3',
    patches: [
      {
        file: 'parallel/commit.ts',
        replace: '    if (atomic.cmpxchg<u32>(CTRL_COMMIT_LOCK, 0, 1) != 0) return NOTHING;',
        by: '    if (atomic.load<u32>(CTRL_COMMIT_LOCK) != 0) return NOTHING;\n    atomic.store<u32>(CTRL_COMMIT_LOCK, 1);',
      },
    ],
  },
  /** A context that was taken in vain is not given back. */
  'lost-context': {
    block: 'beneficiary',
    patches: [{ file: 'parallel/hands.ts', replace: '  if (spare != 0) giveContext(spare);\n', by: '' }],
  },
  /** The state that hands a transaction over is stored without an order. */
  'relaxed-executed': {
    block: 'counter-2',
    patches: [
      {
        file: 'parallel/worker.ts',
        replace: '  setState(tx, CELL_EXECUTED); // from here',
        by: '  store<u32>(<usize>load<u32>(1296) + tx * 64, (incarnationOf(tx) << 3) | CELL_EXECUTED); // from here',
      },
    ],
  },
  /** The head is read without an order after the lock was given back, as it once was. */
  'relaxed-look-at-head': {
    block: 'independent',
    patches: [
      {
        file: 'parallel/commit.ts',
        replace: 'const isDone = atomic.load<u32>(CTRL_HEAD)',
        by: 'const isDone = load<u32>(CTRL_HEAD)',
      },
    ],
  },
  /**
   * Whether to wait is asked of another word than whether one can: the asker spins, as it once did. It takes a reader that
   * queues at a crowded location just while another worker stands between two of its stores, so many transactions must
   * try: of 5,000 schedules it shows in 9 with 20 of them, in 3 with 12, and with 6 in one or, after a change elsewhere, none.
   */
  'waits-on-closed-list': {
    block: 'counter-20',
    patches: [
      {
        file: 'parallel/cells.ts',
        replace: '  return atomic.load<u32>(cellOf(tx) + CELL_WAITERS) == WAITERS_CLOSED;',
        by: '  return stateOf(tx) >= 5 && stateOf(tx) <= 6;',
      },
    ],
  },
  /** The head goes on with a run whose reads were taken back before it was the head, as it once did. */
  'stale-take-over': {
    block: 'random-9-12-3',
    way: 'access-list',
    patches: [
      {
        file: 'parallel/planned.ts',
        replace: 'if (running == tx && !givesUp()) takeOver(tx, current);',
        by: 'if (running == tx) takeOver(tx, current);',
      },
    ],
  },
} as const satisfies Record<string, PlantedBug>;
