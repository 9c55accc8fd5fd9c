import { expect, test } from 'vitest';
import { createColors } from '../terminal.ts';
import { fakeResult } from '../testing/engine.ts';
import { timeline, timelineLegend } from './timeline.ts';

type Span = [worker: number, startMs: number, endMs: number, incarnations?: number, blockedBy?: number];

function reportOf(ms: number, workers: number, spans: Span[]) {
  const transactions = spans.map(([worker, startMs, endMs, incarnations = 1, blockedBy]) => ({
    worker,
    startMs,
    endMs,
    incarnations,
    blockedBy,
  }));
  return { ...fakeResult({}).report, ms, workers, transactions };
}

const plain = createColors(false);

test('lanes show busy time, conflicts and waiting, each in its own shape', () => {
  const report = reportOf(20, 2, [
    [0, 0, 10],
    [0, 10, 12, 2],
    [0, 12, 12.5],
    [1, 0, 5],
    [1, 5, 6, 1, 0],
    [1, 15, 20],
  ]);
  expect(timeline(report, 34, plain) + timelineLegend(plain)).toBe(
    [
      'worker 1 ██████████▓▓▓·······  63%',
      'worker 2 █████▒▒········█████  55%',
      '         0            20.0 ms',
      '█ busy  ▓ transaction executed again after a conflict  ▒ transaction that waited for another  · idle',
      "Before the first transaction and after the last: the block's own calls, and folding what changed.",
      '',
    ].join('\n'),
  );
});

test('a cell that is busy for part of its time is lower', () => {
  const report = reportOf(10, 1, [
    [0, 0, 0.1],
    [0, 1, 1.5],
    [0, 2, 3],
  ]);
  expect(timeline(report, 24, plain).split('\n')[0]).toBe('worker 1 ▁▄█·······  16%');
});

test('the picture is as wide as it is told, with colours or without', () => {
  const report = reportOf(10, 12, [[11, 0, 10]]);
  const colorCode = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  for (const columns of [40, 80, 200]) {
    const picture = timeline(report, columns, createColors(true));
    const lanes = picture.replace(colorCode, '').split('\n').slice(0, 13);
    expect(Math.max(...lanes.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(picture).toMatch(colorCode);
  }
});

test('on a longer scale the picture ends where the execution ended', () => {
  const report = reportOf(10, 1, [[0, 0, 5]]);
  expect(timeline(report, 34, plain, 20)).toBe('worker 1 █████·····  50%\n         0  10.0 ms\n');
});

test('a serial execution has one lane', () => {
  const report = { ...reportOf(10, 2, [[0, 0, 10]]), mechanism: 'serial' as const };
  expect(timeline(report, 34, plain)).not.toContain('worker 2');
});

test('nothing to draw without transactions', () => {
  expect(timeline(reportOf(10, 2, []), 80, plain)).toBe('');
});
