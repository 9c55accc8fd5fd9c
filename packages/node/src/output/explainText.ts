/** The text of `heddle explain`. */
import { lowerBoundMs } from '@heddle/engine';
import type { Explanation } from '../run/explainBlock.ts';
import type { Colors } from '../terminal.ts';
import { functionNames, locationName } from './explainNames.ts';
import { count, factor, figure, shortHex } from './figures.ts';
import { type Column, renderTable } from './table.ts';

/** Functions named per location. */
const MOST_FUNCTIONS = 2;
const boundCores = [1, 2, 4, 8, 16, 32, 64];

const left = (heading: string): Column => ({ heading, align: 'left' });
const right = (heading: string): Column => ({ heading, align: 'right' });
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function headline({ number, hardfork, record, gasUsed, path, serialMs }: Explanation): string {
  const amount = count(record.transactions.length);
  return `Block ${number} (${hardfork}): ${amount} transactions, ${count(gasUsed)} gas, ${figure(serialMs)} ms serially, ${figure(path.workMs)} of them in transactions.\n`;
}

function pathLine({ path }: Explanation): string {
  const { ms, workMs, share, steps } = path;
  return (
    `The critical path is ${count(steps.length)} transactions long and takes ${figure(ms)} ms, ${percent(share)} of the work: ` +
    `at most ${factor(workMs / ms)} on any number of cores.\n`
  );
}

function retriesLine({ retries }: Explanation): string {
  const { workers, ms, reExecutions, reExecutedMs, waited } = retries;
  return (
    `Run optimistically on ${workers} workers: ${figure(ms)} ms; ${count(waited)} transactions waited, ` +
    `${count(reExecutions)} executions were repeated, ${figure(reExecutedMs)} ms of work.\n`
  );
}

function boundsTable({ path }: Explanation, colors: Colors): string {
  const rows = boundCores.map((cores) => {
    const ms = lowerBoundMs(path, cores);
    return [
      count(cores),
      figure(ms),
      factor(path.workMs / ms),
      path.ms > path.workMs / cores ? 'critical path' : 'work',
    ];
  });
  return renderTable(
    [right('Cores'), right('At least ms'), right('At most'), left('Because of')],
    rows,
    colors,
  );
}

function collisionsTable({ collisions, catalogue }: Explanation, top: number, colors: Colors): string {
  const rows = collisions
    .slice(0, top)
    .map((each) => [
      locationName(each, catalogue),
      figure(each.pathMs),
      count(each.readers.length),
      count(each.writers.length),
      count(each.aborted),
      functionNames(each, catalogue, MOST_FUNCTIONS),
    ]);
  const columns = [
    left('Location'),
    right('Path ms'),
    right('Waiting'),
    right('Writing'),
    right('Aborted'),
    left('Functions'),
  ];
  return renderTable(columns, rows, colors) + moreLine(collisions.length, top);
}

function obstaclesTable({ obstacles, path, catalogue }: Explanation, top: number, colors: Colors): string {
  const rows = obstacles
    .slice(0, top)
    .map(({ address, readers, pathWithoutMs }, index) => [
      `${index === 0 ? '' : 'and '}${shortHex(address)} ${catalogue.nameOf(address) ?? ''}`.trim(),
      count(readers),
      figure(pathWithoutMs),
      factor(path.workMs / pathWithoutMs),
    ]);
  const columns = [left('Without waiting at'), right('Waiting'), right('Path ms'), right('At most')];
  return renderTable(columns, rows, colors);
}

function pathTable(
  { path, collisions, catalogue, record }: Explanation,
  top: number,
  colors: Colors,
): string {
  const codesAt = new Map(collisions.map(({ location, codes }) => [location, codes]));
  const rows = path.steps
    .slice(0, top)
    .map(({ txIndex, ms, via }) => [
      count(txIndex),
      figure(ms),
      count(record.transactions[txIndex]?.gas ?? 0n),
      via === undefined ? '' : count(via.on),
      via === undefined
        ? ''
        : locationName({ location: via.location, codes: codesAt.get(via.location) ?? [] }, catalogue),
    ]);
  const columns = [right('Tx'), right('ms'), right('Gas'), right('After'), left('Because of')];
  return renderTable(columns, rows, colors) + moreLine(path.steps.length, top);
}

function moreLine(all: number, shown: number): string {
  return all > shown ? `… and ${count(all - shown)} more: --top N shows N, --json all.\n` : '';
}

/**
 * Why a block is not parallel, in words and tables.
 *
 * @param top rows of each table
 */
export function explainText(explanation: Explanation, top: number, colors: Colors): string {
  const { collisions, record } = explanation;
  if (record.transactions.length === 0) return headline(explanation);
  const title = (text: string) => `\n${colors.bold(text)}\n`;
  const opening =
    headline(explanation) +
    pathLine(explanation) +
    retriesLine(explanation) +
    title('Bounds') +
    boundsTable(explanation, colors);
  if (collisions.length === 0) return `${opening}\nNo transaction needs what another one wrote.\n`;
  return (
    opening +
    title('Where transactions wait for each other') +
    collisionsTable(explanation, top, colors) +
    title('What if a contract kept nobody waiting') +
    obstaclesTable(explanation, top, colors) +
    title('The critical path') +
    pathTable(explanation, top, colors)
  );
}
