/** `npm run check`: every static check in turn; the first that fails ends it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureReady, root } from './ensure-ready.mjs';

const checks = [
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['build of the packages', 'tsc', '-b', 'packages/evm', 'packages/engine', 'packages/node'],
  ['types of the tests', 'tsc', '-p', 'tsconfig.tests.json'],
  ['types of the core', 'tsc', '-p', 'packages/evm/assembly', '--noEmit'],
  ['imports, vocabulary and core module', 'vitest', 'run', '--project', 'testing', 'testing/house'],
  ['dead code', 'knip'],
  ...['evm', 'engine', 'node'].map((name) => [`package ${name}`, 'publint', '--strict', `packages/${name}`]),
];

ensureReady();
for (const [what, tool, ...args] of checks) {
  process.stdout.write(`── ${what}: ${tool} ${args.join(' ')}\n`);
  const command = join(root, 'node_modules', '.bin', tool);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`check failed at: ${what}\n`);
    process.exit(1);
  }
}
process.stdout.write('check: all good\n');
