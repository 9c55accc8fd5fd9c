/** `node testing/differential/manyBlocks.mjs [COUNT [FROM]]`: the differential test over COUNT (default 2,000) seeds. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [count = '2000', from = '0'] = process.argv.slice(2);
const env = { ...process.env, HEDDLE_RANDOM_BLOCKS: count, HEDDLE_RANDOM_FROM: from };
const args = [
  'vitest',
  'run',
  '--project',
  'testing',
  'testing/differential/random.test.ts',
  '--reporter',
  'dot',
];
const { status } = spawnSync('npx', args, {
  cwd: root,
  env,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
