import { type BlockRuns, isGood } from '../run/runBlock.ts';

/** The JSON of `heddle run --json`. Times in milliseconds; `receiptsRoot` is null before Byzantium. */
export function runJson(blocks: readonly BlockRuns[]): string {
  const value = {
    blocks: blocks.map(({ number, hardfork, transactions, gasUsed, runs }) => ({
      number: Number(number),
      hardfork,
      transactions,
      gasUsed: Number(gasUsed),
      runs: runs.map(({ mechanism, workers, ms, mgasPerSecond, verdict }) => ({
        mechanism,
        workers,
        ms,
        mgasPerSecond,
        verdict,
      })),
    })),
    failed: blocks.filter((block) => !isGood(block)).length,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
