/** Writes a long chain as files that `heddle init` and `heddle import` read. */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Header } from '@heddle/engine';
import { LongChain, type LongChainOptions } from './longChain.ts';

const hex = (value: bigint) => `0x${value.toString(16)}`;

const fromStart = [
  'homestead',
  'eip150',
  'eip155',
  'eip158',
  'byzantium',
  'constantinople',
  'petersburg',
  'istanbul',
  'berlin',
  'london',
  'mergeNetsplit',
];

/** The genesis file of a chain, as geth takes it. */
function genesisJson(chain: LongChain, header: Header): string {
  const config = {
    chainId: Number(chain.spec.chainId),
    ...Object.fromEntries(fromStart.map((name) => [`${name}Block`, 0])),
    ...{ terminalTotalDifficulty: 0, shanghaiTime: 0, cancunTime: 0 },
  };
  return JSON.stringify({
    config,
    alloc: chain.alloc,
    coinbase: header.beneficiary,
    difficulty: hex(header.difficulty),
    gasLimit: hex(header.gasLimit),
    gasUsed: hex(header.gasUsed),
    timestamp: hex(header.timestamp),
    extraData: header.extraData,
    mixHash: header.mixHash,
    nonce: header.nonce,
    number: '0x0',
    parentHash: header.parentHash,
    baseFeePerGas: hex(header.baseFeePerGas as bigint),
    blobGasUsed: '0x0',
    excessBlobGas: '0x0',
    parentBeaconBlockRoot: header.parentBeaconBlockRoot,
  });
}

/** Writes `genesis.json` and `blocks.rlp` into a folder. */
export async function writeLongChain(dir: string, options: LongChainOptions): Promise<void> {
  await mkdir(dir, { recursive: true });
  const chain = new LongChain(options);
  const rlps = async function* () {
    for await (const { header, rlp } of chain.blocks()) {
      if (header.number === 0n) await writeFile(join(dir, 'genesis.json'), genesisJson(chain, header));
      yield rlp;
    }
  };
  await pipeline(rlps(), createWriteStream(join(dir, 'blocks.rlp')));
}
