import { type Engine, loadEngine } from '../engine.ts';
import { exitCodes } from '../errors.ts';
import { findBlockFiles } from '../input/findBlockFiles.ts';
import { compareJson, compareText, isRight } from '../output/compareText.ts';
import type { Terminal } from '../terminal.ts';
import { type Command, type CommandPage, parseFlags, wholeNumber, workerCount } from './command.ts';
import { onEachBlock } from './eachBlock.ts';

const page = {
  name: 'compare',
  operands: 'FILE… [options]',
  about:
    'Executes blocks under every mechanism, in turn, and shows side by side what each took: time, speed-up,\n' +
    'executions repeated, waiting, messages, and whether it ended in what serial execution did.\n' +
    'Exit code 0 only if every verdict holds.',
  flags: {
    workers: { placeholder: 'N', about: 'Worker threads; by default one for each core.' },
    repeat: { placeholder: 'N', about: 'Rounds that count; times are their median. Default 7.' },
    'warm-up': {
      placeholder: 'N',
      about: 'Rounds before them. Default 5 for the first block, 1 for others.',
    },
    json: { about: 'The result as JSON on stdout.' },
  },
  examples: ['heddle compare block.json.gz', 'heddle compare ../shared/mainnet --workers 4 --json'],
} as const satisfies CommandPage;

function warmUpOf(value: string): number {
  return wholeNumber('warm-up', value, { from: 0, to: 1_000_000, otherwise: 0 });
}

/** `heddle compare` over a given engine. */
export async function compareWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const workers = workerCount(values.workers);
  const repeat = wholeNumber('repeat', values.repeat, { from: 1, to: 1_000_000, otherwise: 7 });
  const asked = values['warm-up'] === undefined ? {} : { warmUp: warmUpOf(values['warm-up']) };
  const files = await findBlockFiles(operands, page.name);
  const { compareBlock } = await import('../run/compareBlock.ts');
  const comparisons = await onEachBlock(
    await engine(),
    files,
    workers,
    terminal,
    ({ engine: heddle, loaded, ...turn }) =>
      compareBlock(heddle, loaded, { ...turn, ...asked, workers, repeat }),
    isRight,
  );
  const { colors, columns } = terminal;
  terminal.out(values.json ? compareJson(comparisons) : compareText(comparisons, columns, colors));
  return comparisons.every(isRight) ? exitCodes.success : exitCodes.failure;
}

export const compare: Command = { page, run: (args, terminal) => compareWith(loadEngine, args, terminal) };
