import type { Chain } from '@heddle/chain';
import { CliError, exitCodes, UsageError } from '../errors.ts';
import { explainFileError } from '../input/fileErrors.ts';
import { startProgress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber } from './command.ts';
import { datadirFlag, datadirOf, withChain } from './datadir.ts';

const page = {
  name: 'export',
  operands: 'FILE --datadir DIR [options]',
  about:
    'Writes the canonical blocks of a chain as RLP, one behind the other, as heddle import and other clients read\n' +
    'them; compressed when FILE ends in .gz. FILE is there only when it is whole.',
  flags: {
    ...datadirFlag,
    from: { placeholder: 'N', about: 'First block. Default 1.' },
    to: { placeholder: 'N', about: 'Last block. Default the head.' },
  },
  examples: ['heddle export blocks.rlp.gz --datadir chain --from 1 --to 1000'],
} as const satisfies CommandPage;

/** The blocks of a range, from its bytes on disk. */
function* rawBlocks(chain: Chain, from: number, to: number, onBlock: (number: number) => void) {
  for (let number = from; number <= to; number++) {
    const rlp = chain.rawBlock(BigInt(number));
    if (rlp === undefined)
      throw new CliError(`The body of block ${number} is not kept any more. Begin later with --from.`);
    onBlock(number);
    yield rlp;
  }
}

async function runExport(args: string[], terminal: Terminal): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const [file] = operands;
  if (file === undefined || operands.length > 1)
    throw new UsageError('Into which file? Name exactly one. See heddle export --help.');
  const dir = datadirOf(values, page.name);
  const { writeChainFile } = await import('@heddle/chain');
  return withChain(dir, { workers: 1, rootThreads: 0 }, async (chain) => {
    const head = Number(chain.head.header.number);
    if (head === 0) throw new CliError(`${dir}: the chain has no block but its first. Import some.`);
    const from = wholeNumber('from', values.from, { from: 1, to: head, otherwise: 1 });
    const to = wholeNumber('to', values.to, { from, to: head, otherwise: head });
    const progress = startProgress(terminal);
    const onBlock = (number: number) =>
      progress.update((number - from) / (to - from + 1), `block ${number} of ${to}`);
    try {
      await writeChainFile(file, rawBlocks(chain, from, to, onBlock), { signal: terminal.signal });
    } catch (error) {
      throw explainFileError(file, error);
    } finally {
      progress.stop();
    }
    terminal.out(`${to - from + 1} blocks, ${from} to ${to}, in ${file}\n`);
    return exitCodes.success;
  });
}

export const exportBlocks: Command = { page, run: runExport };
