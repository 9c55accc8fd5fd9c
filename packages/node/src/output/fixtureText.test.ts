import { expect, test } from 'vitest';
import { createColors } from '../terminal.ts';
import { fixtureText } from './fixtureText.ts';

test('failures with both values, reasons of skips, the counts last', () => {
  const report = {
    passed: 7,
    failed: 1,
    skipped: 2,
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
      '7 passed, 1 failed, 2 skipped',
      '',
    ].join('\n'),
  );
});
