import { expect, test } from 'vitest';
import { createColors } from '../terminal.ts';
import { fixtureText } from './fixtureText.ts';

test('failures with both values, reasons of skips, the counts last', () => {
  const report = {
    passed: 7,
    failed: 1,
    skipped: 2,
    kinds: [
      { kind: 'state', passed: 7, failed: 1, skipped: 0 },
      { kind: 'other', passed: 0, failed: 0, skipped: 2 },
    ],
    failures: [
      {
        file: 'add.json',
        name: 'add_overflow',
        fork: 'Cancun',
        what: 'state root',
        expected: '0x01',
        actual: '0x02',
      },
    ],
    skips: [{ reason: 'fork Verkle is not known', count: 2 }],
  };
  expect(fixtureText(report, createColors(false))).toBe(
    [
      'FAILED add_overflow (Cancun) in add.json',
      '  state root',
      '    expected 0x01',
      '    actual   0x02',
      'SKIPPED 2: fork Verkle is not known',
      'state tests: 7 passed, 1 failed, 0 skipped',
      'other tests: 0 passed, 0 failed, 2 skipped',
      '7 passed, 1 failed, 2 skipped',
      '',
    ].join('\n'),
  );
  const { kinds } = report;
  const one = { ...report, failures: [], skips: [], kinds: kinds.slice(0, 1) };
  expect(fixtureText(one, createColors(false))).toBe('7 passed, 1 failed, 2 skipped\n');
});
