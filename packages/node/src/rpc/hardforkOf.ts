import { type Hardfork, type HardforkRules, type Header, rulesOf } from '@heddle/engine';
import type { ChainReader } from './chainReader.ts';

/**
 * The hardfork of a block that is there or would be next. Chains that merge by total difficulty ask for it: a block without
 * difficulty comes after the merge, so the head's will do; one with it comes before, whatever it is.
 */
export function hardforkOf(
  { spec, head }: Pick<ChainReader, 'spec' | 'head'>,
  { number, timestamp, difficulty }: Pick<Header, 'number' | 'timestamp' | 'difficulty'>,
): Hardfork {
  const parentTotalDifficulty = difficulty > 0n ? 0n : head.totalDifficulty;
  return spec.hardforkAt({ number, timestamp, parentTotalDifficulty });
}

/** The rules of that hardfork. */
export function rulesFor(
  chain: ChainReader,
  header: Pick<Header, 'number' | 'timestamp' | 'difficulty'>,
): HardforkRules {
  return rulesOf(hardforkOf(chain, header));
}
