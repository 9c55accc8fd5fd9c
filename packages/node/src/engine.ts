import type { Alloc, Block, BlockResult, ExecuteOptions, Pool, StateReader } from '@heddle/engine';
import { CliError } from './errors.ts';
import type { BlockFile } from './input/readBlockFile.ts';
import type { LoadedBlock } from './loadedBlock.ts';

export type { LoadedBlock };

/** The mechanisms of the engine, the oracle first. */
export const mechanisms = [
  'serial',
  'optimistic',
  'locks',
  'access-list',
  'message-passing',
  'auto',
] as const;
export type Mechanism = (typeof mechanisms)[number];

/** A block with the results of its serial execution, the oracle, in its header. */
export function seal(
  block: Block,
  { gasUsed, logsBloom, receiptsRoot }: Pick<BlockResult, 'gasUsed' | 'logsBloom' | 'receiptsRoot'>,
): Block {
  return { ...block, header: { ...block.header, gasUsed, logsBloom, receiptsRoot } };
}

/** All that the commands ask of the engine, in one place, so that tests can put a stand-in there. */
export interface Engine {
  executeBlock(block: Block, state: StateReader, options: ExecuteOptions): Promise<BlockResult>;
  createPool(options: { workers: number }): Promise<Pool>;
  /**
   * Decodes a block file. Over a strict state, reading a slot that the file does not list is an error.
   * @throws {CliError} for a chain that is unknown.
   * @throws {HeddleError} for fields that are missing or malformed.
   */
  load(file: BlockFile, options?: { isStrict: boolean }): LoadedBlock;
}

/** Loads the engine with its wasm core; only the commands that execute something wait for it. */
export async function loadEngine(): Promise<Engine> {
  const library = await import('@heddle/engine');
  const { openWorkload } = await import('./input/workloadFixture.ts');
  const { blockFromRpc, createPool, executeBlock, MemoryState, mainnet } = library;
  const load: Engine['load'] = (file, { isStrict } = { isStrict: false }) => {
    if (file.kind === 'open') return openWorkload(library, file, isStrict);
    const { path, chainId, content, preState } = file;
    if (chainId !== mainnet.chainId) {
      throw new CliError(
        `${path}: chain ${chainId} is unknown. Name blocks of mainnet (chain ${mainnet.chainId}).`,
      );
    }
    const state = MemoryState.fromAlloc(preState as Alloc, { strict: isStrict });
    return { source: path, block: blockFromRpc(content, mainnet), state };
  };
  return { executeBlock, createPool, load };
}
