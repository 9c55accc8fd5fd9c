/** Compiles the core's sources, unoptimised, into text: every function keeps its name and its body. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../../packages/evm', import.meta.url));

/** A change of one source before it is compiled: a tuning constant, or a planted bug. */
export interface Patch {
  /** Below `packages/evm/assembly`, such as `parallel/cells.ts`. */
  file: string;
  /** Text that stands in the file exactly once. */
  replace: string;
  by: string;
}

/** The sources of the core by their path from the package, patched. */
export function readCoreSources(patches: readonly Patch[]): Map<string, string> {
  const names = readdirSync(join(folder, 'assembly'), { recursive: true, encoding: 'utf8' });
  const sources = new Map<string, string>(
    names
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replaceAll('\\', '/'))
      .map((name) => [`assembly/${name}`, readFileSync(join(folder, 'assembly', name), 'utf8')] as const),
  );
  for (const patch of patches) {
    const name = `assembly/${patch.file}`;
    sources.set(name, applyPatch(sources.get(name), patch));
  }
  return sources;
}

/** @throws {Error} when the text is not there exactly once: the patch must follow the source */
export function applyPatch(source: string | undefined, { file, replace, by }: Patch): string {
  const parts = source?.split(replace) ?? [];
  if (parts.length !== 2)
    throw new Error(`${file} should contain once, but contains ${parts.length - 1} times: ${replace}`);
  return parts.join(by);
}

/** The settings of `asconfig.json` that decide what the code means; it is not optimised. */
function compilerFlags(): string[] {
  const config = JSON.parse(readFileSync(join(folder, 'asconfig.json'), 'utf8')) as {
    options: Record<string, string | number | boolean | string[]>;
  };
  const { outFile: _, optimizeLevel: __, shrinkLevel: ___, converge: ____, ...options } = config.options;
  return Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, Array.isArray(value) ? value.join(',') : String(value)],
  );
}

/**
 * The module of some sources as text, with debug names.
 *
 * @throws {Error} with the compiler's messages when the sources do not compile
 */
export async function compileCore(sources: ReadonlyMap<string, string>): Promise<string> {
  let text = '';
  const { error, stderr } = await asc.main(
    ['assembly/index.ts', '--textFile', 'core.wat', '--debug', ...compilerFlags()],
    {
      readFile: (name) => sources.get(name.replaceAll('\\', '/')) ?? null,
      writeFile: (name, contents) => {
        if (name.endsWith('.wat')) text = String(contents);
      },
      listFiles: () => [],
    },
  );
  if (error !== null) throw new Error(`the core does not compile: ${error.message}\n${stderr.toString()}`);
  return text;
}
