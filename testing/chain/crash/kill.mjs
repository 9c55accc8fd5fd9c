/** `node testing/chain/crash/kill.mjs [COUNT [SEED]]`: kills imports with SIGKILL and examines what they left; 200 by default. */
import { register } from 'node:module';

register('../../differential/typescriptLoader.mjs', import.meta.url);
const { killRepeatedly } = await import('./killRepeatedly.ts');
const [count = '200', seed = '1'] = process.argv.slice(2);
let done = 0;
await killRepeatedly(Number(count), Number(seed), ({ acknowledged, head }) => {
  done++;
  process.stdout.write(`${done}: acknowledged ${acknowledged}, opened at ${head}\n`);
});
process.stdout.write(`${done} of ${count} chains whole after kill -9\n`);
