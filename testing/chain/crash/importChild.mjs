/** The process that is killed: imports the blocks of a folder's `blocks.json` that its chain lacks, and says which are committed. */
import { register } from 'node:module';

register('../../differential/typescriptLoader.mjs', import.meta.url);
const { importRest } = await import('./importRest.ts');
await importRest(process.argv[2]);
