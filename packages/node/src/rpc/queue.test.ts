import { expect, test } from 'vitest';
import { Queue } from './queue.ts';

test('runs so many at once, the others in turn, and refuses more', async () => {
  const queue = new Queue(2, 2);
  const order: number[] = [];
  const ends: (() => void)[] = [];
  const job = (number: number) =>
    queue.enter(() => {
      order.push(number);
      return new Promise<number>((resolve) => ends.push(() => resolve(number)));
    });
  const jobs = [job(1), job(2), job(3), job(4)];
  expect(job(5)).toBeUndefined();
  await Promise.resolve();
  expect(order).toEqual([1, 2]);
  ends[1]!();
  expect(await jobs[1]).toBe(2);
  expect(order).toEqual([1, 2, 3]);
  ends[0]!();
  ends[2]!();
  await Promise.all([jobs[0], jobs[2]]);
  ends[3]!();
  expect(await jobs[3]).toBe(4);
  expect(order).toEqual([1, 2, 3, 4]);
});

test('gives back the place of one that fails', async () => {
  const queue = new Queue(1, 1);
  await expect(queue.enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue.enter(() => 7)).toBe(7);
});
