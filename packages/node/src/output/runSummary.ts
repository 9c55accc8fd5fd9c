import type { Mechanism } from '../engine.ts';
import { type BlockRuns, isGood } from '../run/runBlock.ts';
import { geometricMean } from '../run/statistics.ts';
import type { Colors } from '../terminal.ts';
import { count, factor, figure } from './figures.ts';

/** Million gas per second over all blocks together, so that large blocks weigh more. */
function throughput(blocks: readonly BlockRuns[], mechanism: Mechanism): number {
  const gas = blocks.reduce((sum, block) => sum + Number(block.gasUsed), 0);
  const ms = blocks.reduce(
    (sum, block) => sum + (block.runs.find((run) => run.mechanism === mechanism)?.ms ?? 0),
    0,
  );
  return gas / 1000 / ms;
}

function speedUps(blocks: readonly BlockRuns[], mechanism: Mechanism): number[] {
  return blocks
    .filter((block) => block.transactions > 0)
    .flatMap((block) =>
      block.runs.filter((run) => run.mechanism === mechanism).map((run) => block.serialMs / run.ms),
    );
}

function mechanismLine(blocks: readonly BlockRuns[], mechanism: Mechanism, workers: number): string {
  const rate = `${figure(throughput(blocks, mechanism))} Mgas/s`;
  if (mechanism === 'serial') return `serial: ${rate}\n`;
  const speedUp = factor(geometricMean(speedUps(blocks, mechanism)));
  const people = workers === 1 ? '1 worker' : `${workers} workers`;
  return `${mechanism}, ${people}: ${rate}, ${speedUp} serial (geometric mean over the blocks)\n`;
}

/** A line for each verdict that does not hold: the file, the mechanism, both values. */
function differences(blocks: readonly BlockRuns[], colors: Colors): string {
  return blocks
    .flatMap((block) =>
      block.runs.flatMap((run) =>
        run.differences.map((text) => `${block.source}: block ${block.number}, ${run.mechanism}: ${text}\n`),
      ),
    )
    .map((line) => colors.red(line))
    .join('');
}

/** What stands below the table: what went wrong, how fast each mechanism was, how many blocks are good. */
export function runSummary(blocks: readonly BlockRuns[], workers: number, colors: Colors): string {
  const mechanisms = blocks[0]?.runs.map((run) => run.mechanism) ?? [];
  const good = blocks.filter(isGood).length;
  const verdict = `${count(good)} of ${count(blocks.length)} blocks pass every verdict`;
  return (
    differences(blocks, colors) +
    mechanisms.map((mechanism) => mechanismLine(blocks, mechanism, workers)).join('') +
    `${good === blocks.length ? colors.green(verdict) : colors.red(verdict)}\n`
  );
}
