import { hardforks } from '@heddle/evm';
import { type Engine, type LoadedBlock, loadEngine, mechanisms, seal } from '../engine.ts';
import { exitCodes, UsageError } from '../errors.ts';
import { runSummary } from '../output/runSummary.ts';
import { runTable } from '../output/runTable.ts';
import { lengthOf, timeline, timelineLegend } from '../output/timeline.ts';
import { isGood, runBlock } from '../run/runBlock.ts';
import type { SampleOptions } from '../sample/index.ts';
import type { SampleKind } from '../sample/mix.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, oneOf, parseFlags, wholeNumber, workerCount } from './command.ts';

const page = {
  name: 'sample',
  operands: '[options]',
  about:
    'Makes up a block of transfers, token transfers, swaps and mints, executes it serially and in parallel,\n' +
    'compares the results and draws what the workers did.',
  flags: {
    transactions: { placeholder: 'N', about: 'Transactions in all; the amounts below are then weights.' },
    'eth-transfers': { placeholder: 'N', about: 'Transfers of ether.' },
    'hot-erc20': { placeholder: 'N', about: 'Transfers of one token.' },
    'many-erc20': { placeholder: 'N', about: 'Transfers of many tokens.' },
    'swaps-few-pairs': { placeholder: 'N', about: 'Swaps over few pairs: mostly one after the other.' },
    'swaps-many-pairs': { placeholder: 'N', about: 'Swaps over many pairs.' },
    'nft-mints': { placeholder: 'N', about: 'Mints of one collection: one counter for all.' },
    contention: { placeholder: 'SHARE', about: 'From 0 to 1: how often the popular is chosen. Default 0.1.' },
    seed: { placeholder: 'N', about: 'Another number, another block. Default 1.' },
    hardfork: { placeholder: 'NAME', about: 'London or later. Default prague.' },
    workers: { placeholder: 'N', about: 'Worker threads; by default one for each core.' },
    repeat: { placeholder: 'N', about: 'Executions per mechanism; times are their median. Default 11.' },
  },
  examples: ['heddle', 'heddle sample --eth-transfers 500 --nft-mints 500', 'heddle sample --contention 1'],
} as const satisfies CommandPage;

type Values = ReturnType<typeof parseFlags<typeof page>>['values'];

const MAX_TRANSACTIONS = 100_000;
/** V8 optimises the core as it runs: serial execution reached its speed at the 4th block, two workers at the 9th (2026-11). */
const WARM_UP = 10;

function share(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^[\d.]+$/.test(text) && value >= 0 && value <= 1) return value;
  throw new UsageError(`--${flag} takes a number from 0 to 1, not '${text}'. Write --${flag} 0.5.`);
}

const kindFlags: Record<SampleKind, keyof Values> = {
  ethTransfers: 'eth-transfers',
  hotErc20: 'hot-erc20',
  manyErc20: 'many-erc20',
  swapsFewPairs: 'swaps-few-pairs',
  swapsManyPairs: 'swaps-many-pairs',
  nftMints: 'nft-mints',
};

function sampleOptions(values: Values): SampleOptions {
  const amounts = Object.entries(kindFlags).filter(([, flag]) => values[flag] !== undefined);
  const amount = (flag: keyof Values) =>
    wholeNumber(flag, values[flag], { from: 0, to: MAX_TRANSACTIONS, otherwise: 0 });
  return {
    ...Object.fromEntries(amounts.map(([kind, flag]) => [kind, amount(flag)])),
    transactions: values.transactions === undefined ? undefined : amount('transactions'),
    contention: share('contention', values.contention),
    seed: wholeNumber('seed', values.seed, { from: 0, to: 2 ** 31 - 1, otherwise: 1 }),
    hardfork: oneOf('hardfork', values.hardfork, hardforks),
  };
}

async function generate(options: SampleOptions): Promise<LoadedBlock> {
  const { generateSampleBlock } = await import('../sample/index.ts');
  try {
    return { source: 'sample', ...generateSampleBlock(options) };
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${error.message}. See heddle sample --help.`);
    throw error;
  }
}

/** `heddle sample` over a given engine. */
export async function sampleWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseFlags(page, args);
  const workers = workerCount(values.workers);
  const repeat = wholeNumber('repeat', values.repeat, { from: 1, to: 1_000_000, otherwise: 11 });
  const open = await generate(sampleOptions(values));
  const heddle = await engine();
  const pool = await heddle.createPool({ workers });
  const { signal, colors, columns } = terminal;
  try {
    const oracle = await heddle.executeBlock(open.block, open.state, {
      mechanism: 'serial',
      workers,
      pool,
      signal,
    });
    const sealed = { ...open, block: seal(open.block, oracle) };
    const result = await runBlock(heddle, sealed, {
      mechanisms,
      workers,
      repeat,
      warmUp: WARM_UP,
      pool,
      signal,
    });
    const totalMs = Math.max(...result.runs.map((run) => lengthOf(run.report)));
    const pictures = result.runs.map(
      (run) => `\n${colors.bold(run.mechanism)}\n${timeline(run.report, columns, colors, totalMs)}`,
    );
    terminal.out(
      `${runTable([result], colors)}${pictures.join('')}\n${timelineLegend(colors)}\n` +
        runSummary([result], workers, colors),
    );
    return isGood(result) ? exitCodes.success : exitCodes.failure;
  } finally {
    await pool.close();
  }
}

export const sample: Command = { page, run: (args, terminal) => sampleWith(loadEngine, args, terminal) };
