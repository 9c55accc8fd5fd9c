import type { Chain, ImportResult, InputBlock } from '@heddle/chain';
import { CliError, exitCodes, UsageError } from '../errors.ts';
import { explainFileError } from '../input/fileErrors.ts';
import { ImportTally } from '../output/importTally.ts';
import { type ImportSummary, importText } from '../output/importText.ts';
import { type Progress, startProgress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags } from './command.ts';
import { datadirFlag, executionFlags, executionOf, genesisFlag, genesisOf, withChain } from './datadir.ts';

const page = {
  name: 'import',
  operands: 'FILE… [options]',
  about:
    'Imports blocks into a chain: files of RLP, JSON blocks as JSON-RPC gives them, or official blockchain tests,\n' +
    'compressed or not. Each block is checked, executed, rooted and committed; the first that is refused ends the\n' +
    'import, those before it stay. Ctrl-C ends it after the blocks under way. Blocks that are there already are skipped.\n' +
    'Without --datadir the chain is in memory and gone afterwards.',
  flags: {
    ...datadirFlag,
    ...genesisFlag,
    ...executionFlags,
    'no-pipeline': { about: "Waits for each block's root before the next one is executed." },
    'no-sync': { about: 'Does not wait for the disk: faster, and a power failure may cost the chain.' },
    json: { about: 'What was done as JSON on stdout.' },
  },
  examples: [
    'heddle import blocks.rlp.gz --datadir chain --genesis genesis.json',
    'heddle import test.json --workers 2',
  ],
} as const satisfies CommandPage;

/** The block files, one after the other; the first of a fixture may bring the genesis. */
async function openFiles(paths: readonly string[]) {
  const { openBlockFile } = await import('@heddle/chain');
  return Promise.all(
    paths.map((path) =>
      openBlockFile(path).then(
        (file) => ({ path, file }),
        (error: unknown) => {
          throw explainFileError(path, error);
        },
      ),
    ),
  );
}

type OpenFile = Awaited<ReturnType<typeof openFiles>>[number];

/** Imports one file after the other, and remembers where each block came from, for messages. */
async function importFiles(
  chain: Chain,
  files: readonly OpenFile[],
  tally: ImportTally,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { importAll } = await import('@heddle/chain');
  const total = files.reduce((sum, { file }) => sum + file.bytesTotal, 0);
  let done = 0;
  for (const { path, file } of files) {
    const queue: InputBlock[] = [];
    const blocks = async function* () {
      for await (const block of file.blocks) {
        queue.push(block);
        yield block.rlp;
      }
    };
    const onBlock = (result: ImportResult) => {
      tally.add(result);
      const share = (done + (queue.shift()?.bytesDone ?? 0)) / Math.max(1, total);
      progress.update(share, tally.line(share));
    };
    try {
      await importAll(chain, blocks(), { signal, onBlock });
    } catch (error) {
      throw located(path, queue[0]?.where, error);
    }
    if (signal.aborted) return;
    done += file.bytesTotal;
  }
}

/** Names file and place in an error of a block. */
function located(path: string, where: string | undefined, error: unknown): unknown {
  const isAboutBlock = error instanceof Error && 'facts' in error && where !== undefined;
  if (isAboutBlock && !error.message.includes(path)) error.message = `${path}, ${where}: ${error.message}`;
  return error;
}

async function runImport(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  if (operands.length === 0)
    throw new UsageError('Which files? Name at least one. See heddle import --help.');
  const options = executionOf(values);
  const files = await openFiles(operands);
  const genesis =
    (await genesisOf(values)) ?? files.find(({ file }) => file.genesis !== undefined)?.file.genesis;
  if (values.datadir === undefined && genesis === undefined)
    throw new CliError(
      'A chain in memory needs a first block. Name it with --genesis, or a chain with --datadir.',
    );
  const settings = {
    ...options,
    ...(genesis && { genesis }),
    pipeline: values['no-pipeline'] !== true,
    sync: values['no-sync'] !== true,
  };
  const progress = startProgress(terminal);
  const tally = new ImportTally();
  let summary: ImportSummary;
  try {
    summary = await withChain(values.datadir, settings, async (chain) => {
      await importFiles(chain, files, tally, progress, terminal.signal);
      const { hash, header } = chain.head;
      return tally.summary({ number: Number(header.number), hash });
    });
  } finally {
    progress.stop();
    await Promise.all(files.map(({ file }) => file.close()));
  }
  terminal.out(
    values.json ? `${JSON.stringify(summary, null, 2)}\n` : importText(summary, terminal.signal.aborted),
  );
  return terminal.signal.aborted ? exitCodes.interrupted : exitCodes.success;
}

export const importBlocks: Command = { page, run: runImport };
