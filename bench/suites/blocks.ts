import { rpcHeaderOf } from '../fixtures/rpcHeader.ts';
import { readWorkload, type Workload, workloadNames } from '../fixtures/workloads.ts';
import { caseOfWorkload, runHeddle } from '../heddle.ts';
import { alternate, type Contestant } from '../measure.ts';
import { anvilBinary } from '../peers/anvil/binary.ts';
import { mineWorkload, startForWorkload } from '../peers/anvil/block.ts';
import type { Anvil } from '../peers/anvil/start.ts';
import type { Row, SuiteResult } from '../result.ts';
import type { Context } from './context.ts';

/** EthereumJS takes 7 to 26 seconds for each of these blocks, so it takes part only when asked for, and once. */
const isEthereumjsAsked = process.env.HEDDLE_BENCH_ETHEREUMJS === '1';
const ethereumjsCapMs = 120_000;

/** Blocks of one kind of transactions: Heddle serial and parallel beside anvil. */
export async function measureBlocks(context: Context): Promise<SuiteResult> {
  const binary = anvilBinary();
  const parallel = `heddle ${context.workers}w`;
  const rows: Row[] = [];
  for (const name of workloadNames()) {
    context.terminal.signal.throwIfAborted();
    const workload = readWorkload(name);
    context.progress(workload.name);
    const anvil = binary === undefined ? undefined : await startForWorkload(binary, workload);
    try {
      rows.push(await measureBlock(context, workload, anvil, parallel));
    } finally {
      await anvil?.stop();
    }
  }
  return {
    suite: 'blocks',
    method: [
      'heddle: execution with senders known, without the state root.',
      'anvil: evm_mine with all transactions waiting less an empty block; includes the state root.',
      isEthereumjsAsked
        ? 'EthereumJS: runBlock with senders known, without the state root, once.'
        : 'EthereumJS: left out, it takes minutes; set HEDDLE_BENCH_ETHEREUMJS=1 to include it.',
    ],
    sides: ['heddle serial', parallel, 'anvil', 'EthereumJS'],
    ratios: [
      ['heddle serial', 'anvil'],
      [parallel, 'anvil'],
      [parallel, 'heddle serial'],
    ],
    rows,
    summary: [],
  };
}

async function measureBlock(
  context: Context,
  workload: Workload,
  anvil: Anvil | undefined,
  parallel: string,
): Promise<Row> {
  const { pool, workers, repeat, terminal } = context;
  const { signal } = terminal;
  const input = caseOfWorkload(workload);
  const gasBySide = new Map<string, bigint>();
  const heddle = (name: string, mechanism: 'serial' | 'optimistic'): Contestant => ({
    name,
    rests: true,
    run: async () => {
      const { gasUsed, report } = await runHeddle(input, { mechanism, pool, workers, signal });
      gasBySide.set(name, gasUsed);
      return report.ms;
    },
  });
  const mine = async () => {
    if (anvil === undefined) return undefined;
    const { ms, gasUsed } = await mineWorkload(anvil, workload);
    gasBySide.set('anvil', gasUsed);
    return ms;
  };
  const sides = [
    heddle('heddle serial', 'serial'),
    heddle(parallel, 'optimistic'),
    { name: 'anvil', run: mine },
  ];
  if (isEthereumjsAsked) sides.push(ethereumjsSide(context, workload, gasBySide));
  const times = await alternate(sides, { repeat, warmUp: 12, signal });
  return { name: workload.name, gas: agreedGas(workload.name, gasBySide), ms: Object.fromEntries(times) };
}

function ethereumjsSide(
  { ethereumjs }: Context,
  workload: Workload,
  gasBySide: Map<string, bigint>,
): Contestant {
  const { transactions, chainId, accounts } = workload;
  const header = rpcHeaderOf(workload);
  const job = {
    kind: 'rawBlock',
    header,
    transactions,
    chainId: Number(chainId),
    hardfork: 'cancun',
    accounts,
  } as const;
  const run = async () => {
    const outcome = await ethereumjs.run(job, ethereumjsCapMs);
    if (outcome.kind === 'failed') return undefined;
    gasBySide.set('EthereumJS', outcome.gasUsed);
    return outcome.ms;
  };
  return { name: 'EthereumJS', run, once: true };
}

/** The gas of a block, once all sides agree on it: times of different work say nothing. */
function agreedGas(name: string, gasBySide: ReadonlyMap<string, bigint>): bigint {
  const [gas, ...others] = new Set(gasBySide.values());
  if (gas === undefined || others.length > 0) {
    const said = [...gasBySide].map(([side, used]) => `${side} ${used}`).join(', ');
    throw new Error(`${name}: the sides disagree on the gas used: ${said}.`);
  }
  return gas;
}
