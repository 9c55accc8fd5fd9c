/** Why a block is not parallel: its record, what happened when it ran optimistically, and names for all of it. */
import {
  type Address,
  type BlockRecord,
  type Collision,
  type CriticalPath,
  collisionsOf,
  criticalPath,
  dependenciesOf,
  keccak256,
  locationKey,
  type Obstacle,
  obstaclesOf,
  type Report,
  type StateReader,
} from '@heddle/engine';
import type { Engine, LoadedBlock } from '../engine.ts';
import { Catalogue, type GivenArtifact } from '../solidity/catalogue.ts';
import { type RecordPlan, recordBlock } from './recordBlock.ts';

/** How blocks are explained. */
export interface ExplainPlan extends RecordPlan {
  workers: number;
  artifacts: readonly GivenArtifact[];
}

/** A collision, and what it cost when transactions ran ahead. */
export interface ExplainedCollision extends Collision {
  /** Transactions of the optimistic execution that were taken back because of it. */
  aborted: number;
}

/** What the optimistic execution of the same block went through. */
export interface Retries {
  workers: number;
  ms: number;
  reExecutions: number;
  /** Milliseconds of transactions that were executed again, by their time alone. */
  reExecutedMs: number;
  /** Transactions that waited for another. */
  waited: number;
}

export interface Explanation {
  source: string;
  number: bigint;
  hardfork: string;
  gasUsed: bigint;
  serialMs: number;
  record: BlockRecord;
  path: CriticalPath;
  /** Worst first. */
  collisions: ExplainedCollision[];
  /** What-if: contracts out of the way, one after the other. */
  obstacles: Obstacle[];
  retries: Retries;
  catalogue: Catalogue;
}

/** Each costs a pass over the block's dependencies. */
const MOST_OBSTACLES = 20;

const hashOfNothing = `0x${Buffer.from(keccak256(new Uint8Array())).toString('hex')}`;

/** Code at the addresses that collisions are about, proxies and what stands behind them. */
async function codesOf(
  collisions: readonly Collision[],
  state: StateReader,
): Promise<Map<Address, Uint8Array>> {
  const addresses = new Set(collisions.flatMap(({ location, codes }) => [location.address, ...codes]));
  const codes = new Map<Address, Uint8Array>();
  for (const address of addresses) {
    const account = await state.account(address);
    if (account === undefined || account.codeHash === hashOfNothing) continue;
    codes.set(address, await state.code(account.codeHash));
  }
  return codes;
}

function retriesOf(report: Report, record: BlockRecord, workers: number): Retries {
  const reExecutedMs = report.transactions.reduce(
    (sum, { incarnations }, txIndex) => sum + (incarnations - 1) * (record.transactions[txIndex]?.ms ?? 0),
    0,
  );
  const waited = report.transactions.filter(({ blockedBy }) => blockedBy !== undefined).length;
  return { workers, ms: report.ms, reExecutions: report.reExecutions, reExecutedMs, waited };
}

/** The report of the execution that took the median time, of as many as were timed serially. */
async function runAhead(engine: Engine, { block, state }: LoadedBlock, plan: ExplainPlan): Promise<Report> {
  const { pool, signal, workers, repeat } = plan;
  const reports: Report[] = [];
  for (let round = 0; round < repeat; round++) {
    const options = { mechanism: 'optimistic', pool, workers, signal, fallBack: false } as const;
    const { report } = await engine.executeBlock(block, state, options);
    // Conflicts are read out of the shared memory when asked for, and the next block takes it.
    reports.push({ ...report, conflicts: report.conflicts });
  }
  return reports.sort((a, b) => a.ms - b.ms)[repeat >> 1]!;
}

/** Records a block, runs it optimistically as well, and puts both together. */
export async function explainBlock(
  engine: Engine,
  loaded: LoadedBlock,
  plan: ExplainPlan,
): Promise<Explanation> {
  const { record, serialMs, gasUsed } = await recordBlock(engine, loaded, plan);
  const report = await runAhead(engine, loaded, plan);
  const dependencies = dependenciesOf(record);
  const path = criticalPath(record.transactions, dependencies);
  const collisions = collisionsOf(record, dependencies, path);
  const counts = new Map(report.conflicts.map((conflict) => [locationKey(conflict), conflict.count]));
  const codes = await codesOf(collisions, loaded.state);
  const { header, hardfork } = loaded.block;
  return {
    source: loaded.source,
    number: header.number,
    hardfork,
    gasUsed,
    serialMs,
    record,
    path,
    collisions: collisions.map((each) => ({ ...each, aborted: counts.get(locationKey(each.location)) ?? 0 })),
    obstacles: obstaclesOf(record.transactions, dependencies, MOST_OBSTACLES),
    retries: retriesOf(report, record, plan.workers),
    catalogue: new Catalogue(plan.artifacts, codes, record.preimages),
  };
}
