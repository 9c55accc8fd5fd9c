import { defineConfig } from 'vitest/config';

/** One test project per workspace folder, so that `npx vitest --project evm` runs one package. */
const projects = {
  evm: 'packages/evm',
  engine: 'packages/engine',
  chain: 'packages/chain',
  node: 'packages/node',
  testing: 'testing',
  bench: 'bench',
  examples: 'examples',
};

export default defineConfig({
  test: {
    // Two: each worker may itself start a pool of threads, and the smallest machine we test on has two cores.
    maxWorkers: 2,
    // Worker threads of Heddle must not share a process with those of the test runner.
    pool: 'forks',
    passWithNoTests: true,
    projects: Object.entries(projects).map(([name, folder]) => ({
      test: {
        name,
        include: [`${folder}/**/*.test.ts`],
        exclude: ['**/node_modules/**', '**/dist/**'],
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
