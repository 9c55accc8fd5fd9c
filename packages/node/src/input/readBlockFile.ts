import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CliError } from '../errors.ts';
import { explainFileError } from './fileErrors.ts';

/** An object of JSON whose fields nobody has looked at yet. */
export type JsonObject = Record<string, unknown>;

/** A block file, its parts present but not yet decoded. */
export interface BlockFile {
  path: string;
  /** `rpc`: a block of a chain, its results in its header. `open`: `{ header, alloc, txs }`, without results. */
  kind: 'rpc' | 'open';
  chainId: bigint;
  /** The accounts before the block, by address. */
  preState: JsonObject;
  /** All of the file; of a chain's block `block` as `eth_getBlockByNumber(n, true)` answers, `blockHashes` by number in hex. */
  content: JsonObject;
}

/** 1 GiB: no block file comes near, and a gzip bomb stops there. */
const MAX_UNPACKED_BYTES = 2 ** 30;
const format = 'A block file is { chainId, block, blockHashes, preState } or { header, alloc, txs }';

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unpack(path: string, bytes: Buffer): Promise<Buffer> {
  if (!isGzip(bytes)) {
    if (path.endsWith('.gz')) throw new CliError(`${path}: not gzip data, despite its name. Fetch it again.`);
    return bytes;
  }
  return promisify(gunzip)(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }).catch((error: Error) => {
    throw new CliError(`${path}: broken gzip data (${error.message}). Fetch it again.`, { cause: error });
  });
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(`${path}: not JSON: ${(error as Error).message}. Fetch it again.`, { cause: error });
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function part(path: string, file: JsonObject, name: string): JsonObject {
  const value = file[name];
  if (isObject(value)) return value;
  throw new CliError(
    `${path}: '${name}' is ${value === undefined ? 'missing' : 'not an object'}. ${format}.`,
  );
}

function chainIdOf(path: string, value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'string' && /^(0x[0-9a-f]+|\d+)$/i.test(value)) return BigInt(value);
  throw new CliError(`${path}: 'chainId' is ${value === undefined ? 'missing' : 'not a number'}. ${format}.`);
}

/** Signed transactions and a state, but no block that a node would answer with. */
const isOpen = (file: JsonObject) => !('block' in file) && Array.isArray(file.txs);

function openFile(path: string, file: JsonObject): BlockFile {
  const { chainId } = part(path, file, 'header');
  return {
    path,
    kind: 'open',
    chainId: chainIdOf(path, chainId),
    preState: part(path, file, 'alloc'),
    content: file,
  };
}

/**
 * Reads a block file, gzip or not.
 * @throws {CliError} when it cannot be read, is empty, broken, or no block file.
 */
export async function readBlockFile(path: string): Promise<BlockFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  if (bytes.length === 0) throw new CliError(`${path}: the file is empty. Fetch it again.`);
  const file = parse(path, (await unpack(path, bytes)).toString('utf8'));
  if (!isObject(file)) throw new CliError(`${path}: no object in it. ${format}.`);
  if (isOpen(file)) return openFile(path, file);
  for (const name of ['block', 'blockHashes']) part(path, file, name);
  return {
    path,
    kind: 'rpc',
    chainId: chainIdOf(path, file.chainId),
    preState: part(path, file, 'preState'),
    content: file,
  };
}
