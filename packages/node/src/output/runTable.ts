import type { Report } from '@heddle/engine';
import type { BlockRuns, Run } from '../run/runBlock.ts';
import { holds, type Verdict } from '../run/verdict.ts';
import type { Colors } from '../terminal.ts';
import { count, factor, figure, shortHex } from './figures.ts';
import { type Column, renderTable } from './table.ts';

const columns: readonly Column[] = [
  { heading: 'Block', align: 'right' },
  { heading: 'Hardfork', align: 'left' },
  { heading: 'Txs', align: 'right' },
  { heading: 'Gas', align: 'right' },
  { heading: 'Mechanism', align: 'left' },
  { heading: 'ms', align: 'right' },
  { heading: 'Mgas/s', align: 'right' },
  { heading: 'Speed-up', align: 'right' },
  { heading: 'Re-runs', align: 'right' },
  { heading: 'Hottest conflict', align: 'left' },
  { heading: 'Verdict', align: 'left' },
];

/** The location with most conflicts: `0x1234…cdef slot 0x00…05 ×17`; empty without any. */
export function hottestConflict({ conflicts: [hottest] }: Report): string {
  if (hottest === undefined) return '';
  const slot = hottest.slot === undefined ? '' : ` ${shortHex(hottest.slot)}`;
  return `${shortHex(hottest.address)} ${hottest.kind}${slot} ×${count(hottest.count)}`;
}

const partNames: Record<keyof Verdict, string> = {
  gasUsed: 'gas',
  logsBloom: 'bloom',
  receiptsRoot: 'receipts root',
  equalsSerial: 'not as serial',
};

/** `ok`, or what is wrong. */
export function verdictCell(verdict: Verdict, colors: Colors): string {
  if (holds(verdict)) return colors.green('ok');
  const names = Object.entries(partNames).filter(([part]) => verdict[part as keyof Verdict] === false);
  return colors.red(`WRONG: ${names.map(([, name]) => name).join(', ')}`);
}

function cellsOf(block: BlockRuns, run: Run, isFirst: boolean, colors: Colors): string[] {
  const ofBlock = [block.number.toString(), block.hardfork, count(block.transactions), count(block.gasUsed)];
  const isSerial = run.mechanism === 'serial';
  return [
    // Once per block: the rows of its other mechanisms stay empty there.
    ...(isFirst ? ofBlock : ofBlock.map(() => '')),
    run.mechanism,
    figure(run.ms),
    figure(run.mgasPerSecond),
    isSerial ? '' : factor(block.serialMs / run.ms),
    isSerial ? '' : count(run.report.reExecutions),
    hottestConflict(run.report),
    verdictCell(run.verdict, colors),
  ];
}

/** The table of `heddle run`: a row per block and mechanism. */
export function runTable(blocks: readonly BlockRuns[], colors: Colors): string {
  const rows = blocks.flatMap((block) =>
    block.runs.map((run, index) => cellsOf(block, run, index === 0, colors)),
  );
  return renderTable(columns, rows, colors);
}
