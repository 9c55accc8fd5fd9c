import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockRecord } from '../../record.ts';
import { criticalPath } from '../criticalPath.ts';
import { dependenciesOf } from '../dependencies.ts';
import { blockOf, chain, fan, field, independent, slot } from '../handMade.ts';
import { assumedCosts } from './assumedCosts.ts';
import { freeOfCost, type SimulatedMechanism, simulatedMechanisms } from './costs.ts';
import { simulate, simulateAll } from './index.ts';
import { workOf } from './work.ts';

const free = (record: BlockRecord, mechanism: SimulatedMechanism, cores: number) =>
  simulate(workOf(record), mechanism, cores, freeOfCost);

/** Those that wait for whoever writes what they read. */
const waiting = simulatedMechanisms.filter((name) => name !== 'serial' && name !== 'block-access-list');
/** Those that put any transaction on any core. */
const anywhere = ['optimistic', 'locks', 'access-list', 'block-access-list'] as const;

describe('blocks whose best time is known, mechanisms that cost nothing', () => {
  test.each(anywhere)('%s shares out independent transactions equally', (mechanism) => {
    for (const cores of [1, 2, 4, 8, 64]) expect(free(independent(64), mechanism, cores).ms).toBe(64 / cores);
  });

  test.each(waiting)('%s takes a chain one after the other', (mechanism) => {
    for (const cores of [1, 2, 32]) expect(free(chain(40), mechanism, cores).ms).toBeCloseTo(40);
  });

  test('with every value listed a chain is no chain', () => {
    expect(free(chain(40), 'block-access-list', 40).ms).toBe(1);
  });

  test('a fan waits once where the need is known', () => {
    expect(free(fan(17), 'locks', 16).ms).toBe(2);
    expect(free(fan(17), 'message-passing-hash', 16).ms).toBe(17); // all of it is one account's
  });

  test('who read too early runs again, behind those that may write where it collided', () => {
    const { ms, reExecutions } = free(fan(17), 'optimistic', 16);
    expect(reExecutions).toBe(15); // the 17th starts when the writer has ended
    expect(ms).toBe(16); // the location is crowded now, and nobody knows that the others only read
  });

  test('whoever reads late overlaps with the writer, where waiting is where one stands', () => {
    const record = blockOf(
      { ms: 4, writes: [field(1, 'nonce')] },
      { ms: 4, reads: [{ ...field(1, 'nonce'), at: 0.5 }] },
    );
    expect(free(record, 'optimistic', 2).reExecutions).toBe(1);
    const foreseen = blockOf({ ms: 4, writes: [field(1, 'nonce')] }, { ms: 4, reads: [field(1, 'nonce')] });
    expect(free(foreseen, 'optimistic', 2)).toMatchObject({ ms: 8, reExecutions: 0 });
  });

  test('two that only write a location exclude each other under locks alone', () => {
    const record = blockOf({ writes: [slot(0)] }, { writes: [slot(0)] });
    expect(free(record, 'locks', 2).ms).toBe(2);
    expect(free(record, 'optimistic', 2).ms).toBe(1);
  });

  test('credits go together', () => {
    const record = blockOf(...Array.from({ length: 8 }, () => ({ credits: [field(3, 'balance')] })));
    for (const mechanism of anywhere) expect(free(record, mechanism, 8).ms).toBe(1);
  });
});

test('a chain is noticed: most of a long one runs once', () => {
  const swaps = chain(2000);
  for (const transaction of swaps.transactions) transaction.ms = 0.06;
  for (const cores of [2, 8]) {
    const { reExecutions, ms } = simulate(workOf(swaps), 'optimistic', cores);
    expect(reExecutions).toBeLessThan(100);
    expect(ms).toBeLessThan(1.2 * 120);
  }
});

test('messages: none on one core, and by affinity fewer than by hash', () => {
  const record = blockOf(
    ...Array.from({ length: 60 }, (_, index) => {
      const pool = field(0x100 + (index % 6), 'code');
      return { reads: [pool, field(0x900 + index, 'nonce')], writes: [pool] };
    }),
  );
  const messages = (kind: 'hash' | 'affinity', cores: number) =>
    free(record, `message-passing-${kind}`, cores).messages;
  expect([messages('hash', 1), messages('affinity', 1)]).toEqual([0, 0]);
  expect(messages('affinity', 4)).toBe(0);
  expect(free(record, 'message-passing-affinity', 6).ms).toBe(10);
});

test('messages: users of one account who meet nobody there are shared out, for its slots have owners of their own', () => {
  const holders = Array.from({ length: 60 }, (_, index) => ({ reads: [slot(index)], writes: [slot(index)] }));
  expect(free(blockOf(...holders), 'message-passing-affinity', 6)).toMatchObject({ ms: 10, messages: 0 });
});

test('what another core may have used last costs by the location, on one core nothing', () => {
  const costs = { ...freeOfCost, optimistic: { ...freeOfCost.optimistic, foreignUs: 1000 } };
  const work = workOf(blockOf(...Array.from({ length: 4 }, (_, index) => ({ writes: [slot(index)] }))));
  expect(simulate(work, 'optimistic', 1, costs).ms).toBe(4);
  expect(simulate(work, 'optimistic', 2, costs).ms).toBe(2 * 1.5);
  expect(simulate(work, 'optimistic', 4, costs).ms).toBe(1.75);
});

test('folding goes by the locations that are written, whoever writes them, and is shared out', () => {
  const costs = { ...freeOfCost, locks: { ...freeOfCost.locks, foldUs: 1000 } };
  const work = workOf(blockOf({ writes: [slot(0), slot(1)], reads: [slot(7)] }, { writes: [slot(2)] }));
  expect(simulate(work, 'locks', 1, costs).ms).toBe(2 + 3);
  expect(simulate(work, 'locks', 2, costs).ms).toBe(1 + 1.5);
});

test('costs and what lies outside the transactions are part of the time', () => {
  const work = workOf(independent(10), 5);
  expect(simulate(work, 'serial', 1, freeOfCost).ms).toBe(15);
  expect(simulate(work, 'optimistic', 1).ms).toBeGreaterThan(15);
  expect(simulateAll(work, [1, 2]).length).toBe(1 + 2 * (simulatedMechanisms.length - 1));
});

test('a block without transactions takes no time', () => {
  for (const { ms } of simulateAll(workOf(blockOf()), [1, 8], freeOfCost)) expect(ms).toBe(0);
});

const access = fc.record({ number: fc.nat(5), at: fc.constantFrom(0, 0.25, 0.9) });
const transaction = fc.record({
  ms: fc.integer({ min: 1, max: 50 }),
  reads: fc.array(access, { maxLength: 3 }),
  writes: fc.array(fc.nat(5), { maxLength: 2 }),
  credits: fc.array(fc.nat(2), { maxLength: 1 }),
});
const blocks = fc.array(transaction, { minLength: 1, maxLength: 40 }).map((deeds) =>
  blockOf(
    ...deeds.map(({ ms, reads, writes, credits }) => ({
      ms,
      reads: reads.map(({ number, at }) => slot(number, at)),
      writes: writes.map((number) => slot(number)),
      credits: credits.map((number) => slot(number)),
    })),
  ),
);
const coreCounts = fc.integer({ min: 1, max: 20 });
const nearly = 1e-9;

describe('whatever the block', () => {
  test('no simulation is faster than its bounds', () => {
    fc.assert(
      fc.property(blocks, coreCounts, fc.boolean(), (record, cores, isFree) => {
        const work = workOf(record);
        const path = criticalPath(record.transactions, dependenciesOf(record));
        for (const mechanism of simulatedMechanisms.slice(1)) {
          const { ms, waitingMs } = simulate(work, mechanism, cores, isFree ? freeOfCost : assumedCosts);
          const pathMs = mechanism === 'block-access-list' ? 0 : path.ms;
          expect(ms + nearly, mechanism).toBeGreaterThanOrEqual(Math.max(pathMs, path.workMs / cores));
          expect(waitingMs).toBeGreaterThanOrEqual(-nearly);
        }
      }),
    );
  });

  test('a plan is never slower than one after the other, and without conflicts more cores never hurt', () => {
    fc.assert(
      fc.property(blocks, coreCounts, (record, cores) => {
        const work = workOf(record);
        for (const mechanism of ['locks', 'access-list', 'block-access-list'] as const) {
          const { ms } = simulate(work, mechanism, cores, freeOfCost);
          expect(ms).toBeLessThanOrEqual(work.workMs + nearly);
        }
        const listed = (count: number) => simulate(work, 'block-access-list', count, freeOfCost).ms;
        expect(listed(2 * cores)).toBeLessThanOrEqual(listed(cores) + nearly);
      }),
    );
  });

  test('the optimistic mechanism ends, runs each at most five times, and on one core runs each once', () => {
    fc.assert(
      fc.property(blocks, coreCounts, (record, cores) => {
        const work = workOf(record);
        const { reExecutions } = simulate(work, 'optimistic', cores, freeOfCost);
        expect(reExecutions).toBeLessThanOrEqual(4 * record.transactions.length);
        expect(simulate(work, 'optimistic', 1, freeOfCost)).toMatchObject({ reExecutions: 0 });
      }),
    );
  });

  test('what costs more takes longer where nothing depends on luck: on one core', () => {
    fc.assert(
      fc.property(blocks, (record) => {
        const work = workOf(record);
        for (const mechanism of simulatedMechanisms) {
          const cheap = simulate(work, mechanism, 1, freeOfCost).ms;
          expect(simulate(work, mechanism, 1, assumedCosts).ms).toBeGreaterThanOrEqual(cheap - nearly);
        }
      }),
    );
  });
});
