import { readFile } from 'node:fs/promises';
import { CliError, UsageError } from '../errors.ts';
import { artifactsOf } from '../solidity/artifact.ts';
import type { GivenArtifact } from '../solidity/catalogue.ts';
import { explainFileError } from './fileErrors.ts';

/** What a file is read for, by the option that names it. */
type Purpose = 'layout' | 'abi';

interface Named {
  address: GivenArtifact['address'];
  path: string;
}

/** `FILE` or `0xADDRESS=FILE`. */
function namedBy(purpose: Purpose, text: string): Named {
  const separator = /^(0x[^=]*)=(.+)$/i.exec(text);
  if (separator === null) return { address: undefined, path: text };
  const [, address = '', path = ''] = separator;
  if (!/^0x[0-9a-f]{40}$/i.test(address)) {
    throw new UsageError(
      `--${purpose} ${text}: '${address}' is no address. Write --${purpose} 0xADDRESS=FILE.`,
    );
  }
  return { address: `0x${address.slice(2).toLowerCase()}`, path };
}

async function parse(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(`${path}: not JSON: ${(error as Error).message}. Compile it again.`, { cause: error });
  }
}

/** Refuses files that would silently say nothing. */
function check(purpose: Purpose, { address, path }: Named, found: readonly GivenArtifact[]): void {
  if (purpose === 'abi') {
    if (found.some(({ abi }) => abi.length > 0)) return;
    throw new CliError(`${path}: no ABI in it. Name an artifact or a list of functions.`);
  }
  const withLayout = found.filter(({ layout }) => layout !== undefined);
  if (withLayout.length === 0) {
    throw new CliError(
      `${path}: no storage layout in it. Ask the compiler for one: outputSelection storageLayout (solc, Hardhat), extra_output = ["storageLayout"] (Foundry).`,
    );
  }
  if (address !== undefined && withLayout.length > 1) {
    const names = withLayout.map(({ name }) => name).join(', ');
    throw new CliError(`${path}: several contracts with a layout (${names}). Name a file with one of them.`);
  }
  if (address === undefined && withLayout.every(({ code }) => code === undefined)) {
    throw new CliError(
      `${path}: no deployed bytecode in it to recognise the contract by. Write --layout 0xADDRESS=${path}.`,
    );
  }
}

/**
 * Reads the artifacts of `--layout` or `--abi`: `FILE`, for wherever its code is, or `0xADDRESS=FILE`.
 *
 * @throws {UsageError} for an address that is none
 * @throws {CliError} for a file that cannot be read, or that has nothing of the kind in it
 */
export async function readArtifacts(purpose: Purpose, texts: readonly string[]): Promise<GivenArtifact[]> {
  const read = texts.map(async (text) => {
    const named = namedBy(purpose, text);
    const { address, path } = named;
    const artifacts = artifactsOf(await parse(path), path);
    if (artifacts === undefined) {
      throw new CliError(
        `${path}: no artifact of solc, Hardhat or Foundry. Name the JSON file that they write.`,
      );
    }
    const found = artifacts.map((artifact) => ({ ...artifact, address }));
    check(purpose, named, found);
    // With an address, the contract that it belongs to is the one with a layout.
    return address === undefined || purpose === 'abi'
      ? found
      : found.filter(({ layout }) => layout !== undefined);
  });
  return (await Promise.all(read)).flat();
}
