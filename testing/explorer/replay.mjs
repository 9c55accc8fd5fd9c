/** `node testing/explorer/replay.mjs SEED`: runs the schedule of a seed and prints every access of a shared word. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [seed] = process.argv.slice(2);
if (seed === undefined) {
  console.error('node testing/explorer/replay.mjs SEED');
  process.exit(2);
}
const file = fileURLToPath(new URL('trace.ts', import.meta.url));
const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
const { problem, lines } = await module.replay(seed);
for (const line of lines) console.log(line);
console.log(problem ?? 'the outcome is that of serial execution');
process.exitCode = problem === undefined ? 0 : 1;
