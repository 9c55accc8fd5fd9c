import { exitCodes } from '../errors.ts';
import { startProgress } from '../output/progress.ts';
import { type Verification, verifyText } from '../output/verifyText.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags } from './command.ts';
import { datadirFlag, datadirOf, withChain } from './datadir.ts';

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
  const progress = startProgress(terminal);
  let verification: Verification;
  try {
    verification = await withChain(dir, {}, async (chain) => {
      const blocks = Number(chain.head.header.number) + 1;
      const begun = performance.now();
      const findings = await chain.verify((done) => {
        progress.update(
          done.blocks / blocks,
          `${done.blocks} of ${blocks} blocks, ${done.accounts} accounts`,
        );
      }, terminal.signal);
      return { blocks, findings, seconds: (performance.now() - begun) / 1000 };
    });
  } finally {
    progress.stop();
  }
  terminal.out(
    values.json ? `${JSON.stringify(verification, null, 2)}\n` : verifyText(verification, terminal.colors),
  );
  return verification.findings.length === 0 ? exitCodes.success : exitCodes.failure;
}

export const verify: Command = { page, run: runVerify };
