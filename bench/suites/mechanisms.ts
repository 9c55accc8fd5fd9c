import { type BlockResult, type ExecuteOptions, executeBlock, mechanisms } from '@heddle/engine';
import { mainnetNames, readMainnet } from '../fixtures/mainnet.ts';
import { readWorkload, workloadNames } from '../fixtures/workloads.ts';
import { type Case, caseOfMainnet, caseOfWorkload } from '../heddle.ts';
import { alternate, geometricMean, median } from '../measure.ts';
import { type Row, ratioOf, type SuiteResult } from '../result.ts';
import type { Context } from './context.ts';

/** Blocks with fewer transactions hold little that could run in parallel. */
const fullBlockTransactions = 100;
/** Rounds before those that count: V8 compiles the core, and what surrounds it, in the background. */
const warmUp = 12;

/** The mechanisms, and what `access-list` is given: lists of the transactions, or the list of the block. */
type Side = { name: string; options: ExecuteOptions };

/** Every mechanism on the workloads and on real blocks, beside serial execution. */
export async function measureMechanisms(context: Context): Promise<SuiteResult> {
  const rows: Row[] = [];
  const mainnet: Row[] = [];
  for (const name of workloadNames()) {
    context.progress(name);
    rows.push(await measureCase(context, name, caseOfWorkload(readWorkload(name))));
  }
  for (const name of mainnetNames()) {
    const input = caseOfMainnet(readMainnet(name));
    if (input.block.transactions.length < fullBlockTransactions) continue;
    context.progress(name);
    mainnet.push(await measureCase(context, `${input.block.header.number}`, input));
  }
  const sides = ['serial', ...mechanisms.filter((name) => name !== 'serial'), 'block list'];
  return {
    suite: 'mechanisms',
    method: [
      `Execution with senders known, without the state root; ${context.workers} workers.`,
      `access-list: from the transactions' lists (EIP-2930); block list: access-list from a block access list (EIP-7928).`,
      `Each worker ${context.isPinned ? 'is tied to a core' : 'runs where the system puts it'}; before each run a collection and ${12} ms of rest.`,
    ],
    sides,
    against: 'serial',
    ratios: [],
    rows: [...rows, ...mainnet],
    summary: sides.slice(1).map((side) => {
      const ratios = mainnet
        .map((row) => ratioOf(row, [side, 'serial']))
        .filter((ratio) => ratio !== undefined);
      return `${side}: ${geometricMean(ratios)?.toFixed(2)}× serial, geometric mean of ${ratios.length} real blocks`;
    }),
  };
}

async function sidesOf({ block, state }: Case, { pool }: Context): Promise<Side[]> {
  const lists = async (options: ExecuteOptions): Promise<BlockResult> =>
    executeBlock(block, state, { mechanism: 'serial', pool, ...options });
  const { accessLists } = await lists({ createAccessLists: true });
  const { blockAccessList } = await lists({ listAccesses: true });
  const plain = mechanisms.map((mechanism) => ({
    name: mechanism,
    options: { mechanism, ...(mechanism === 'access-list' && accessLists ? { accessLists } : {}) },
  }));
  const fromList = { mechanism: 'access-list', ...(blockAccessList ? { blockAccessList } : {}) } as const;
  return [...plain, { name: 'block list', options: fromList }];
}

/** Processor time of a call in percent of its wall time: 100 is one core busy all the while. */
async function withLoad<T>(call: () => Promise<T>): Promise<[T, number]> {
  const [before, begun] = [process.cpuUsage(), performance.now()];
  const result = await call();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 10 / (performance.now() - begun)];
}

async function measureCase(context: Context, name: string, input: Case): Promise<Row> {
  const { pool, workers, repeat, terminal } = context;
  const { signal } = terminal;
  const { block, state } = input;
  const sides = await sidesOf(input, context);
  const loads = new Map<string, number[]>(sides.map((side) => [side.name, []]));
  let gas = 0n;
  const contestants = sides.map((side) => ({
    name: side.name,
    rests: true,
    run: async () => {
      const run = () => executeBlock(block, state, { ...side.options, pool, workers, signal });
      const [{ report, gasUsed }, load] = await withLoad(run);
      loads.get(side.name)!.push(load);
      gas = gasUsed;
      return report.ms;
    },
  }));
  const ms = Object.fromEntries(await alternate(contestants, { repeat, warmUp, signal }));
  const cpu = sides.map((side) => {
    const load = median(loads.get(side.name)!.slice(warmUp)) ?? Number.NaN;
    return `${side.name} ${load.toFixed(0)} %`;
  });
  return { name, gas, ms, note: `processor time of the whole call: ${cpu.join(', ')}` };
}
