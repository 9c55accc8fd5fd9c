import Table from 'cli-table3';
import { mgasPerSecond, type Row, ratioOf, type SuiteResult } from './result.ts';

const missing = '–';

function sideCell(row: Row, side: string, against: string | undefined): string {
  const { gas, ms } = row;
  const value = ms[side];
  if (value === undefined) return missing;
  if (against !== undefined && side !== against)
    return `${value.toFixed(2)} ms  ${ratioCell(ratioOf(row, [side, against]))}`;
  const time = `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
  return gas === undefined ? time : `${time}  ${mgasPerSecond(gas, value).toFixed(0)} Mgas/s`;
}

function ratioCell(ratio: number | undefined): string {
  return ratio === undefined ? missing : `${ratio.toFixed(2)}×`;
}

/** The result as a table for people, with the method above it and the summary below; ends with a newline. */
export function tableOf({ suite, method, sides, against, ratios, rows, summary }: SuiteResult): string {
  const gasHead = rows.some(({ gas }) => gas !== undefined) ? ['Mgas'] : [];
  const table = new Table({
    head: [suite, ...gasHead, ...sides, ...ratios.map(([faster, than]) => `${faster} : ${than}`)],
    colAligns: ['left', ...Array(gasHead.length + sides.length + ratios.length).fill('right')],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const cells = [
      ...sides.map((side) => sideCell(row, side, against)),
      ...ratios.map((pair) => ratioCell(ratioOf(row, pair))),
    ];
    const mgas = row.gas === undefined ? missing : (Number(row.gas) / 1e6).toFixed(1);
    table.push([row.name, ...gasHead.map(() => mgas), ...cells]);
  }
  const notes = rows.flatMap(({ name, note }) => (note ? [`${name}: ${note}`] : []));
  return `${[...method, table.toString(), ...notes, ...summary].join('\n')}\n`;
}

/** The result as JSON for programs; gas is a number, or null where a row has none; a missing figure is null. Ends with a newline. */
export function jsonOf({ rows, ratios, ...rest }: SuiteResult): string {
  const plainRows = rows.map((row) => ({
    name: row.name,
    gas: row.gas === undefined ? null : Number(row.gas),
    ms: Object.fromEntries(rest.sides.map((side) => [side, row.ms[side] ?? null])),
    ratios: Object.fromEntries(ratios.map((pair) => [pair.join(':'), ratioOf(row, pair) ?? null])),
    note: row.note ?? null,
  }));
  return `${JSON.stringify({ ...rest, rows: plainRows }, undefined, 2)}\n`;
}
