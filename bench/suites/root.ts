import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeSource, StateTrie, stateRootOf } from '@heddle/chain';
import type { Hash, StateDiff } from '@heddle/engine';
import {
  type AccountStep,
  accountCount,
  changedAccounts,
  changesOfBlock,
  stateDiffs,
} from '../fixtures/rootState.ts';
import { writeNodes } from '../fixtures/trieNodes.ts';
import { alternate, type Contestant } from '../measure.ts';
import { putAccounts } from '../peers/ethereumjs/trie.ts';
import type { Row, SuiteResult } from '../result.ts';
import type { Context } from './context.ts';

const CHANGED = 5000;

/** A state on disk. */
interface Stage {
  root: Hash;
  source: NodeSource;
}

/** One side: a trie with so many threads of its own. */
interface Side {
  name: string;
  threads: number;
}

/** State roots after changes to a state of a million accounts, beside EthereumJS's trie. */
export async function measureRoot(context: Context): Promise<SuiteResult> {
  const sides: Side[] = [
    { name: 'heddle, 1 thread', threads: 0 },
    { name: `heddle, ${context.workers} threads`, threads: context.workers },
  ];
  const folder = await mkdtemp(join(tmpdir(), 'heddle-bench-'));
  try {
    const summary: string[] = [];
    const whole = await measureWhole(context, sides);
    const stage = await writeState(join(folder, 'nodes.mdb'), summary);
    const rows = [...(await measureChanges(context, stage, sides, summary)), whole];
    return {
      suite: 'root',
      method: methodOf(),
      sides: [...sides.map(({ name }) => name), 'ethereumjs'],
      ratios: sides.map(({ name }) => [name, 'ethereumjs']),
      rows,
      summary,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function methodOf(): string[] {
  return [
    `State: ${accountCount / 1e6}M accounts, 2,000 of them contracts with 200 slots. Time from the diff to the root.`,
    'in memory: the nodes that are needed were loaded before. on disk: they come from lmdb; the system has its file in memory.',
    'ethereumjs: puts of @ethereumjs/mpt over a map of the nodes that are needed, with a cache for all of them; once.',
  ];
}

/** From nothing to the root of the whole state; making the diffs up is part of it. */
async function measureWhole({ progress, terminal }: Context, sides: readonly Side[]): Promise<Row> {
  const ms: Row['ms'] = {};
  for (const { name, threads } of sides) {
    terminal.signal.throwIfAborted();
    progress(`the whole state, ${name}`);
    const diffs = [...stateDiffs()];
    const begun = performance.now();
    await stateRootOf(diffs, { threads });
    ms[name] = performance.now() - begun;
  }
  return { name: 'the whole state, from nothing', ms };
}

async function writeState(path: string, summary: string[]): Promise<Stage> {
  let source: NodeSource | undefined;
  const root = await stateRootOf(stateDiffs(), {
    threads: 0,
    write: async (writes) => {
      source = await writeNodes(path, writes);
    },
  });
  const { size } = await stat(path);
  summary.push(`nodes on disk: ${(size / 2 ** 20).toFixed(0)} MiB`);
  return { root, source: source! };
}

async function measureChanges(
  context: Context,
  stage: Stage,
  sides: readonly Side[],
  summary: string[],
): Promise<Row[]> {
  const tries = await Promise.all(sides.map(({ threads }) => StateTrie.create({ ...stage, threads })));
  const named = sides.map(({ name }, index) => ({ name, trie: tries[index]! }));
  try {
    const { steps, diff } = changedAccounts(CHANGED, 1);
    const rows: Row[] = [];
    const accounts = `${CHANGED.toLocaleString('en')} accounts`;
    const peer = await peerOf(tries[0]!, stage, steps);
    for (const place of ['on disk', 'in memory'] as const) {
      context.progress(`${accounts} ${place}`);
      const ours = named.map((side) => contestant(side, stage, diff, place));
      const ms = await alternate([...ours, peer], {
        repeat: context.repeat,
        signal: context.terminal.signal,
      });
      rows.push({ name: `${accounts}, ${place}`, ms: Object.fromEntries(ms) });
    }
    summary.push(countersOf(tries[0]!, stage, accounts, diff));
    return [...rows, await measureBlock(context, stage, named)];
  } finally {
    for (const trie of tries) await trie.close();
  }
}

async function measureBlock(
  { progress, repeat, terminal }: Context,
  stage: Stage,
  sides: readonly { name: string; trie: StateTrie }[],
): Promise<Row> {
  progress('a block');
  const diff = changesOfBlock(2);
  const ours = sides.map((side) => contestant(side, stage, diff, 'in memory'));
  const ms = await alternate(ours, { repeat, warmUp: 5, signal: terminal.signal });
  return { name: 'a block: 1,000 accounts, 2,000 slots, in memory', ms: Object.fromEntries(ms) };
}

/** Applies a diff, and takes it back untimed. */
function contestant(
  { name, trie }: { name: string; trie: StateTrie },
  { root }: Stage,
  diff: StateDiff,
  place: 'on disk' | 'in memory',
): Contestant {
  const run = async () => {
    if (place === 'on disk') trie.reset(root);
    const begun = performance.now();
    await trie.apply(diff, 'forward');
    const ms = performance.now() - begun;
    await trie.apply(diff, 'backward');
    return ms;
  };
  return { name, run, rests: true };
}

/** EthereumJS on the same changes, whose root must be ours. */
async function peerOf(trie: StateTrie, { root }: Stage, steps: readonly AccountStep[]): Promise<Contestant> {
  const nodes = new Set(steps.flatMap(({ address }) => trie.prove(address, []).accountProof));
  const expected = trie.applySync(changedAccounts(steps.length, 1).diff, 'forward');
  trie.reset(root);
  const run = async () => {
    const { ms, root: actual } = await putAccounts({ root, nodes: [...nodes] }, steps);
    if (actual !== expected) throw new Error(`EthereumJS finds the root ${actual}, Heddle ${expected}.`);
    return ms;
  };
  return { name: 'ethereumjs', run, once: true };
}

function countersOf(trie: StateTrie, { root }: Stage, what: string, diff: StateDiff): string {
  trie.reset(root);
  const before = trie.counters;
  trie.applySync(diff, 'forward');
  const { permutations, nodesLoaded } = trie.counters;
  const hashed = permutations - before.permutations;
  const loaded = nodesLoaded - before.nodesLoaded;
  return `${what}: ${hashed.toLocaleString('en')} Keccak permutations, ${loaded.toLocaleString('en')} records loaded`;
}
