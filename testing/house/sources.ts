import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = new Set(['node_modules', 'dist', '.git', '.cache']);

/** A source file of the project. */
export interface Source {
  /** From the root of the repository, with forward slashes: `packages/evm/src/keccak.ts`. */
  path: string;
  text: string;
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Every TypeScript, AssemblyScript and script file of the project, in a fixed order. */
export function readSources(): Source[] {
  return walk(root)
    .map((path) => ({
      path: relative(root, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The bytes of a built file, or undefined when it was not built. */
export function readBuilt(path: string): Uint8Array | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file) : undefined;
}
