import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import type { Hash } from '@heddle/engine';
import { expect, test } from 'vitest';
import type { BlockRecord, ChainStore, FlushJob, GenesisRecord, HeadUpdate } from '../chainStore.ts';
import { expectState } from '../testing/expectState.ts';
import { tempFolder } from '../testing/tempFolder.ts';
import { nodeWrites, placeOf, stepsBetween, World, type WorldBlock } from '../testing/world.ts';
import { openDiskStore } from './openDiskStore.ts';

interface Operation {
  genesis?: GenesisRecord;
  block?: BlockRecord;
  heads?: HeadUpdate;
  flush?: FlushJob;
}

/** The chain after an operation: from the genesis block to the head. */
interface Expected {
  canonical: WorldBlock[];
}

const headOf = ({ canonical }: Expected) => canonical.at(-1) as WorldBlock;

/** A made-up life: blocks, side blocks, re-organisations; every few operations a flush that goes on meanwhile. */
class Plan {
  readonly operations: Operation[] = [];
  readonly expected: Expected[] = [];
  readonly #world = new World({ changes: 20 });
  #flushed: WorldBlock;

  constructor(size: number) {
    const { genesis } = this.#world;
    this.#flushed = genesis;
    this.operations.push({ genesis: this.#world.genesisRecord() });
    this.expected.push({ canonical: [genesis] });
    while (this.operations.length < size) this.#extend();
  }

  /** A few blocks on the head; sometimes a longer branch from below it, put first and chosen then. */
  #extend(): void {
    const { canonical } = this.expected.at(-1) as Expected;
    const round = this.operations.length;
    for (const block of this.#world.line(canonical.at(-1) as WorldBlock, 4)) this.#head(block);
    if (round % 3 === 0 && canonical.length > 5) this.#branch(canonical.length - 1 - (round % 5));
    this.#flush();
  }

  #head(block: WorldBlock): void {
    const { canonical } = this.expected.at(-1) as Expected;
    const { hash, number } = block.record;
    this.operations.push({ block: { ...block.record, head: { head: hash, canonical: [{ number, hash }] } } });
    this.expected.push({ canonical: [...canonical, block] });
  }

  #branch(from: number): void {
    const before = this.expected.at(-1) as Expected;
    const kept = before.canonical.slice(0, from + 1);
    const branch = this.#world.line(kept.at(-1) as WorldBlock, before.canonical.length - from);
    for (const { record } of branch) {
      this.operations.push({ block: record });
      this.expected.push(before);
    }
    const changes = branch.map(({ record: { hash, number } }) => ({ number, hash }));
    const head = (branch.at(-1) as WorldBlock).record.hash;
    this.operations.push({ heads: { head, canonical: changes } });
    this.expected.push({ canonical: [...kept, ...branch] });
  }

  #flush(): void {
    const target = headOf(this.expected.at(-1) as Expected);
    const flush: FlushJob = {
      marker: placeOf(target),
      steps: stepsBetween(this.#flushed, target),
      nodes: nodeWrites([[Buffer.from('at'), Buffer.from(target.record.hash)]]),
    };
    (this.operations.at(-1) as Operation).flush = flush;
    this.#flushed = target;
  }

  find(hash: Hash): WorldBlock {
    for (const { canonical } of this.expected)
      for (const block of canonical) if (block.record.hash === hash) return block;
    throw new Error(`no block ${hash}`);
  }
}

const child = fileURLToPath(new URL('../testing/crashChild.mjs', import.meta.url));

/** Runs the plan from an operation on and kills the process after some time. Returns what it said. */
async function runAndKill(dir: string, plan: string, first: number, ms: number): Promise<string[]> {
  const run = spawn(process.execPath, [child, dir, plan, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  run.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const exit = once(run, 'exit');
  const closed = once(run.stdout, 'close');
  await once(run.stdout, 'data');
  await Promise.race([sleep(ms), exit]);
  run.kill('SIGKILL');
  await Promise.all([exit, closed]);
  return said.split('\n').slice(0, -1);
}

/** The number after the last line that begins with a word. */
function lastOf(lines: readonly string[], word: string): number {
  const line = lines.findLast((one) => one.startsWith(`${word} `));
  return line === undefined ? -1 : Number(line.split(' ')[1]);
}

/** What is not in the store as it should be; without `expect` for each of thousands of values. */
function faultsOf(store: ChainStore, record: BlockRecord): string[] {
  const { hash, number } = record;
  const faults: string[] = [];
  const check = (what: string, isRight: boolean) => {
    if (!isRight) faults.push(`${what} of block ${number}`);
  };
  check('canonical hash', store.canonicalHash(number) === hash);
  check('body', Buffer.compare(store.body(hash) ?? Buffer.alloc(0), record.body) === 0);
  check('diff', Buffer.compare(store.diff(hash) ?? Buffer.alloc(0), record.diff) === 0);
  record.transactionHashes.forEach((transaction, txIndex) => {
    const place = store.transactionPlace(transaction);
    check('transaction', place?.blockHash === hash && place.number === number && place.txIndex === txIndex);
  });
  return faults;
}

/** Checks all of a store; returns the operation after which it stands. */
function check(store: ChainStore, plan: Plan, acknowledged: number, markers: readonly Hash[]): number {
  const { head } = store.heads();
  const at = [acknowledged, acknowledged + 1].findLast((index) => {
    const expected = plan.expected[index];
    const block = plan.operations[index]?.block ?? plan.operations[index]?.genesis?.block;
    const isThere = block === undefined || store.header(block.hash) !== undefined;
    return expected !== undefined && headOf(expected).record.hash === head && isThere;
  });
  expect(at, `the store stands at ${head}, not at operation ${acknowledged} or the next`).toBeDefined();
  const { canonical } = plan.expected[at as number] as Expected;
  expect(canonical.flatMap(({ record }) => faultsOf(store, record))).toEqual([]);
  expect(store.canonicalHash(BigInt(canonical.length))).toBeUndefined();
  const marker = store.marker();
  expect(markers).toContain(marker.hash);
  expectState(store, plan.find(marker.hash).state);
  const node = store.node(Buffer.from('at'));
  if (node !== undefined) expect(Buffer.from(node).toString()).toBe(marker.hash);
  return at as number;
}

/** A few in the ordinary run; HEDDLE_CRASHES=200 for more. */
const crashes = Number(process.env.HEDDLE_CRASHES ?? 6);

test(`after kill -9 at any moment everything acknowledged is there (${crashes} times)`, {
  timeout: 60_000 + crashes * 5000,
}, async () => {
  const folder = tempFolder();
  const dir = join(folder, 'chain');
  const plan = new Plan(60 * crashes);
  const file = join(folder, 'plan');
  writeFileSync(file, serialize(plan.operations));
  let next = 0;
  let marker: Hash | undefined;
  for (let crash = 0; crash < crashes; crash++) {
    const lines = await runAndKill(dir, file, next, (crash * 37) % 150);
    const acknowledged = Math.max(lastOf(lines, 'at'), next - 1);
    const store = await openDiskStore(dir);
    try {
      if (store.facts === undefined) {
        expect(acknowledged).toBe(-1);
        continue;
      }
      const markerAt = (index: number) =>
        plan.operations[index]?.flush?.marker.hash ?? plan.expected[0]!.canonical[0]!.record.hash;
      const markers = [lastOf(lines, 'flushing'), lastOf(lines, 'flushed')]
        .filter((index) => index >= 0)
        .map(markerAt);
      if (!lines.some((line) => line.startsWith('flushed'))) markers.push(marker ?? markerAt(-1));
      const at = check(store, plan, Math.max(acknowledged, 0), markers);
      // The flush of the last operation may have been lost: make up for it, so that the plan goes on.
      const flushed = plan.operations.slice(0, at + 1).findLast(({ flush }) => flush !== undefined)?.flush;
      if (flushed !== undefined && store.marker().hash !== flushed.marker.hash) {
        await store.flush({
          ...flushed,
          steps: stepsBetween(plan.find(store.marker().hash), plan.find(flushed.marker.hash)),
        });
        check(store, plan, at, [flushed.marker.hash]);
      }
      marker = store.marker().hash;
      next = at + 1;
    } finally {
      await store.close();
    }
  }
  expect(next).toBeGreaterThan(crashes);
});
