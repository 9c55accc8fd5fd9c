/** The blocks on the way of a flush, as the environment of blocks has them. */
import { decodeStateDiff } from '@heddle/engine';
import { DiffMissingError } from '../../errors/store.ts';
import type { BlockFacts, DiffStep } from '../chainStore.ts';
import type { DirectedDiff } from '../mergeDiffs.ts';
import type { BlockReads } from './blockReads.ts';

/** A block on the way, with what is needed of it. */
export interface StoredStep extends DirectedDiff {
  facts: BlockFacts;
}

/** A block that is not in the store yet. */
export interface UnstoredBlock {
  facts: BlockFacts;
  diff: Uint8Array;
}

/** @param unstored stands for all steps where it is given @throws DiffMissingError */
export function readSteps(
  reads: BlockReads,
  steps: readonly DiffStep[],
  unstored: UnstoredBlock | undefined,
): StoredStep[] {
  return steps.map(({ hash, direction }) => {
    const facts = unstored?.facts ?? reads.blockFacts(hash);
    const diff = unstored?.diff ?? reads.large('diffs', hash);
    if (facts === undefined || diff === undefined) throw new DiffMissingError({ block: hash });
    return { diff: decodeStateDiff(diff), direction, facts };
  });
}
