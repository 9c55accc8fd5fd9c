/** The core as the explorer runs it: the real sources, instrumented, with calls that can be left and gone back into. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import binaryen from 'binaryen';
import { compileCore, type Patch, readCoreSources } from './compileCore.ts';
import { instrument, type Site } from './instrument.ts';

export interface ExploredCore {
  module: WebAssembly.Module;
  sites: readonly Site[];
}

const cache = fileURLToPath(new URL('.cache', import.meta.url));
const tools = ['compileCore.ts', 'instrument.ts', 'exploredCore.ts'];

/**
 * The only thing that differs from the shipped core: an idle worker looks for work once instead of 400
 * times before it sleeps. Each further look is the same code again, and would be most of every schedule.
 */
const tuning: Patch = {
  file: 'parallel/worker.ts',
  replace: 'const SPINS: u32 = 400;',
  by: 'const SPINS: u32 = 0;',
};

/** Builds the core with some patches, or takes it from `.cache`, where it lies by the hash of all sources. */
export async function exploredCore(patches: readonly Patch[] = []): Promise<ExploredCore> {
  const sources = readCoreSources([tuning, ...patches]);
  const hash = createHash('sha256').update(JSON.stringify([...sources]));
  for (const tool of tools) hash.update(readFileSync(new URL(tool, import.meta.url)));
  const file = `${cache}/${hash.digest('hex').slice(0, 16)}`;
  if (!existsSync(`${file}.json`)) {
    const { text, sites } = instrument(await compileCore(sources));
    mkdirSync(cache, { recursive: true });
    writeWhole(`${file}.wasm`, makeResumable(text));
    writeWhole(`${file}.json`, JSON.stringify(sites));
  }
  const sites = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Site[];
  return { module: new WebAssembly.Module(readFileSync(`${file}.wasm`)), sites };
}

/** Another process may build the same at the same time. */
function writeWhole(file: string, contents: string | Uint8Array): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, file);
}

/** Lets the module be left in a call of `explore.point` and gone back into (binaryen's asyncify). */
function makeResumable(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  try {
    module.setFeatures(binaryen.Features.All);
    binaryen.setOptimizeLevel(2);
    binaryen.setShrinkLevel(0);
    binaryen.setPassArgument('asyncify-imports', 'explore.point');
    binaryen.setPassArgument('asyncify-ignore-indirect', '');
    module.runPasses(['asyncify']);
    module.runPasses([
      'simplify-locals',
      'vacuum',
      'coalesce-locals',
      'reorder-locals',
      'merge-blocks',
      'optimize-instructions',
      'precompute',
      'vacuum',
    ]);
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}
