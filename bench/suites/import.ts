import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChain } from '@heddle/chain';
import { readWorkload, type Workload, workloadNames } from '../fixtures/workloads.ts';
import { alternate, type Contestant } from '../measure.ts';
import { anvilBinary } from '../peers/anvil/binary.ts';
import { mineWorkload, startForWorkload } from '../peers/anvil/block.ts';
import type { Anvil } from '../peers/anvil/start.ts';
import type { Row, SuiteResult } from '../result.ts';
import { type SealedWorkload, sealWorkload } from '../sealedWorkload.ts';
import type { Context } from './context.ts';

/** Blocks from their bytes to the disk, root included, beside anvil, which has seen the transactions before it mines. */
export async function measureImport(context: Context): Promise<SuiteResult> {
  const binary = anvilBinary();
  const rows: Row[] = [];
  for (const name of workloadNames()) {
    context.terminal.signal.throwIfAborted();
    const workload = readWorkload(name);
    context.progress(workload.name);
    const anvil = binary === undefined ? undefined : await startForWorkload(binary, workload);
    try {
      rows.push(await measureWorkload(context, workload, anvil));
    } finally {
      await anvil?.stop();
    }
  }
  return {
    suite: 'import',
    method: [
      'heddle: RLP in, senders recovered, executed, root computed, committed to disk (fsync) when the clock stops. A new folder each time.',
      'anvil mine: evm_mine with all transactions waiting, their senders recovered before; less an empty block.',
      'anvil send and mine: the same with eth_sendRawTransaction in batches of 250 before it.',
    ],
    sides: ['heddle', 'anvil mine', 'anvil send and mine'],
    ratios: [
      ['heddle', 'anvil mine'],
      ['heddle', 'anvil send and mine'],
    ],
    rows,
    summary: [],
  };
}

async function measureWorkload(context: Context, workload: Workload, anvil: Anvil | undefined): Promise<Row> {
  const { repeat, terminal, pool } = context;
  const sealed = await sealWorkload(workload, pool);
  let last: { ms: number; sendMs: number } | undefined;
  const mine = async () => {
    last = anvil && (await mineWorkload(anvil, workload));
    return last?.ms;
  };
  const sides: Contestant[] = [
    { name: 'heddle', run: () => importOnce(context, sealed), rests: true },
    { name: 'anvil mine', run: mine },
    { name: 'anvil send and mine', run: async () => last && last.ms + last.sendMs },
  ];
  const times = await alternate(sides, { repeat, warmUp: 3, signal: terminal.signal });
  return { name: workload.name, gas: sealed.gasUsed, ms: Object.fromEntries(times) };
}

/** Milliseconds from the block's bytes to the disk. */
async function importOnce({ pool }: Context, { genesis, rlp }: SealedWorkload): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'heddle-bench-'));
  const chain = await openChain(dir, { genesis, pool, mechanism: 'optimistic' });
  try {
    const begun = performance.now();
    await chain.import(rlp);
    return performance.now() - begun;
  } finally {
    await chain.close();
    await rm(dir, { recursive: true });
  }
}
