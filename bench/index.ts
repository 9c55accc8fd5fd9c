import { jsonOf, tableOf } from './output.ts';
import type { SuiteResult } from './result.ts';
import { measureBlocks } from './suites/blocks.ts';
import { type BenchOptions, type Context, withContext } from './suites/context.ts';
import { measureImport } from './suites/import.ts';
import { measureKernels } from './suites/kernels.ts';
import { measureLoops } from './suites/loops.ts';
import { measureMainnet } from './suites/mainnet.ts';
import { measureMechanisms } from './suites/mechanisms.ts';
import { measureRoot } from './suites/root.ts';

const suites = {
  loops: measureLoops,
  blocks: measureBlocks,
  mainnet: measureMainnet,
  mechanisms: measureMechanisms,
  kernels: measureKernels,
  import: measureImport,
  root: measureRoot,
} satisfies Record<string, (context: Context) => Promise<SuiteResult>>;

/**
 * Measures one suite and prints it as a table, or as JSON; resolves with the exit code.
 * @throws MissingInputError when the data is not on this machine, and whatever executing a block throws.
 */
export async function runBench(suite: keyof typeof suites, options: BenchOptions): Promise<number> {
  const result = await withContext(options, suites[suite]);
  options.terminal.out(options.isJson ? jsonOf(result) : tableOf(result));
  return 0;
}
