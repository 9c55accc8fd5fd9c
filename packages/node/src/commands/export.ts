import { datadirFlag, datadirOf, withChain } from '../chain/datadir.ts';
import { writeChainFile } from '../chain/writeChainFile.ts';
import { CliError, exitCodes, UsageError } from '../errors.ts';
import { startProgress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber } from './command.ts';

const page = {
  name: 'export',
  operands: 'FILE --datadir DIR [options]',
  about:
    'Writes the canonical blocks of a chain as RLP, one after the other, as heddle import and other clients read\n' +
    'them; compressed when FILE ends in .gz. A file that exists is not overwritten without --force.',
  flags: {
    ...datadirFlag,
    from: { placeholder: 'N', about: 'First block. Default 1.' },
    to: { placeholder: 'N', about: 'Last block. Default the head.' },
    force: { about: 'Overwrites FILE.' },
  },
  examples: ['heddle export blocks.rlp.gz --datadir chain --from 1 --to 1000'],
} as const satisfies CommandPage;

async function runExport(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const [file] = operands;
  if (file === undefined || operands.length > 1)
    throw new UsageError('Into which file? Name exactly one. See heddle export --help.');
  const dir = datadirOf(values, page.name);
  return withChain(dir, {}, async (chain) => {
    const head = Number(chain.head.header.number);
    const from = wholeNumber('from', values.from, { from: 1, to: Math.max(1, head), otherwise: 1 });
    const to = wholeNumber('to', values.to, { from, to: Math.max(from, head), otherwise: head });
    if (head === 0) throw new CliError(`${dir}: the chain has no block but its first. Import some.`);
    const progress = startProgress(terminal);
    try {
      const blocks = function* () {
        for (let number = from; number <= to; number++) {
          terminal.signal.throwIfAborted();
          progress.update((number - from) / (to - from + 1), `block ${number} of ${to}`);
          const rlp = chain.rawBlock(BigInt(number));
          if (rlp === undefined) throw new CliError(`${dir}: the body of block ${number} is not kept any more.`);
          yield rlp;
        }
      };
      await writeChainFile(file, blocks(), values.force === true);
    } finally {
      progress.stop();
    }
    terminal.out(`${to - from + 1} blocks, ${from} to ${to}, in ${file}\n`);
    return exitCodes.success;
  });
}

export const exportBlocks: Command = { page, run: runExport };
