/** Kills an importing process at random moments, and looks each time at what it left. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../generators/random.ts';
import type { MadeBlock } from '../chainMaker.ts';
import { expectState } from '../opening.ts';
import { crashMaker, openCrashChain } from './importRest.ts';

const child = fileURLToPath(new URL('./importChild.mjs', import.meta.url));

/** What became of one kill. */
export interface Kill {
  /** Last block that the process had said was committed; -1 for none. */
  acknowledged: number;
  /** Head of the chain as it opened afterwards. */
  head: number;
}

/** Starts an import and kills it; resolves with the last block that it said was committed. */
function importAndKill(dir: string, afterMs: number): Promise<{ acknowledged: number; isDone: boolean }> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [child, dir], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    process_.stdout.on('data', (chunk) => {
      if (output === '') setTimeout(() => process_.kill('SIGKILL'), afterMs);
      output += chunk;
    });
    process_.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    process_.on('close', (_code, signal) => {
      const isDone = output.includes('done');
      if (signal !== 'SIGKILL' && !isDone) return reject(new Error(`the import ended by itself: ${errors}`));
      const numbers = output.split('\n').filter((line) => /^\d+$/.test(line));
      resolve({ acknowledged: Math.max(-1, ...numbers.map(Number)), isDone });
    });
  });
}

/**
 * Kills imports until `kills` of them have fallen; a chain that is complete starts anew.
 *
 * @throws when a chain does not open, has lost a block that was acknowledged, or holds another state than its head's
 */
export async function killRepeatedly(
  kills: number,
  seed: number,
  onKill: (kill: Kill) => void = () => {},
): Promise<void> {
  const random = createRandom(seed);
  const dir = await mkdtemp(join(tmpdir(), 'heddle-crash-'));
  try {
    const maker = crashMaker();
    const blocks = [maker.genesis, ...(await maker.line(maker.genesis, 150, { transactions: 4 }))];
    const rlps = blocks.slice(1).map(({ rlp }) => Buffer.from(rlp).toString('hex'));
    await writeFile(join(dir, 'blocks.json'), JSON.stringify(rlps));
    for (let done = 0; done < kills; ) {
      const { acknowledged, isDone } = await importAndKill(dir, random.below(1500));
      if (isDone) await rm(join(dir, 'chain'), { recursive: true });
      else onKill({ acknowledged, head: await examine(dir, acknowledged, blocks) });
      if (!isDone) done++;
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Opens the chain and compares everything; returns the number of its head. */
async function examine(dir: string, acknowledged: number, blocks: readonly MadeBlock[]): Promise<number> {
  const chain = await openCrashChain(dir);
  try {
    const head = Number(chain.head.header.number);
    if (head < acknowledged) throw new Error(`block ${acknowledged} was acknowledged, the head is ${head}`);
    expectState(chain, blocks[head] as MadeBlock);
    const findings = await chain.verify();
    if (findings.length > 0)
      throw new Error(findings.map(({ where, what }) => `${where}: ${what}`).join('; '));
    return head;
  } finally {
    await chain.close();
  }
}
