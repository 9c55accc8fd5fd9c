import { iterationsWord, type Loop, readLoops } from '../fixtures/loops.ts';
import { caseOfLoop, runHeddle } from '../heddle.ts';
import { alternate, type Contestant } from '../measure.ts';
import { anvilBinary } from '../peers/anvil/binary.ts';
import { startForLoops, timeLoop } from '../peers/anvil/loop.ts';
import type { Anvil } from '../peers/anvil/start.ts';
import type { Row, SuiteResult } from '../result.ts';
import type { Context } from './context.ts';

/** EthereumJS runs a tenth of the iterations: about half a second instead of five. */
const ethereumjsShare = 10;

/** Bytecode loops of about 100 million gas: Heddle serial, anvil (native revm) and EthereumJS. */
export async function measureLoops(context: Context): Promise<SuiteResult> {
  const binary = anvilBinary();
  const anvil = binary === undefined ? undefined : await startForLoops(binary);
  try {
    const rows: Row[] = [];
    for (const loop of readLoops()) rows.push(await measureLoop(context, loop, anvil));
    return {
      suite: 'loops',
      method: [
        'heddle: one transaction, serial. anvil: an eth_call less one of empty code.',
        `EthereumJS: runCode of 1/${ethereumjsShare} of the iterations, scaled up by gas.`,
      ],
      sides: ['heddle', 'anvil', 'EthereumJS'],
      ratios: [
        ['heddle', 'anvil'],
        ['heddle', 'EthereumJS'],
      ],
      rows,
      summary: [],
    };
  } finally {
    await anvil?.stop();
  }
}

async function measureLoop(context: Context, loop: Loop, anvil: Anvil | undefined): Promise<Row> {
  const { pool, workers, repeat, terminal, progress } = context;
  const { signal } = terminal;
  progress(loop.name);
  const input = caseOfLoop(loop);
  let gas = 0n;
  const heddle = async () => {
    const { gasUsed, report } = await runHeddle(input, { mechanism: 'serial', pool, workers, signal });
    gas = gasUsed;
    return report.ms;
  };
  const sides: Contestant[] = [
    { name: 'heddle', run: heddle },
    { name: 'anvil', run: async () => anvil && timeLoop(anvil, loop) },
    { name: 'EthereumJS', run: () => ethereumjsTime(context, loop, gas) },
  ];
  const times = await alternate(sides, { repeat, signal });
  return { name: loop.name, gas, ms: Object.fromEntries(times) };
}

/** Milliseconds for `gas` of the loop at the speed of a part of it. */
async function ethereumjsTime({ ethereumjs }: Context, loop: Loop, gas: bigint): Promise<number | undefined> {
  const data = iterationsWord(Math.round(loop.iterations / ethereumjsShare));
  const outcome = await ethereumjs.run({ kind: 'loop', code: loop.runtime, data }, 60_000);
  return outcome.kind === 'done' ? (outcome.ms * Number(gas)) / Number(outcome.gasUsed) : undefined;
}
