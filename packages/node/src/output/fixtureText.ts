import type { FixtureFailure, FixtureReport, KindCounts } from '../fixtures/index.ts';
import type { Colors } from '../terminal.ts';

function failureLines(failure: FixtureFailure, colors: Colors): string {
  const { file, name, fork, what, expected, actual } = failure;
  return (
    `${colors.red('FAILED')} ${name} (${fork}) in ${file}\n` +
    `  ${what}\n    expected ${expected}\n    actual   ${actual}\n`
  );
}

const counts = ({ passed, failed, skipped }: Omit<KindCounts, 'kind'>) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped\n`;

/** Where there are several kinds, how each of them did. */
function kindLines(kinds: readonly KindCounts[]): string {
  return kinds.length < 2 ? '' : kinds.map((kind) => `${kind.kind} tests: ${counts(kind)}`).join('');
}

/** The report of `heddle test`: every failure with both values, why cases were skipped, the counts by kind, and all of them last. */
export function fixtureText(report: FixtureReport, colors: Colors): string {
  const failures = report.failures.map((failure) => failureLines(failure, colors)).join('');
  const skips = report.skips
    .map(({ reason, count }) => `${colors.yellow('SKIPPED')} ${count}: ${reason}\n`)
    .join('');
  return failures + skips + kindLines(report.kinds) + counts(report);
}
