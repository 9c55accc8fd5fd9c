/** The text of `heddle compare`. */
import type { ComparedRun, Comparison } from '../run/compareBlock.ts';
import { geometricMean } from '../run/statistics.ts';
import { holds } from '../run/verdict.ts';
import type { Colors } from '../terminal.ts';
import { type Bar, bars } from './bars.ts';
import { count, factor, figure } from './figures.ts';
import { verdictCell } from './runTable.ts';
import { type Column, renderTable } from './table.ts';

const columns: readonly Column[] = [
  { heading: 'Mechanism', align: 'left' },
  { heading: 'Workers', align: 'right' },
  { heading: 'ms', align: 'right' },
  { heading: 'from – to', align: 'right' },
  { heading: 'Mgas/s', align: 'right' },
  { heading: 'Speed-up', align: 'right' },
  { heading: 'Re-runs', align: 'right' },
  { heading: 'Waited', align: 'right' },
  { heading: 'Messages', align: 'right' },
  { heading: 'Verdict', align: 'left' },
];

const isSerial = ({ name }: ComparedRun): boolean => name === 'serial';

function cellsOf(run: ComparedRun, colors: Colors): string[] {
  const unlessSerial = (text: string) => (isSerial(run) ? '' : text);
  return [
    run.fellBack ? `${run.name}, left to serial` : run.name,
    count(run.workers),
    figure(run.ms),
    `${figure(run.leastMs)} – ${figure(run.mostMs)}`,
    figure(run.mgasPerSecond),
    unlessSerial(factor(run.speedUp)),
    unlessSerial(count(run.reExecutions)),
    unlessSerial(count(run.waited)),
    run.messages === undefined ? '' : count(run.messages),
    verdictCell(run.verdict, colors),
  ];
}

function barOf(run: ComparedRun): Bar {
  const color = isSerial(run) ? 'cyan' : run.speedUp >= 1 ? 'green' : run.speedUp >= 0.95 ? 'yellow' : 'red';
  return { label: run.name, value: run.speedUp, text: factor(run.speedUp), color };
}

function blockText(
  { source, number, hardfork, transactions, gasUsed, runs, absent }: Comparison,
  width: number,
  colors: Colors,
): string {
  const head = `${colors.bold(`Block ${number}`)} (${hardfork}): ${count(transactions)} transactions, ${count(gasUsed)} gas\n`;
  const table = renderTable(
    columns,
    runs.map((run) => cellsOf(run, colors)),
    colors,
  );
  const wrong = runs.flatMap(({ name, differences }) =>
    differences.map((text) => `${source}: ${name}: ${text}\n`),
  );
  const missing = absent.map(({ name, reason }) => `${colors.yellow(name)} did not run: ${reason}\n`);
  return `${head}${table}${colors.red(wrong.join(''))}${missing.join('')}\n${bars(runs.map(barOf), width, colors)}`;
}

/** Geometric means over the blocks that have transactions; empty for a single block. */
function summary(comparisons: readonly Comparison[]): string {
  const full = comparisons.filter(({ transactions }) => transactions > 0);
  if (full.length < 2) return '';
  const names = new Set(
    full.flatMap(({ runs }) => runs.filter((run) => !isSerial(run)).map(({ name }) => name)),
  );
  const lines = [...names].map((name) => {
    const ratios = full.flatMap(({ runs }) =>
      runs.filter((run) => run.name === name).map(({ speedUp }) => speedUp),
    );
    return `${name}: ${factor(geometricMean(ratios))} serial (geometric mean over ${count(ratios.length)} blocks)\n`;
  });
  return `\n${lines.join('')}`;
}

/** True when every mechanism ended in what serial execution did. */
export function isRight({ runs }: Comparison): boolean {
  return runs.every(({ verdict }) => holds(verdict));
}

/** A table and a chart for each block. */
export function compareText(comparisons: readonly Comparison[], width: number, colors: Colors): string {
  return comparisons.map((each) => blockText(each, width, colors)).join('\n') + summary(comparisons);
}

/** The JSON of `heddle compare --json`; times in milliseconds. */
export function compareJson(comparisons: readonly Comparison[]): string {
  const blocks = comparisons.map(({ runs, number, gasUsed, ...rest }) => ({
    ...rest,
    number: Number(number),
    gasUsed: Number(gasUsed),
    runs: runs.map(({ report: _, contestant: __, messages = null, ...run }) => ({ ...run, messages })),
  }));
  return `${JSON.stringify({ blocks, failed: comparisons.filter((each) => !isRight(each)).length }, null, 2)}\n`;
}
