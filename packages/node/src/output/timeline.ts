import type { Report } from '@heddle/engine';
import type { Colors } from '../terminal.ts';
import { figure } from './figures.ts';

/** Share of a cell's time that its worker was busy, from hardly to wholly. */
const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Different shapes and not only colours: the picture must read without colours. */
const marks = { idle: '·', reExecuted: '▓', waited: '▒' } as const;

type Span = Report['transactions'][number];

/** What happened in one cell of a lane. */
interface Cell {
  busyMs: number;
  isReExecuted: boolean;
  isWaited: boolean;
}

function emptyLane(cells: number): Cell[] {
  return Array.from({ length: cells }, () => ({ busyMs: 0, isReExecuted: false, isWaited: false }));
}

/** Adds the time of a transaction to the cells that it touches. */
function paint(lane: Cell[], span: Span, cellMs: number): void {
  const last = lane.length - 1;
  const from = Math.min(last, Math.floor(span.startMs / cellMs));
  const to = Math.min(last, Math.floor(span.endMs / cellMs));
  for (let index = Math.max(0, from); index <= to; index++) {
    const cell = lane[index]!;
    const start = Math.max(span.startMs, index * cellMs);
    cell.busyMs += Math.max(0, Math.min(span.endMs, (index + 1) * cellMs) - start);
    cell.isReExecuted ||= span.incarnations > 1;
    cell.isWaited ||= span.blockedBy !== undefined;
  }
}

type Style = 'red' | 'yellow' | 'green' | 'dim';

function look(cell: Cell, cellMs: number): { style: Style; mark: string } {
  if (cell.isReExecuted) return { style: 'red', mark: marks.reExecuted };
  if (cell.isWaited) return { style: 'yellow', mark: marks.waited };
  if (cell.busyMs === 0) return { style: 'dim', mark: marks.idle };
  const share = Math.min(1, cell.busyMs / cellMs);
  return { style: 'green', mark: heights[Math.max(0, Math.ceil(share * heights.length) - 1)]! };
}

/** Neighbours of one colour share their escape sequence: a lane is a few of them and not one per cell. */
function drawCells(lane: Cell[], cellMs: number, colors: Colors): string {
  let drawn = '';
  let run: { style: Style; mark: string } = { style: 'dim', mark: '' };
  for (const cell of lane) {
    const next = look(cell, cellMs);
    if (next.style !== run.style) {
      drawn += colors[run.style](run.mark);
      run = next;
    } else run.mark += next.mark;
  }
  return drawn + colors[run.style](run.mark);
}

/** The lane of one worker up to the end of the execution, with the share of that time that it was busy. */
function drawLane(name: string, lane: Cell[], used: number, cellMs: number, colors: Colors): string {
  const busy = lane.reduce((sum, cell) => sum + cell.busyMs, 0) / (used * cellMs);
  const percent = `${Math.round(Math.min(1, busy) * 100)}%`.padStart(4);
  return `${name} ${drawCells(lane.slice(0, Math.ceil(used)), cellMs, colors)} ${percent}\n`;
}

/** `0` at the left end, the length of the execution under the last cell. */
function axis(indent: number, cells: number, totalMs: number): string {
  const end = `${figure(totalMs)} ms`;
  return `${' '.repeat(indent + 1)}0${end.padStart(cells - 1)}\n`;
}

/** What the shapes of {@link timeline} mean. */
export function timelineLegend(colors: Colors): string {
  return (
    `${colors.green('█')} busy  ${colors.red(marks.reExecuted)} transaction executed again after a conflict  ` +
    `${colors.yellow(marks.waited)} transaction that waited for another  ${colors.dim(marks.idle)} idle\n` +
    `Before the first transaction and after the last: the block's own calls, and folding what changed.\n`
  );
}

/** Milliseconds from the start of the execution to its end. */
export function lengthOf(report: Report): number {
  return Math.max(report.ms, ...report.transactions.map((span) => span.endMs));
}

/** Workers that take part: a serial execution leaves all but one alone. */
function workersOf(report: Report): number {
  return report.mechanism === 'serial' ? 1 : report.workers;
}

/**
 * One lane per worker from the start of the execution to its end: when it was busy, and where conflicts cost time.
 * @param columns Width of the picture in characters, at least 40.
 * @param scaleMs Time that the whole width stands for, so that several pictures can be compared; by default as
 *   long as the execution.
 */
export function timeline(
  report: Report,
  columns: number,
  colors: Colors,
  scaleMs: number = lengthOf(report),
): string {
  if (report.transactions.length === 0 || scaleMs <= 0) return '';
  const names = Array.from({ length: workersOf(report) }, (_, worker) => `worker ${worker + 1}`);
  const indent = Math.max(...names.map((name) => name.length));
  const cells = Math.max(10, columns - indent - 6);
  const cellMs = scaleMs / cells;
  const used = Math.min(cells, lengthOf(report) / cellMs);
  const lanes = names.map(() => emptyLane(cells));
  for (const span of report.transactions) {
    const lane = lanes[span.worker];
    if (lane !== undefined) paint(lane, span, cellMs);
  }
  const pictures = lanes.map((lane, worker) =>
    drawLane(names[worker]!.padEnd(indent), lane, used, cellMs, colors),
  );
  return pictures.join('') + axis(indent, Math.ceil(used), lengthOf(report));
}
