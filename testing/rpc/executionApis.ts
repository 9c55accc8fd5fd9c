/**
 * The conformance tests of the execution-apis repository: a chain, and calls with the answers that geth gave. They are read
 * from `execution-apis` in the folder of fixtures: the files `genesis.json`, `chain.rlp` and the folders of the methods.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chain, openBlockFile, openChain, readGenesis } from '@heddle/chain';
import { dataFolder } from '../fixtures/archives.ts';

const folder = join(dataFolder, 'execution-apis');
export const isThere = existsSync(join(folder, 'genesis.json'));
if (!isThere) console.warn(`SKIPPED: the cases of execution-apis. ${folder} is not there.`);

/** One call with its answer. */
export interface Exchange {
  request: { method: string };
  response: { result?: unknown; error?: { code: number; message: string; data?: unknown } };
}

/** A file of calls. */
export interface ApiCase {
  name: string;
  /** The answer depends on the client: only its shape is prescribed. */
  isShapeOnly: boolean;
  exchanges: Exchange[];
}

export function readCases(): ApiCase[] {
  if (!isThere) return [];
  const methods = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return methods.flatMap(({ name: method }) =>
    readdirSync(join(folder, method))
      .filter((file) => file.endsWith('.io'))
      .map((file) => readCase(`${method}/${file.slice(0, -3)}`)),
  );
}

function readCase(name: string): ApiCase {
  const lines = readFileSync(join(folder, `${name}.io`), 'utf8').split('\n');
  const contents = (mark: string) =>
    lines.filter((line) => line.startsWith(mark)).map((line) => JSON.parse(line.slice(mark.length)));
  const responses = contents('<< ');
  const exchanges = contents('>> ').map((request, index) => ({ request, response: responses[index] }));
  return { name, isShapeOnly: lines.some((line) => line.startsWith('// speconly')), exchanges };
}

/** The chain of the tests: a real one, in memory. */
export async function readChain(): Promise<Chain> {
  const chain = await openChain(undefined, {
    genesis: await readGenesis(join(folder, 'genesis.json')),
    workers: 1,
  });
  const { blocks } = await openBlockFile(join(folder, 'chain.rlp'));
  for await (const { rlp } of blocks) await chain.import(rlp);
  const { hash } = chain.head;
  await chain.setHead(hash, { safe: hash, finalized: hash });
  return chain;
}
