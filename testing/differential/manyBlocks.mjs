/** `node testing/differential/manyBlocks.mjs [COUNT [FROM]] [options]`: see `--help`. */
import { register } from 'node:module';

register('./typescriptLoader.mjs', import.meta.url);
const { main } = await import('./manyBlocks.ts');
process.exitCode = await main(process.argv.slice(2));
