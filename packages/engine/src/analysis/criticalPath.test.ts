import { expect, test } from 'vitest';
import type { BlockRecord } from '../record.ts';
import { criticalPath, lowerBoundMs } from './criticalPath.ts';
import { dependenciesOf } from './dependencies.ts';
import { account, blockOf, chain, fan, field, independent, slot } from './handMade.ts';

const pathOf = (record: BlockRecord) => criticalPath(record.transactions, dependenciesOf(record));
const onOf = (record: BlockRecord) => dependenciesOf(record).map((needs) => needs.map(({ on }) => on));

test('a reader needs the nearest writer below it, and nobody above', () => {
  const record = blockOf(
    { reads: [slot(0)], writes: [slot(0)] },
    { writes: [slot(0)] },
    { reads: [slot(0), slot(1)] },
    { writes: [slot(1)] },
  );
  expect(onOf(record)).toEqual([[], [], [1], []]);
});

test('credits need nobody; who reads the sum needs all of them and what they were added to', () => {
  const balance = field(7, 'balance');
  const record = blockOf(
    { credits: [balance] },
    { writes: [balance] },
    { credits: [balance] },
    { credits: [balance] },
    { reads: [balance] },
  );
  expect(onOf(record)).toEqual([[], [], [], [], [1, 2, 3]]);
});

test('dropped storage is a write of each slot; fields of an account are locations of their own', () => {
  const drop = { address: account(1), kind: 'storage' as const };
  const record = blockOf(
    { writes: [slot(0), field(1, 'nonce')] },
    { writes: [drop] },
    { reads: [slot(0), field(1, 'balance')] },
    { writes: [slot(0)] },
    { reads: [slot(0)] },
    { reads: [field(1, 'nonce')] },
  );
  expect(onOf(record)).toEqual([[], [], [1], [], [3], [0]]);
});

test('a chain is all path, independent transactions are one each, a fan is two', () => {
  expect(pathOf(chain(10))).toMatchObject({ ms: 10, workMs: 10, share: 1 });
  expect(pathOf(independent(10))).toMatchObject({ ms: 1, workMs: 10, share: 0.1 });
  expect(pathOf(fan(10))).toMatchObject({ ms: 2, workMs: 10 });
  expect(pathOf(blockOf())).toEqual({ ms: 0, workMs: 0, share: 0, steps: [] });
});

test('the path goes by time and not by number of steps, and names its links', () => {
  const record = blockOf(
    { ms: 1, writes: [slot(0)] },
    { ms: 1, reads: [slot(0)], writes: [slot(1)] },
    { ms: 5, writes: [slot(2)] },
    { ms: 2, reads: [slot(1), slot(2)] },
  );
  const { ms, steps } = pathOf(record);
  expect(ms).toBe(7);
  expect(steps.map((step) => [step.txIndex, step.ms, step.via?.location.slot?.at(-1)])).toEqual([
    [2, 5, undefined],
    [3, 2, '2'],
  ]);
});

test('who reads late has done the rest before', () => {
  const record = blockOf({ ms: 4, writes: [slot(0)] }, { ms: 4, reads: [slot(0, 0.75)] });
  expect(pathOf(record)).toMatchObject({ ms: 5, steps: [{ ms: 4 }, { ms: 1 }] });
  const late = blockOf({ ms: 1, writes: [slot(0)] }, { ms: 4, reads: [slot(0, 0.75)] });
  expect(pathOf(late).steps).toMatchObject([{ txIndex: 1, ms: 4, via: undefined }]);
});

test('no number of cores gets below the path, and few not below their share', () => {
  const path = pathOf(fan(10));
  expect([1, 2, 5, 100].map((cores) => lowerBoundMs(path, cores))).toEqual([10, 5, 2, 2]);
});
