/** The difficulty of proof of work. */
import type { HardforkRules } from '@heddle/evm';
import { EMPTY_LIST_HASH } from '../hash.ts';
import type { Header } from '../types.ts';

const MIN_DIFFICULTY = 131_072n;
/** The bomb doubles every so many blocks, from the second time on. */
const BOMB_PERIOD = 100_000n;
/** Largest step down, in parts of 2,048 of the parent's difficulty. */
const LARGEST_FALL = -99n;

/** The difficulty of block `parent.number` + 1 when sealed at `timestamp` (seconds since 1970). */
export function difficultyAfter(parent: Header, timestamp: bigint, rules: HardforkRules): bigint {
  const step = parent.difficulty / 2048n;
  const adjusted = parent.difficulty + step * notches(parent, timestamp, rules);
  const periods = (parent.number + 1n - BigInt(rules.bombDelay)) / BOMB_PERIOD - 2n;
  const bomb = periods < 0n ? 0n : 2n ** periods;
  // Some clients apply the minimum before the bomb, the yellow paper and execution-specs after it; no chain ever fell so low
  // that it mattered.
  return max(adjusted + bomb, MIN_DIFFICULTY);
}

/** By how many parts of 2,048 the difficulty moves. */
function notches(parent: Header, timestamp: bigint, rules: HardforkRules): bigint {
  const seconds = timestamp - parent.timestamp;
  // EIP-100: parents with ommers aim higher, in steps of nine seconds.
  if (rules.difficultySeesOmmers) {
    const uplift = parent.ommersHash === EMPTY_LIST_HASH ? 1n : 2n;
    return max(uplift - seconds / 9n, LARGEST_FALL);
  }
  // EIP-2: steps of ten seconds.
  if (rules.difficultyInSteps) return max(1n - seconds / 10n, LARGEST_FALL);
  return seconds < 13n ? 1n : -1n;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
