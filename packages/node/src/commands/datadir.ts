/** What all commands that work on a chain's folder share: their options, opening, closing. */
import type { Chain, ChainOptions } from '@heddle/chain';
import { mechanisms } from '../engine.ts';
import { UsageError } from '../errors.ts';
import { MAX_WORKERS, oneOf, workerCount } from './command.ts';

/** The options that say where a chain is and how its blocks are executed. */
export const datadirFlag = {
  datadir: { placeholder: 'DIR', about: 'Folder of the chain.' },
} as const;

export const executionFlags = {
  mechanism: { placeholder: 'NAME', about: `${mechanisms.join(', ')}; optimistic is the default.` },
  workers: { placeholder: 'N', about: `Worker threads, 1 to ${MAX_WORKERS}; by default one for each core.` },
} as const;

/** @throws {UsageError} when the option is missing */
export function datadirOf(values: { datadir?: string }, command: string): string {
  if (values.datadir !== undefined) return values.datadir;
  throw new UsageError(`Which chain? Name its folder with --datadir. See heddle ${command} --help.`);
}

/** How blocks are executed, as the options say. */
export function executionOf(values: { mechanism?: string; workers?: string }): ChainOptions {
  return {
    mechanism: oneOf('mechanism', values.mechanism, mechanisms) ?? 'optimistic',
    workers: workerCount(values.workers),
  };
}

/** Opens a chain, works on it and closes it, whatever happens. */
export async function withChain<T>(
  dir: string | undefined,
  options: ChainOptions,
  work: (chain: Chain) => Promise<T>,
): Promise<T> {
  const { openChain } = await import('@heddle/chain');
  const chain = await openChain(dir, options);
  try {
    return await work(chain);
  } finally {
    await chain.close();
  }
}
