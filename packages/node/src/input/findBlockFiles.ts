import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, UsageError } from '../errors.ts';
import { explainFileError } from './fileErrors.ts';

const isBlockFile = (name: string) => /\.json(\.gz)?$/.test(name);

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter(isBlockFile);
  if (names.length === 0) {
    throw new CliError(`${path}: the folder has no .json or .json.gz file. Name a folder of block files.`);
  }
  // By number where names are numbers, so that blocks come oldest first.
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).map((name) => join(path, name));
}

/**
 * The block files that the operands of a command mean: files as they are, folders as the files in them.
 * @param command names the page of help
 * @throws {UsageError} without operands
 * @throws {CliError} for a path that does not exist or a folder without block files.
 */
export async function findBlockFiles(paths: string[], command = 'run'): Promise<string[]> {
  if (paths.length === 0) {
    throw new UsageError(
      `Which blocks? Name at least one block file or folder. See heddle ${command} --help.`,
    );
  }
  const files: string[] = [];
  for (const path of paths) files.push(...(await filesOf(path)));
  return files;
}
