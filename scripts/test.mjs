/**
 * `npm test`: every test of the workspace, installed and built first where needed. Further arguments go to
 * vitest. The last line is `N passed, N failed` (and `N skipped`, if any).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureReady, root } from './ensure-ready.mjs';

const report = join(root, '.cache', 'tests.json');

function runVitest(args) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], { cwd: root, stdio: 'inherit' });
}

/** A file that fails before its first test (it does not load, its setup throws) counts as one failure. */
function countTests() {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Tests against the shared data skip themselves when it is absent; nobody may take that for a full run. */
function sayWhatIsMissing() {
  const shared = resolve(root, process.env.HEDDLE_FIXTURES ?? '../shared');
  const missing = ['fixtures', 'mainnet', 'workloads'].filter((name) => !existsSync(join(shared, name)));
  if (missing.length === 0) return;
  const line = '!'.repeat(100);
  process.stdout.write(
    `${line}\nSHARED TEST DATA NOT FOUND: ${missing.map((name) => join(shared, name)).join(', ')}\n` +
      'The official fixtures and mainnet blocks were NOT run. Set HEDDLE_FIXTURES to the folder that has them.\n' +
      `${line}\n`,
  );
}

ensureReady();
rmSync(report, { force: true });
const { status } = runVitest(process.argv.slice(2));
const counts = existsSync(report) ? countTests() : { passed: 0, failed: 1, skipped: 0 };
// Vitest also fails for errors outside of any test (an unhandled rejection); the count must show it.
if (status !== 0 && counts.failed === 0) counts.failed = 1;
sayWhatIsMissing();
if (counts.skipped > 0) process.stdout.write(`${counts.skipped} skipped\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
