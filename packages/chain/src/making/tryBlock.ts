/** A block that is being made: its candidates are executed on the state after its parent, and nothing is kept. */
import {
  type Block,
  type BlockResult,
  completeDiff,
  executeBlock,
  type Hash,
  joinDiffs,
  type StateDiff,
  type StateReader,
} from '@heddle/engine';
import type { ChainParts } from '../chainParts.ts';
import { LayeredState } from '../state/layeredState.ts';

export interface TryOptions {
  /** Diffs on the state after the parent that belong to no block, in order: those that development makes. */
  layers?: readonly StateDiff[];
  /** Default `optimistic`. */
  mechanism?: 'serial' | 'optimistic';
  signal?: AbortSignal | undefined;
}

/** What a block does that is being made. */
export interface TriedBlock {
  /** With `skipped`: the rest of it is of the others. */
  result: BlockResult;
  /** From the state after the parent to that after the block, the layers among it; complete. */
  diff: StateDiff;
  stateRoot: Hash;
}

/** Nothing may be executed or under way meanwhile. @throws what `executeBlock` throws, UnknownBlockError */
export async function tryBlock(
  parts: ChainParts,
  block: Block,
  { layers = [], mechanism = 'optimistic', signal }: TryOptions,
): Promise<TriedBlock> {
  const { pool, live, viewOf, trie } = parts;
  const { parentHash } = block.header;
  const base = new LayeredState(viewOf(parentHash));
  for (const layer of layers) base.add(layer);
  const state = layers.length === 0 ? await standAt(parts, parentHash) : base;
  const stop = signal === undefined ? {} : { signal };
  const result = await executeBlock(block, state, { pool, mechanism, skipInvalid: true, ...stop });
  const own = completeDiff(result.diff, (address) => base.slotsOf(address));
  const diff = joinDiffs([...layers, own]);
  const stateRoot = await live.visit(parentHash, async () => {
    const root = await trie.apply(diff, 'forward');
    await trie.apply(diff, 'backward');
    return root;
  });
  return { result, diff, stateRoot };
}

/** The live state at a block, whose cache is warm. Layers would have to be put into it and taken out again. */
async function standAt({ live }: ChainParts, hash: Hash): Promise<StateReader> {
  if (live.cachePosition !== hash) await live.moveTo(hash);
  if (!live.isReady() || live.isFull) await live.tidy();
  return live.reader;
}
