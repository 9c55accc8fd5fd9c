/**
 * What `heddle bench` imports. The sources are TypeScript, which Node 20 does not run, and nobody but a benchmark
 * needs them built: so they are built here, in a second when nothing has changed.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'bench'], {
  cwd: root,
  // The result of the benchmark alone goes to stdout.
  stdio: ['ignore', 2, 2],
});
if (status !== 0) throw new Error('The benchmarks do not compile; the messages of the compiler are above.');

export const { runBench } = await import('./dist/index.js');
