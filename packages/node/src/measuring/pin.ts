import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

function threads(): number[] {
  return readdirSync('/proc/self/task').map(Number);
}

/**
 * Runs `start` and ties each thread that it starts to a core of its own, in turn: the kernel otherwise puts two threads
 * that are woken at once on one core now and then, for some milliseconds, which is the length of a block (2 cores,
 * Linux 6.18: one block in four). Does nothing where there is no taskset; `pinned` says whether it did.
 */
export async function startPinned<T>(start: () => Promise<T>): Promise<{ value: T; pinned: boolean }> {
  if (process.platform !== 'linux') return { value: await start(), pinned: false };
  const before = new Set(threads());
  const value = await start();
  const started = threads().filter((thread) => !before.has(thread));
  try {
    for (const [i, thread] of started.sort((a, b) => a - b).entries())
      execFileSync('taskset', ['-pc', `${i % availableParallelism()}`, `${thread}`], { stdio: 'ignore' });
    return { value, pinned: started.length > 0 };
  } catch {
    return { value, pinned: false };
  }
}
