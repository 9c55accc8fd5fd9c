import { CliError, UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber, workerCount } from './command.ts';

const suites = ['loops', 'blocks', 'mainnet', 'mechanisms', 'kernels', 'import', 'root'] as const;

const page = {
  name: 'bench',
  operands: 'SUITE [options]',
  about:
    'Measures Heddle beside the peers that are installed (EthereumJS, anvil), alternating in one run: medians\n' +
    'and ratios. SUITE is loops (bytecode), blocks (transfers and swaps), mainnet (real blocks), mechanisms\n' +
    '(every mechanism on both), kernels (the official benchmark blocks, worst first), import (bytes to disk)\n' +
    'or root (state roots).',
  flags: {
    workers: { placeholder: 'N', about: 'Worker threads; by default one for each core.' },
    repeat: { placeholder: 'N', about: 'Measurements of each; the median counts. Default 5.' },
    json: { about: 'The result as JSON on stdout.' },
  },
  examples: ['heddle bench loops', 'heddle bench mainnet --repeat 3 --json'],
} as const satisfies CommandPage;

type Suite = (typeof suites)[number];

/** What the private package @heddle/bench exports. */
interface Benchmarks {
  /** Measures and prints one suite; resolves with the exit code. */
  runBench(
    suite: Suite,
    options: { workers: number; repeat: number; isJson: boolean; terminal: Terminal },
  ): Promise<number>;
}

/** Not a literal import: the benchmarks, and the peers with them, are in a checkout but not in the published package. */
async function loadBenchmarks(): Promise<Benchmarks> {
  const name: string = '@heddle/bench';
  return import(name).catch((error: NodeJS.ErrnoException) => {
    const isAbsent = error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(name);
    if (!isAbsent) throw error;
    throw new CliError(
      'The benchmarks are part of the source checkout only. Clone the repository and run them there.',
    );
  });
}

async function runBenchmarks(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const suite = suites.find((name) => name === operands[0]);
  if (suite === undefined || operands.length > 1) {
    const given = operands.length === 0 ? '' : `, not '${operands.join(' ')}'`;
    throw new UsageError(`Which benchmark? It is one of ${suites.join(', ')}${given}.`);
  }
  const options = {
    workers: workerCount(values.workers),
    repeat: wholeNumber('repeat', values.repeat, { from: 1, to: 1000, otherwise: 5 }),
    isJson: values.json === true,
  };
  const { runBench } = await loadBenchmarks();
  return runBench(suite, { ...options, terminal });
}

export const bench: Command = { page, run: runBenchmarks };
