/** What all commands that work on a chain's folder share: their options, opening, closing. */
import type { Chain, ChainOptions, Genesis } from '@heddle/chain';
import { mechanisms } from '../engine.ts';
import { UsageError } from '../errors.ts';
import { explainFileError } from '../input/fileErrors.ts';
import { MAX_WORKERS, oneOf, workerCount } from './command.ts';

/** Where the chain is. */
export const datadirFlag = {
  datadir: { placeholder: 'DIR', about: 'Folder of the chain.' },
} as const;

export const genesisFlag = {
  genesis: { placeholder: 'FILE', about: 'genesis.json of a chain that is not there yet, as geth takes it.' },
} as const;

/** How blocks are executed. */
export const executionFlags = {
  mechanism: { placeholder: 'NAME', about: `${mechanisms.join(', ')}; optimistic is the default.` },
  workers: { placeholder: 'N', about: `Worker threads, 1 to ${MAX_WORKERS}; by default one for each core.` },
} as const;

/** @throws {UsageError} when the option is missing */
export function datadirOf(values: { datadir?: string }, command: string): string {
  if (values.datadir !== undefined) return values.datadir;
  throw new UsageError(`Which chain? Name its folder with --datadir. See heddle ${command} --help.`);
}

/** The genesis file that was named. @throws {CliError} when it cannot be read */
export async function genesisOf(values: { genesis?: string }): Promise<Genesis | undefined> {
  if (values.genesis === undefined) return undefined;
  const { readGenesis } = await import('@heddle/chain');
  try {
    return await readGenesis(values.genesis);
  } catch (error) {
    throw explainFileError(values.genesis, error);
  }
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
