import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Where the build put a file of this package's `dist`, from the sources (in tests) as well as from `dist` itself. */
export function builtFile(name: string): URL {
  const entry = createRequire(import.meta.url).resolve('@heddle/evm');
  return new URL(`../${name}`, pathToFileURL(entry));
}
