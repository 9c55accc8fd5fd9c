/** A block that is ready in time, with what fits in it by then. */
import { CancelledError } from '@heddle/engine';
import { buildBlock } from './buildBlock.ts';
import type { Pace } from './pace.ts';
import type { BuildAttributes, BuilderOptions, BuildParent, BuiltBlock } from './types.ts';

export interface TimeLimit {
  /** Time for the block, in ms; what is not built by then is given up for a block without transactions. */
  ms: number;
  /** Knows from earlier blocks how much fits. */
  pace: Pace;
}

/**
 * Builds a block within a time.
 *
 * @throws what {@link buildBlock} throws, CancelledError apart
 */
export async function buildWithin(
  options: BuilderOptions,
  parent: BuildParent,
  attributes: BuildAttributes,
  { ms, pace }: TimeLimit,
): Promise<BuiltBlock> {
  try {
    const signal = AbortSignal.timeout(Math.max(1, Math.floor(ms)));
    const built = await buildBlock(options, parent, attributes, { gasBudget: pace.gasFor(ms), signal });
    pace.note(built);
    return built;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    pace.noteLate();
    return buildBlock(options, parent, attributes, { gasBudget: 0n });
  }
}
