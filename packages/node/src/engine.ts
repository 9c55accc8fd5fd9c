import type { Block, BlockResult, ExecuteOptions, Pool, StateReader } from '@heddle/engine';
import type { BlockFile } from './input/readBlockFile.ts';

/** The mechanisms of the engine, the oracle first. */
export const mechanisms = ['serial', 'optimistic'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** A block and the state before it, ready to execute. */
export interface LoadedBlock {
  /** The file it came from, or a word for where else: it starts every message about the block. */
  source: string;
  block: Block;
  state: StateReader;
}

/** All that the commands ask of the engine, in one place, so that tests can put a stand-in there. */
export interface Engine {
  executeBlock(block: Block, state: StateReader, options: ExecuteOptions): Promise<BlockResult>;
  createPool(options: { workers: number }): Promise<Pool>;
  /** @throws {HeddleError} for fields that are missing or malformed. */
  load(file: BlockFile): LoadedBlock;
}

/** Loads the engine with its wasm core; only the commands that execute something wait for it. */
export async function loadEngine(): Promise<Engine> {
  const { blockFromRpc, createPool, executeBlock, MemoryState } = await import('@heddle/engine');
  return {
    executeBlock,
    createPool,
    load: (file) => ({
      source: file.path,
      block: blockFromRpc(file.block, { chainId: file.chainId, blockHashes: file.blockHashes }),
      state: new MemoryState(file.preState),
    }),
  };
}
