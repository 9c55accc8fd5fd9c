import type { FixtureFailure, FixtureReport } from '../fixtures/index.ts';
import type { Colors } from '../terminal.ts';

function failureLines(failure: FixtureFailure, colors: Colors): string {
  const { file, name, fork, what, expected, actual } = failure;
  return (
    `${colors.red('FAILED')} ${name} (${fork}) in ${file}\n` +
    `  ${what}\n    expected ${expected}\n    actual   ${actual}\n`
  );
}

/** The report of `heddle test`: every failure with both values, why cases were skipped, and the counts last. */
export function fixtureText(report: FixtureReport, colors: Colors): string {
  const failures = report.failures.map((failure) => failureLines(failure, colors)).join('');
  const skips = report.skips
    .map(({ reason, count }) => `${colors.yellow('SKIPPED')} ${count}: ${reason}\n`)
    .join('');
  return `${failures}${skips}${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped\n`;
}
