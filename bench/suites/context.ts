import { createPool, type Pool } from '@heddle/engine';
import type { Terminal } from '@heddle/node';
import { startPinned } from '@heddle/node';
import { EthereumjsRunner } from '../peers/ethereumjs/runner.ts';

/** What the command line asks of a suite. */
export interface BenchOptions {
  /** Worker threads of Heddle's parallel runs. */
  workers: number;
  /** Measurements of each side; the median counts. */
  repeat: number;
  isJson: boolean;
  terminal: Terminal;
}

/** What every suite works with. */
export interface Context extends BenchOptions {
  pool: Pool;
  /** True when each of its workers has a core of its own. */
  isPinned: boolean;
  ethereumjs: EthereumjsRunner;
  /** Tells the person who waits what is being measured. */
  progress(what: string): void;
}

/** Runs a suite with a pool and an EthereumJS thread that end with it. */
export async function withContext<T>(
  options: BenchOptions,
  suite: (context: Context) => Promise<T>,
): Promise<T> {
  const { terminal, workers } = options;
  const { value: pool, pinned: isPinned } = await startPinned(() => createPool({ workers }));
  const ethereumjs = new EthereumjsRunner(terminal.signal);
  const progress = (what: string) => terminal.err(`measuring ${what}\n`);
  try {
    return await suite({ ...options, pool, isPinned, ethereumjs, progress });
  } finally {
    await ethereumjs.close();
    await pool.close();
  }
}
