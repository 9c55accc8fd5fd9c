import { type Kernel, readKernels } from '../fixtures/kernels.ts';
import { caseOfKernel, runHeddle } from '../heddle.ts';
import { alternate } from '../measure.ts';
import { mgasPerSecond, type Row, type SuiteResult } from '../result.ts';
import type { Context } from './context.ts';

/** A block that EthereumJS has not done by then counts as not done; 100 million gas take it 5 to 20 seconds. */
const ethereumjsCapMs = 30_000;

/** The official benchmark blocks: Heddle serial beside EthereumJS, the slowest of Heddle's first. */
export async function measureKernels(context: Context): Promise<SuiteResult> {
  const rows: Row[] = [];
  for (const kernel of await readKernels()) {
    context.progress(kernel.name);
    rows.push(await measureKernel(context, kernel));
  }
  const speed = ({ gas = 0n, ms }: Row) => mgasPerSecond(gas, ms.heddle ?? Number.POSITIVE_INFINITY);
  rows.sort((a, b) => speed(a) - speed(b));
  return {
    suite: 'kernels',
    method: [
      'Execution with senders known and without the state root.',
      `EthereumJS runs each block once and is stopped after ${ethereumjsCapMs / 1000} s.`,
    ],
    sides: ['heddle', 'EthereumJS'],
    ratios: [['heddle', 'EthereumJS']],
    rows,
    summary: [],
  };
}

async function measureKernel(context: Context, kernel: Kernel): Promise<Row> {
  const { pool, workers, repeat, terminal, ethereumjs } = context;
  const { signal } = terminal;
  const serial = { mechanism: 'serial', pool, workers, signal } as const;
  const input = await caseOfKernel(kernel, serial);
  let note: string | undefined;
  const heddle = async () => (await runHeddle(input, serial)).report.ms;
  const peer = async () => {
    const { blocks, network, accounts } = kernel;
    const job = { kind: 'rlpBlocks', blocks, hardfork: network.toLowerCase(), accounts } as const;
    const outcome = await ethereumjs.run(job, ethereumjsCapMs);
    if (outcome.kind === 'done') return outcome.ms;
    note = `EthereumJS: ${outcome.reason}`;
    return undefined;
  };
  const sides = [
    { name: 'heddle', run: heddle },
    { name: 'EthereumJS', run: peer, once: true },
  ];
  const times = await alternate(sides, { repeat, signal });
  return {
    name: kernel.name,
    gas: kernel.gasUsed,
    ms: Object.fromEntries(times),
    ...(note === undefined ? {} : { note }),
  };
}
