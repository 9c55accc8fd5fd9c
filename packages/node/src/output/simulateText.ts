/** The text of `heddle simulate`. */
import { type BlockSimulation, measuredWorkers, type SpeedUps } from '../run/simulateBlock.ts';
import { arithmeticMean, geometricMean } from '../run/statistics.ts';
import type { Colors } from '../terminal.ts';
import { count, factor, figure } from './figures.ts';
import { type Column, renderTable } from './table.ts';

/** Predictions further off than this stand out. */
const FAR_OFF = 0.1;

/** What the names of simulations do not say by themselves. */
const names: Readonly<Record<string, string>> = {
  bound: 'bound (critical path, work)',
  'block-access-list': 'block access list',
  'message-passing-hash': 'message-passing (by hash)',
  'message-passing-affinity': 'message-passing (by affinity)',
};
const nameOf = (name: string): string => names[name] ?? name;

const right = (heading: string): Column => ({ heading, align: 'right' });

function speedUpTable(
  heading: string,
  cores: readonly number[],
  rows: readonly SpeedUps[],
  colors: Colors,
): string {
  const columns: Column[] = [{ heading, align: 'left' }, ...cores.map((each) => right(count(each)))];
  return renderTable(
    columns,
    rows.map(({ name, values }) => [nameOf(name), ...values.map(factor)]),
    colors,
  );
}

function predictionTable({ predictions }: BlockSimulation, colors: Colors): string {
  if (predictions.length === 0) return '';
  const rows = predictions.map(({ name, predicted, measured, error }) => {
    const text = `${error >= 0 ? '+' : '−'}${Math.abs(error * 100).toFixed(0)} %`;
    const isFarOff = Math.abs(error) > FAR_OFF;
    return [name, factor(predicted), factor(measured), isFarOff ? colors.yellow(text) : colors.green(text)];
  });
  const first: Column = { heading: `On ${measuredWorkers} workers`, align: 'left' };
  return `\n${renderTable([first, right('Simulated'), right('Measured'), right('Off by')], rows, colors)}`;
}

function blockText(simulation: BlockSimulation, colors: Colors): string {
  const { number, hardfork, transactions, gasUsed, serialMs, path, cores, speedUps } = simulation;
  const head = `${colors.bold(`Block ${number}`)} (${hardfork}): ${count(transactions)} transactions, ${count(gasUsed)} gas, ${figure(serialMs)} ms serially, critical path ${figure(path.ms)} ms\n`;
  return (
    head + speedUpTable('Speed-up on cores', cores, speedUps, colors) + predictionTable(simulation, colors)
  );
}

/** Rows of means over blocks. */
function meansOf(simulations: readonly BlockSimulation[], mean: (values: number[]) => number): SpeedUps[] {
  const [first] = simulations;
  if (first === undefined) return [];
  return first.speedUps.map(({ name }, row) => ({
    name,
    values: first.cores.map((_, column) =>
      mean(simulations.map((each) => each.speedUps[row]!.values[column]!)),
    ),
  }));
}

function summary(simulations: readonly BlockSimulation[], colors: Colors): string {
  const full = simulations.filter(({ transactions }) => transactions > 0);
  if (full.length < 2) return '';
  const { cores } = full[0]!;
  const table = (kind: string, mean: (values: number[]) => number) =>
    `\n${speedUpTable(`${kind} of ${count(full.length)} blocks`, cores, meansOf(full, mean), colors)}`;
  return table('Mean', arithmeticMean) + table('Geometric mean', geometricMean);
}

/** For each block the simulated speed-ups, and what was measured beside what was predicted; means at the end. */
export function simulateText(simulations: readonly BlockSimulation[], colors: Colors): string {
  return simulations.map((each) => blockText(each, colors)).join('\n') + summary(simulations, colors);
}

/** The JSON of `heddle simulate --json`; times in milliseconds, the path without its steps. */
export function simulateJson(simulations: readonly BlockSimulation[]): string {
  const blocks = simulations.map(({ number, gasUsed, path, ...rest }) => ({
    ...rest,
    number: Number(number),
    gasUsed: Number(gasUsed),
    criticalPath: { ms: path.ms, workMs: path.workMs, share: path.share, length: path.steps.length },
    measuredWorkers,
  }));
  return `${JSON.stringify({ blocks }, null, 2)}\n`;
}
