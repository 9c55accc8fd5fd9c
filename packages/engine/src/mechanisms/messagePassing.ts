/** Shared-nothing: each worker owns a part of the state, and all else is messages. See docs/mechanisms/message-passing.md. */
import { layout } from '@heddle/evm';
import type { BlockRun } from '../blockRun.ts';
import type { MessageNotes } from '../report.ts';
import type { MechanismRow } from './mechanism.ts';
import { type Placement, placementOf, placementSeed } from './placement.ts';

/** The kinds of messages, by their numbers. */
const kinds = {
  claim: layout.MESSAGE_CLAIM,
  denial: layout.MESSAGE_DENIAL,
  read: layout.MESSAGE_READ,
  answer: layout.MESSAGE_ANSWER,
  check: layout.MESSAGE_CHECK,
  verdict: layout.MESSAGE_VERDICT,
  write: layout.MESSAGE_WRITE,
  reward: layout.MESSAGE_REWARD,
  head: layout.MESSAGE_HEAD,
} as const;

export const messagePassing: MechanismRow = {
  fallsBack: true,
  prepare({ run, placement = 'affinity' }) {
    placementOf(run.block, run.pool.workers, placement);
  },
  async execute({ run, jitterSeed, placement: kind = 'affinity' }) {
    const { shared, pool, block } = run;
    const placement = placementOf(block, pool.workers, kind);
    await run.loadBeneficiary();
    shared.setUint32(layout.BLOCK_JITTER, jitterSeed);
    place(run, placement);
    shared.setUint32(layout.BLOCK_MODE, layout.MODE_MESSAGES);
    await run.runOnAllWorkers('message-passing');
  },
  notes({ run, placement = 'affinity' }) {
    const messages = readNotes(run, placementOf(run.block, run.pool.workers, placement));
    return { reExecutions: messages.takenBack, messages };
  },
};

/**
 * Messages per ring. A worker that the system has taken off its core reads nothing for some milliseconds, in which another
 * claims a slot or two per transaction: with 256 places 5,000 token transfers took 5 times as long as with 4,096 (2026-11).
 * Among many workers a ring each way would take too much of the arena.
 */
const LONG_RING = 4096;
const SHORT_RING = 256;
const FEW_WORKERS = 8;

/** Copies the placement into the memory and makes the rings. */
function place({ shared, pool }: BlockRun, { workers, homes, map, kind }: Placement): void {
  const take = (bytes: number) => {
    const start = shared.core.takeFromBlock(bytes + 64) >>> 0;
    return Math.ceil(start / 64) * 64;
  };
  const header = take(layout.PLACEMENT_BYTES);
  const homesAt = take(homes.length);
  const mapAt = take(map.length);
  const length = workers <= FEW_WORKERS ? LONG_RING : SHORT_RING;
  const ringBytes = layout.RING_MESSAGES + length * layout.MESSAGE_BYTES;
  const rings = take(workers * workers * ringBytes);
  const counts = take(workers * layout.COUNTS_BYTES);
  shared.bytes.set(homes, homesAt);
  shared.bytes.set(map, mapAt);
  const words: [number, number][] = [
    [layout.PLACEMENT_SEED, placementSeed],
    [layout.PLACEMENT_MASK, map.length === 0 ? 0 : map.length / layout.PLACE_BYTES - 1],
    [layout.PLACEMENT_WORKERS, workers],
    [layout.PLACEMENT_CLAIMS, kind === 'affinity' ? 1 : 0],
    [layout.PLACEMENT_HOMES, homesAt],
    [layout.PLACEMENT_MAP, mapAt],
    [layout.PLACEMENT_RINGS, rings],
    [layout.PLACEMENT_COUNTS, counts],
    [layout.PLACEMENT_RING_LENGTH, length],
  ];
  for (const [at, value] of words) shared.setUint32(header + at, value);
  for (let ring = 0; ring < workers * workers; ring++) {
    shared.setUint32(rings + ring * ringBytes + layout.RING_SENT, 0);
    shared.setUint32(rings + ring * ringBytes + layout.RING_TAKEN, 0);
  }
  for (let worker = 0; worker < pool.workers; worker++) {
    const line = layout.WORKER_LINES + worker * layout.WORKER_LINE_BYTES;
    shared.setUint32(line + layout.WORKER_ASLEEP, 0);
    shared.setUint32(line + layout.WORKER_CLOSED, 0);
  }
  shared.setUint32(layout.BLOCK_PLACEMENT, header);
}

/** Sums up what the workers counted. */
function readNotes({ shared }: BlockRun, { workers, kind, reason }: Placement): MessageNotes {
  const counts = shared.getUint32(shared.getUint32(layout.BLOCK_PLACEMENT) + layout.PLACEMENT_COUNTS);
  const sum = (what: number) => {
    let total = 0;
    for (let worker = 0; worker < workers; worker++)
      total += shared.getUint32(counts + worker * layout.COUNTS_BYTES + what);
    return total;
  };
  const sent = Object.fromEntries(Object.entries(kinds).map(([name, number]) => [name, sum(4 * number)]));
  const foreign = sum(layout.COUNT_FOREIGN_READS);
  const all = foreign + sum(layout.COUNT_OWN_READS);
  return {
    placement: kind,
    reason,
    owners: workers,
    sent: sent as MessageNotes['sent'],
    waits: sum(layout.COUNT_WAITS),
    foreignShare: all === 0 ? 0 : foreign / all,
    takenBack: sum(layout.COUNT_TAKEN_BACK),
    deniedClaims: sum(layout.COUNT_DENIALS),
  };
}
