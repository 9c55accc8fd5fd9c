import { datadirFlag, datadirOf, withChain } from '../chain/datadir.ts';
import { exitCodes } from '../errors.ts';
import { startProgress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags } from './command.ts';

const page = {
  name: 'verify',
  operands: '--datadir DIR [options]',
  about:
    'Checks a chain on disk: links, roots, receipts and indices of every canonical block, and the root and code\n' +
    'of the state, computed anew from its accounts and slots. Exit code 0 only when nothing is wrong.',
  flags: { ...datadirFlag, json: { about: 'The findings as JSON on stdout.' } },
  examples: ['heddle verify --datadir chain'],
} as const satisfies CommandPage;

async function runVerify(args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseFlags(page, args);
  const dir = datadirOf(values, page.name);
  return withChain(dir, {}, async (chain) => {
    const progress = startProgress(terminal);
    const blocks = Number(chain.head.header.number) + 1;
    const begun = performance.now();
    try {
      const findings = await chain.verify((done) => {
        const what = `${done.blocks} of ${blocks} blocks, ${done.batches} batches of accounts`;
        progress.update(done.blocks / blocks, what);
      }, terminal.signal);
      progress.stop();
      const seconds = (performance.now() - begun) / 1000;
      if (values.json) terminal.out(`${JSON.stringify({ blocks, findings, seconds }, null, 2)}\n`);
      else {
        for (const { where, what } of findings) terminal.out(`${terminal.colors.red(where)}: ${what}\n`);
        const verdict = findings.length === 0 ? 'nothing is wrong' : `${findings.length} things are wrong`;
        terminal.out(`${blocks} blocks and the state of the last: ${verdict} (${seconds.toFixed(1)} s)\n`);
      }
      return findings.length === 0 ? exitCodes.success : exitCodes.failure;
    } finally {
      progress.stop();
    }
  });
}

export const verify: Command = { page, run: runVerify };
