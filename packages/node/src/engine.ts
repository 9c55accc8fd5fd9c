import type { Alloc, Block, BlockResult, ExecuteOptions, Pool, StateReader } from '@heddle/engine';
import { CliError } from './errors.ts';
import type { BlockFile } from './input/readBlockFile.ts';

/** The mechanisms of the engine, the oracle first. */
export const mechanisms = ['serial', 'optimistic', 'locks', 'access-list', 'message-passing'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** A block and the state before it, ready to execute. */
export interface LoadedBlock {
  /** The file it came from, or a word for where else: it starts every message about the block. */
  source: string;
  block: Block;
  state: StateReader;
  /** True when the header does not say what execution ends in: {@link seal} fills that in. */
  isOpen?: boolean;
}

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
