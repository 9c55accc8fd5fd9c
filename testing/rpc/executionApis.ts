/**
 * The conformance tests of the execution-apis repository: a chain, and calls with the answers that geth gave. They are read
 * from `execution-apis` in the folder of fixtures: the files `genesis.json`, `chain.rlp` and the folders of the methods.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Activation,
  type Alloc,
  type ChainSpec,
  chainSpec,
  decodeBlock,
  type Hardfork,
} from '@heddle/engine';
import { dataFolder } from '../fixtures/archives.ts';
import { FakeChain } from './fakeChain.ts';

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

interface GenesisFile {
  config: Record<string, number>;
  alloc: Alloc;
  timestamp: string;
  extraData: string;
  gasLimit: string;
  difficulty: string;
}

/** Names of hardforks in a genesis file, the older ones by block, the newer ones by time. */
const byBlock: [Hardfork, string][] = [
  ['homestead', 'homesteadBlock'],
  ['tangerineWhistle', 'eip150Block'],
  ['spuriousDragon', 'eip158Block'],
  ['byzantium', 'byzantiumBlock'],
  ['constantinople', 'constantinopleBlock'],
  ['petersburg', 'petersburgBlock'],
  ['istanbul', 'istanbulBlock'],
  ['muirGlacier', 'muirGlacierBlock'],
  ['berlin', 'berlinBlock'],
  ['london', 'londonBlock'],
  ['arrowGlacier', 'arrowGlacierBlock'],
  ['grayGlacier', 'grayGlacierBlock'],
  ['paris', 'mergeNetsplitBlock'],
];
const byTime: [Hardfork, string][] = (
  ['shanghai', 'cancun', 'prague', 'osaka', 'bpo1', 'bpo2', 'amsterdam'] as const
).map((name) => [name, `${name}Time`]);

function specOf({ config }: GenesisFile): ChainSpec {
  const at = (rows: [Hardfork, string][], activation: (from: bigint) => Activation) =>
    rows.flatMap(([hardfork, key]): [Hardfork, Activation][] =>
      config[key] === undefined ? [] : [[hardfork, activation(BigInt(config[key]))]],
    );
  const schedule = [...at(byBlock, (block) => ({ block })), ...at(byTime, (time) => ({ time }))];
  return chainSpec({ name: 'execution-apis', chainId: BigInt(config.chainId!), schedule });
}

/** The chain of the tests, executed. */
export async function readChain(): Promise<FakeChain> {
  const genesis = JSON.parse(readFileSync(join(folder, 'genesis.json'), 'utf8')) as GenesisFile;
  const alloc = Object.fromEntries(
    Object.entries(genesis.alloc).map(([address, account]) => [
      address.startsWith('0x') ? address : `0x${address}`,
      account,
    ]),
  );
  const spec = specOf(genesis);
  const chain = new FakeChain(spec, alloc, {
    timestamp: BigInt(genesis.timestamp),
    extraData: genesis.extraData as `0x${string}`,
    gasLimit: BigInt(genesis.gasLimit),
    difficulty: BigInt(genesis.difficulty),
  });
  for (const rlp of splitRlp(readFileSync(join(folder, 'chain.rlp'))))
    await chain.adopt(decodeBlock(rlp, { spec }));
  return chain;
}

/** The blocks of a file, one behind the other. */
function splitRlp(bytes: Buffer): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!;
    const lengthBytes = first - 0xf7;
    const size = first > 0xf7 ? 1 + lengthBytes + bytes.readUIntBE(at + 1, lengthBytes) : 1 + first - 0xc0;
    blocks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return blocks;
}
