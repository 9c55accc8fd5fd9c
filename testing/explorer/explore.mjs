/** `node testing/explorer/explore.mjs [--minutes N] [--way NAME] [--workers 2,3,4]`: looks for schedules that go wrong. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    way: { type: 'string', default: 'optimistic' },
    workers: { type: 'string', default: '2,3,4' },
  },
});
const file = fileURLToPath(new URL('campaign.ts', import.meta.url));
const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
const started = performance.now();
const { schedules, seeds } = await module.explore({
  minutes: Number(values.minutes),
  way: values.way,
  workers: values.workers.split(',').map(Number),
  log: console.log,
});
const seconds = (performance.now() - started) / 1000;
console.log(`${schedules} schedules in ${seconds.toFixed(0)} s, ${seeds.length} went wrong`);
for (const seed of seeds) console.log(`node testing/explorer/replay.mjs '${seed}'`);
process.exitCode = seeds.length === 0 ? 0 : 1;
