import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openChain } from '@heddle/chain';
import { devChain } from '@heddle/engine';
import { ChainMaker } from '../chainMaker.ts';

/** What the parent and the process that it kills agree on. */
export const crashSeed = 11;
export const crashMaker = () => new ChainMaker(devChain('shanghai'), crashSeed);

/** Opens the chain in a folder, small flushes included, so that kills fall into them. */
export function openCrashChain(dir: string) {
  const { spec, alloc, genesis } = crashMaker();
  return openChain(join(dir, 'chain'), {
    genesis: { spec, alloc, header: genesis.header },
    workers: 2,
    flush: { blocks: 3 },
  });
}

/** Imports what is left; each line on stdout is the number of a block that is committed. */
export async function importRest(dir: string): Promise<void> {
  const rlps = JSON.parse(await readFile(join(dir, 'blocks.json'), 'utf8')) as string[];
  const chain = await openCrashChain(dir);
  process.stdout.write('open\n');
  const { number } = chain.head.header;
  await Promise.all(
    rlps.slice(Number(number)).map(async (rlp) => {
      const result = await chain.import(Buffer.from(rlp, 'hex'));
      process.stdout.write(`${result.number}\n`);
    }),
  );
  await chain.close();
  process.stdout.write('done\n');
}
