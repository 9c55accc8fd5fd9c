/** What must hold when all workers have ended, whatever the schedule was. */
import type { Mechanism, Pool } from '@heddle/engine';
import { layout } from '@heddle/evm';

type Shared = Pool['shared'];

/** The memory was left in a state in which it must never be. */
export class BrokenInvariantError extends Error {
  override name = 'BrokenInvariantError';
}

/** The check that goes with a mechanism; it throws BrokenInvariantError. */
export function invariantsOf(mechanism: Mechanism): (shared: Shared) => void {
  return mechanism === 'optimistic' ? checkScheduler : () => undefined;
}

/** The collaborative scheduler: all committed, nothing offered, nobody asleep, no lock held, no context lost. */
function checkScheduler(shared: Shared): void {
  const word = (at: number) => shared.getUint32(at);
  if (word(layout.CTRL_STOP) !== layout.STOP_NONE) return;
  const count = word(layout.BLOCK_TX_COUNT);
  expectWord('CTRL_HEAD', word(layout.CTRL_HEAD), count);
  expectWord('CTRL_COMMIT_LOCK', word(layout.CTRL_COMMIT_LOCK), 0);
  expectWord('CTRL_IDLE', word(layout.CTRL_IDLE), 0);
  expectWord('CTRL_READY', word(layout.CTRL_READY), 0);
  for (let tx = 0; tx < count; tx++) {
    const cell = word(layout.BLOCK_CELLS) + tx * layout.CELL_BYTES;
    expectWord(`state of transaction ${tx}`, word(cell + layout.CELL_STATE) & 7, layout.CELL_COMMITTED);
    expectWord(`waiters of transaction ${tx}`, word(cell + layout.CELL_WAITERS), layout.WAITERS_CLOSED);
    expectWord(`context of transaction ${tx}`, word(cell + layout.CELL_CONTEXT), 0);
  }
  expectWord('number of free contexts', freeContexts(shared), shared.plan.contextCount);
}

function expectWord(name: string, actual: number, expected: number): void {
  if (actual !== expected) throw new BrokenInvariantError(`${name} is ${actual}, not ${expected}`);
}

/** How many contexts are in the stack of free ones; each at most once. */
function freeContexts(shared: Shared): number {
  const seen = new Set<number>();
  let place = shared.getUint32(layout.CTRL_FREE_CONTEXTS) & 0xff;
  while (place !== 0 && !seen.has(place)) {
    seen.add(place);
    const stride = shared.getUint32(layout.PLAN_CONTEXT_STRIDE);
    place = shared.getUint32(shared.plan.contexts + (place - 1) * stride + layout.CTX_FREE_NEXT);
  }
  return place === 0 ? seen.size : -1;
}
