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

/** As for `heddle run`: V8 compiles the core well only after some executions. */
const FIRST_WARM_UP = 5;
const LATER_WARM_UP = 1;

/** `heddle compare` over a given engine. */
export async function compareWith(
  engine: () => Promise<Engine>,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  const { values, operands } = parseFlags(page, args);
  const workers = workerCount(values.workers);
  const repeat = wholeNumber('repeat', values.repeat, { from: 1, to: 1_000_000, otherwise: 7 });
  const warmUpOf = (isFirst: boolean) =>
    wholeNumber('warm-up', values['warm-up'], {
      from: 0,
      to: 1_000_000,
      otherwise: isFirst ? FIRST_WARM_UP : LATER_WARM_UP,
    });
  warmUpOf(true); // a wrong value is known before anything is read
  const files = await findBlockFiles(operands, page.name);
  const { compareBlock } = await import('../run/compareBlock.ts');
  const comparisons = await onEachBlock(
    await engine(),
    files,
    workers,
    terminal,
    ({ isFirst, loaded, ...turn }) =>
      compareBlock(turn.engine, loaded, { ...turn, workers, repeat, warmUp: warmUpOf(isFirst) }),
    isRight,
  );
  const { colors, columns } = terminal;
  terminal.out(values.json ? compareJson(comparisons) : compareText(comparisons, columns, colors));
  return comparisons.every(isRight) ? exitCodes.success : exitCodes.failure;
}

export const compare: Command = { page, run: (args, terminal) => compareWith(loadEngine, args, terminal) };
