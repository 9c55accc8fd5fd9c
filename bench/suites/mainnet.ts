import { type MainnetFile, mainnetNames, readMainnet } from '../fixtures/mainnet.ts';
import { type Case, caseOfMainnet, runHeddle } from '../heddle.ts';
import { alternate, type Contestant, geometricMean } from '../measure.ts';
import { type Row, ratioOf, type SuiteResult } from '../result.ts';
import type { Context } from './context.ts';

/** Blocks with fewer transactions hold little that could run in parallel. */
const fullBlockTransactions = 100;
const ethereumjsCapMs = 60_000;

interface MainnetRow extends Row {
  transactions: number;
}

/** Real blocks: Heddle serial and parallel beside EthereumJS. */
export async function measureMainnet(context: Context): Promise<SuiteResult> {
  const parallel = `heddle ${context.workers}w`;
  const rows: MainnetRow[] = [];
  for (const name of mainnetNames()) {
    context.progress(name);
    rows.push(await measureFile(context, readMainnet(name), parallel));
  }
  return {
    suite: 'mainnet',
    method: [
      'Execution with senders known and without the state root, on all sides. EthereumJS runs each block once.',
    ],
    sides: ['heddle serial', parallel, 'EthereumJS'],
    ratios: [
      [parallel, 'heddle serial'],
      ['heddle serial', 'EthereumJS'],
    ],
    rows,
    summary: summaryOf(rows, parallel),
  };
}

async function measureFile(context: Context, file: MainnetFile, parallel: string): Promise<MainnetRow> {
  const { repeat, terminal } = context;
  const input = caseOfMainnet(file);
  let note: string | undefined;
  const ethereumjs = async () => {
    const { block, blockHashes, preState } = file;
    const job = { kind: 'rpcBlock', block, blockHashes, accounts: preState } as const;
    const outcome = await context.ethereumjs.run(job, ethereumjsCapMs);
    if (outcome.kind === 'failed') note = `EthereumJS: ${outcome.reason}`;
    if (outcome.kind === 'failed') return undefined;
    if (outcome.gasUsed !== BigInt(block.gasUsed))
      note = `EthereumJS used ${outcome.gasUsed} gas, unlike the header`;
    return outcome.ms;
  };
  const sides: Contestant[] = [
    heddleSide(context, 'heddle serial', 'serial', input),
    heddleSide(context, parallel, 'optimistic', input),
    { name: 'EthereumJS', run: ethereumjs, once: true },
  ];
  const times = await alternate(sides, { repeat, warmUp: 12, signal: terminal.signal });
  return {
    name: `${BigInt(file.block.number)}`,
    gas: BigInt(file.block.gasUsed),
    transactions: file.block.transactions.length,
    ms: Object.fromEntries(times),
    ...(note === undefined ? {} : { note }),
  };
}

function heddleSide(
  context: Context,
  name: string,
  mechanism: 'serial' | 'optimistic',
  input: Case,
): Contestant {
  const { pool, workers, terminal } = context;
  const run = async () =>
    (await runHeddle(input, { mechanism, pool, workers, signal: terminal.signal })).report.ms;
  return { name, run, rests: true };
}

function summaryOf(rows: readonly MainnetRow[], parallel: string): string[] {
  const full = rows.filter(({ transactions }) => transactions >= fullBlockTransactions);
  const speedUps = full
    .map((row) => ratioOf(row, [parallel, 'heddle serial']))
    .filter((ratio) => ratio !== undefined);
  const both = rows.filter(({ ms }) => ms['heddle serial'] !== undefined && ms.EthereumJS !== undefined);
  const total = (side: string) => both.reduce((sum, { ms }) => sum + (ms[side] ?? 0), 0);
  const overall = total('EthereumJS') / total('heddle serial');
  return [
    `${parallel} over heddle serial, geometric mean of ${full.length} blocks of ${fullBlockTransactions} transactions or more: ${geometricMean(speedUps)?.toFixed(2)}×`,
    `heddle serial over EthereumJS, all ${both.length} blocks together: ${overall.toFixed(1)}×`,
  ];
}
