import { expect, test } from 'vitest';
import type { BlockRecord } from '../record.ts';
import { collisionsOf } from './collisions.ts';
import { criticalPath } from './criticalPath.ts';
import { dependenciesOf } from './dependencies.ts';
import { account, blockOf, field, independent, slot } from './handMade.ts';
import { obstaclesOf } from './obstacles.ts';

function analyse(record: BlockRecord) {
  const dependencies = dependenciesOf(record);
  const path = criticalPath(record.transactions, dependencies);
  const collisions = collisionsOf(record, dependencies, path);
  return { collisions, obstacles: obstaclesOf(record.transactions, dependencies, 10) };
}

const swap = { contract: account(9), selector: '0x022c0d9f' } as const;

test('a collision knows who waits, for whom, in which functions, and its part of the path', () => {
  const record = blockOf(
    { writes: [{ ...slot(0), by: swap }] },
    { ms: 3, reads: [{ ...slot(0), by: swap }], writes: [{ ...slot(0), by: swap }] },
    { ms: 2, reads: [slot(0)] },
  );
  const { collisions } = analyse(record);
  expect(collisions).toMatchObject([
    { readers: [1, 2], writers: [0, 1], pathSteps: 2, pathMs: 5, codes: [account(9)] },
  ]);
  expect(collisions[0]?.functions).toEqual([
    { ...swap, reads: 1, writes: 2 },
    { contract: undefined, selector: undefined, reads: 1, writes: 0 },
  ]);
});

test('those on the path come first, then those with most readers', () => {
  const record = blockOf(
    { ms: 9, writes: [slot(1)] },
    { ms: 9, reads: [slot(1)] },
    { writes: [slot(2), slot(3)] },
    { reads: [slot(2)] },
    { reads: [slot(2), slot(3)] },
  );
  const { collisions } = analyse(record);
  expect(collisions.map(({ location, pathMs }) => [location.slot?.at(-1), pathMs])).toEqual([
    ['1', 9],
    ['2', 0],
    ['3', 0],
  ]);
});

test('what the path would be without one contract after the other', () => {
  const balance = field(2, 'balance');
  const record = blockOf(
    { ms: 4, writes: [slot(0), slot(1), balance] },
    { ms: 4, reads: [slot(0), slot(1)], writes: [slot(0)] },
    { ms: 4, reads: [slot(0)] },
    { ms: 3, reads: [balance] },
  );
  expect(analyse(record).obstacles).toEqual([
    { address: account(1), readers: 2, pathMs: 8, pathWithoutMs: 7 },
    { address: account(2), readers: 1, pathMs: 3, pathWithoutMs: 4 },
  ]);
});

test('slots that a drop wrote name the function that dropped', () => {
  const drop = { address: account(1), kind: 'storage' as const, by: swap };
  const { collisions } = analyse(blockOf({ writes: [drop] }, { reads: [slot(5)] }));
  expect(collisions[0]?.functions).toContainEqual({ ...swap, reads: 0, writes: 1 });
});

test('nothing collides in independent transactions', () => {
  expect(analyse(independent(5))).toEqual({ collisions: [], obstacles: [] });
});
