/** Imports many blocks, as many at once as the pipeline has phases. */
import type { Block } from '@heddle/engine';
import type { ImportResult } from './importer.ts';

/**
 * Blocks under way at a time: one is decoded, one executed, one rooted and committed. One more waits, so that none of them
 * runs dry.
 */
const MOST_UNDER_WAY = 4;

/** What blocks go into: a chain. */
export interface BlockSink {
  import(block: Uint8Array | Block): Promise<ImportResult>;
}

export interface ImportAllOptions {
  /** Ends the import after the blocks that are under way. */
  signal?: AbortSignal;
  /** Called for each block when it is committed, in order. */
  onBlock?: (result: ImportResult) => void;
}

/**
 * Imports blocks in the order in which they come.
 *
 * @returns how many were gone through; fewer than there are when the signal asked to stop
 * @throws what refused a block, when the blocks before it are committed; those after it are not tried
 */
export async function importAll(
  chain: BlockSink,
  blocks: AsyncIterable<Uint8Array | Block> | Iterable<Uint8Array | Block>,
  { signal, onBlock }: ImportAllOptions = {},
): Promise<number> {
  const underWay: Promise<ImportResult>[] = [];
  let count = 0;
  const settleOne = async () => {
    const result = await (underWay.shift() as Promise<ImportResult>);
    count++;
    onBlock?.(result);
  };
  try {
    for await (const block of blocks) {
      if (signal?.aborted) break;
      const result = chain.import(block);
      result.catch(() => undefined); // heard when its turn comes
      underWay.push(result);
      if (underWay.length === MOST_UNDER_WAY) await settleOne();
    }
    while (underWay.length > 0) await settleOne();
  } finally {
    await Promise.allSettled(underWay);
  }
  return count;
}
