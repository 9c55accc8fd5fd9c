/** What all commands that take block files do around each of them. */
import type { Pool } from '@heddle/engine';
import { type Engine, type LoadedBlock, seal } from '../engine.ts';
import { CliError } from '../errors.ts';
import { readBlockFile } from '../input/readBlockFile.ts';
import { startPinned } from '../measuring/pin.ts';
import { startProgress } from '../output/progress.ts';
import { findMissingState } from '../run/missingState.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Without executions before the timed ones, the mechanism that runs first pays for bringing the state into the
 * shared memory, and in the first block for unoptimised code: serial execution came out 3 times too slow.
 */
const FIRST_WARM_UP = 5;
const LATER_WARM_UP = 1;

/** A block at hand, and what to execute it on. */
export interface Turn {
  engine: Engine;
  loaded: LoadedBlock;
  pool: Pool;
  signal: AbortSignal;
  /** Executions before the timed ones. */
  warmUp: number;
}

/** Names the file in errors of the engine. */
function named(path: string, error: unknown): unknown {
  if (error instanceof Error && 'facts' in error) error.message = `${path}: ${error.message}`;
  return error;
}

/** A header without results gets those of the serial execution. */
async function sealed(loaded: LoadedBlock, pool: Pool, engine: Engine): Promise<LoadedBlock> {
  if (loaded.isOpen !== true) return loaded;
  const oracle = await engine.executeBlock(loaded.block, loaded.state, { mechanism: 'serial', pool });
  return { ...loaded, block: seal(loaded.block, oracle), isOpen: false };
}

/**
 * Acts on one block file. When that fails, or `isGood` says that the outcome is not, a file that left out what
 * the block reads is named as the reason.
 */
async function actOnFile<T>(
  path: string,
  turn: Omit<Turn, 'loaded'>,
  act: (turn: Turn) => Promise<T>,
  isGood: (outcome: T) => boolean,
): Promise<T> {
  const { engine, pool, signal } = turn;
  const file = await readBlockFile(path);
  let loaded: LoadedBlock;
  try {
    loaded = engine.load(file);
  } catch (error) {
    throw named(path, error);
  }
  const attempt = async () => act({ ...turn, loaded: await sealed(loaded, pool, engine) });
  const outcome = await attempt().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome && isGood(outcome.value)) return outcome.value;
  signal.throwIfAborted();
  const isOurs = 'error' in outcome && !(outcome.error instanceof Error && 'facts' in outcome.error);
  if (isOurs) throw outcome.error;
  const missing = await findMissingState(engine, file);
  if (missing !== undefined) {
    throw new CliError(
      `${path}: ${file.kind === 'open' ? 'alloc' : 'preState'} lacks ${missing}, which block ${loaded.block.header.number} needs. Add it to the file.`,
    );
  }
  if ('error' in outcome) throw named(path, outcome.error);
  return outcome.value;
}

/** Acts on block files one after the other, over one pool and under one line of progress. */
export async function onEachBlock<T>(
  engine: Engine,
  files: readonly string[],
  workers: number,
  terminal: Terminal,
  act: (turn: Turn) => Promise<T>,
  isGood: (outcome: T) => boolean = () => true,
): Promise<T[]> {
  const { signal } = terminal;
  const { value: pool } = await startPinned(() => engine.createPool({ workers }));
  const progress = startProgress(terminal);
  try {
    const outcomes: T[] = [];
    for (const [index, path] of files.entries()) {
      progress.update(index / files.length, `${index} of ${files.length} blocks: ${path}`);
      const warmUp = index === 0 ? FIRST_WARM_UP : LATER_WARM_UP;
      const turn = { engine, pool, signal, warmUp };
      outcomes.push(await actOnFile(path, turn, act, isGood));
    }
    return outcomes;
  } finally {
    progress.stop();
    await pool.close();
  }
}
